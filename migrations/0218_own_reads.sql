-- What a person did, read by what is theirs alone: each of these views says so itself, and reads as the role that looks
-- things up. By the policies of the tables, which also say what others may see of them, the same costs several times as
-- much, as these ask for posts (decision 0068).

CREATE VIEW own_reaction AS
SELECT r.post_person_id, r.post_id, r.kind, r.made_at
FROM post_reaction r
WHERE r.person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety');
COMMENT ON VIEW own_reaction IS 'The reactions of the person. Holds nothing by itself.';

CREATE VIEW own_answer AS
SELECT p.id, p.parent_person_id, p.root_person_id, p.root_id, p.made_at, p.gone_at
FROM post p
WHERE p.person_id = (SELECT app_person()) AND p.is_reply
  AND (SELECT app_purpose()) IN ('assistant', 'feed', 'export', 'safety');
COMMENT ON VIEW own_answer IS 'The replies of the person. Holds nothing by itself.';

CREATE VIEW own_follower AS
SELECT f.person_id
FROM follow f
WHERE f.followed_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('export', 'feed')
  AND f.person_id NOT IN (SELECT hidden_people());
COMMENT ON VIEW own_follower IS 'Who follows the person, or asks to. Holds nothing by itself.';

ALTER VIEW own_reaction OWNER TO beknown_lookup;
ALTER VIEW own_answer OWNER TO beknown_lookup;
ALTER VIEW own_follower OWNER TO beknown_lookup;
REVOKE ALL ON own_reaction, own_answer, own_follower FROM beknown_app;
GRANT SELECT ON own_reaction, own_answer, own_follower TO beknown_app;
