-- A post as it is read: with its author and what was done with it, each as far as the reader may see it, and whether the
-- reader muted its author, its thread or a word in it.
CREATE VIEW post_card WITH (security_invoker) AS
SELECT
    p.person_id AS author_id, p.id, a.handle, a.name, a.picture_id, p.text, p.shown_to, p.host_id, p.is_reply,
    p.parent_person_id, p.parent_id, p.root_person_id, p.root_id, p.made_at, p.edited_at,
    (
        SELECT count(*) FROM post r
        WHERE r.parent_person_id = p.person_id AND r.parent_id = p.id AND r.gone_at IS NULL
    ) AS replies,
    (
        SELECT coalesce(jsonb_object_agg(k.kind, k.number), '{}')
        FROM (
            SELECT e.kind, count(*) AS number FROM post_reaction e
            WHERE e.post_person_id = p.person_id AND e.post_id = p.id
            GROUP BY e.kind
        ) k
    ) AS reactions,
    (
        SELECT e.kind FROM post_reaction e
        WHERE e.person_id = (SELECT app_person()) AND e.post_person_id = p.person_id AND e.post_id = p.id
    ) AS my_reaction,
    EXISTS (
        SELECT 1 FROM post_saved s
        WHERE s.person_id = (SELECT app_person()) AND s.post_person_id = p.person_id AND s.post_id = p.id
    ) AS is_saved,
    (
        SELECT coalesce(
            jsonb_agg(
                jsonb_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height)
                ORDER BY i.position
            ), '[]'
        )
        FROM post_image i WHERE i.person_id = p.person_id AND i.post_id = p.id
    ) AS images,
    p.person_id <> (SELECT app_person()) AND (
        p.person_id IN (SELECT m.muted_id FROM people_mute m WHERE m.kind = 'person')
        OR (coalesce(p.root_person_id, p.person_id), coalesce(p.root_id, p.id)) IN (
            SELECT m.root_person_id, m.root_id FROM people_mute m WHERE m.kind = 'thread'
        )
        OR lower(p.text) LIKE ANY (
            coalesce(
                (
                    SELECT array_agg('%' || regexp_replace(lower(m.word), '([\\%_])', '\\\1', 'g') || '%')
                    FROM people_mute m WHERE m.kind = 'word'
                ), '{}'
            )
        )
    ) AS is_muted
FROM post p
JOIN profile a ON a.person_id = p.person_id
WHERE p.gone_at IS NULL;
COMMENT ON VIEW post_card IS 'Posts as a reader may see them. Holds nothing by itself.';
