-- Passing a post on: as it is (a repost), or with words of one's own (a quote). And words that aren't posted yet.
--
-- Only what is for everybody can be passed on, so a post of somebody private, as every minor is, never can. Whoever
-- may not see the post sees no repost of it, and of a quote only the words around it.

ALTER TABLE post
    ADD COLUMN is_quote boolean NOT NULL DEFAULT false,
    ADD COLUMN quote_person_id uuid,
    ADD COLUMN quote_id uuid,
    ADD FOREIGN KEY (quote_person_id, quote_id) REFERENCES post (person_id, id) ON DELETE SET NULL;
CREATE INDEX post_quote ON post (quote_person_id, quote_id);

-- Row security holds inside: what isn't seen can't be passed on.
CREATE FUNCTION is_public_post(author uuid, wanted uuid) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT 1 FROM post p
    WHERE p.person_id = author AND p.id = wanted AND p.gone_at IS NULL AND p.shown_to = 'everyone'
      AND p.host_id NOT IN (SELECT private_people())
);
COMMENT ON FUNCTION is_public_post(uuid, uuid) IS 'Whether a post that this person sees is for everybody.';

CREATE FUNCTION check_quote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id = app_person() AND NOT is_public_post(NEW.quote_person_id, NEW.quote_id) THEN
        RAISE EXCEPTION 'no such post' USING ERRCODE = 'foreign_key_violation';
    END IF;
    NEW.is_quote := true;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_quote BEFORE INSERT ON post FOR EACH ROW
    WHEN (NEW.quote_id IS NOT NULL) EXECUTE FUNCTION check_quote();

CREATE TABLE post_repost (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    id uuid NOT NULL,
    post_person_id uuid NOT NULL,
    post_id uuid NOT NULL,
    event_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, post_person_id, post_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (post_person_id, post_id) REFERENCES post (person_id, id) ON DELETE CASCADE
);
CREATE INDEX post_repost_post ON post_repost (post_person_id, post_id);
CREATE INDEX post_repost_event ON post_repost (person_id, event_id);
COMMENT ON TABLE post_repost IS
    'Posts for everybody that a person passed on; shown to others who see the post, of private people to followers.'
    ' purposes: feed, export, safety';
ALTER TABLE post_repost ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_repost FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_repost TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY shown ON post_repost FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) IN ('export', 'feed')
        AND person_id NOT IN (SELECT hidden_people())
        AND (person_id NOT IN (SELECT private_people()) OR person_id IN (SELECT followed_people()))
        AND EXISTS (
            SELECT 1 FROM post p
            WHERE p.person_id = post_person_id AND p.id = post_id AND p.gone_at IS NULL AND p.shown_to = 'everyone'
        )
    );

CREATE FUNCTION check_repost() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id = app_person() AND NOT is_public_post(NEW.post_person_id, NEW.post_id) THEN
        RAISE EXCEPTION 'no such post' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_repost BEFORE INSERT ON post_repost FOR EACH ROW EXECUTE FUNCTION check_repost();
CREATE TRIGGER forget_deed AFTER DELETE ON post_repost FOR EACH ROW EXECUTE FUNCTION forget_deed();

CREATE TABLE post_draft (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    text text NOT NULL CHECK (length(text) <= 20000),
    shown_to text NOT NULL CHECK (shown_to IN ('me', 'everyone', 'followers', 'list')),
    list_id uuid,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, list_id) REFERENCES people_list (person_id, id) ON DELETE SET NULL (list_id)
);
COMMENT ON TABLE post_draft IS
    'Words that a person hasn''t posted yet, for their own eyes. purposes: export, safety';
ALTER TABLE post_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_draft FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_draft TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));

-- A post as it is read, with what stands at it by a decision, what it quotes, and how often it was passed on.
CREATE OR REPLACE VIEW post_card WITH (security_invoker) AS
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
    ) AS is_muted,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'label', k.label) ORDER BY k.made_at), '[]')
        FROM moderation_mark k WHERE k.person_id = p.person_id AND k.post_id = p.id
    ) AS marks,
    p.shown_to = 'everyone' AND p.host_id NOT IN (SELECT private_people()) AS is_public,
    p.is_quote,
    (
        SELECT jsonb_build_object(
            'author_id', q.person_id, 'id', q.id, 'handle', o.handle, 'name', o.name, 'picture_id', o.picture_id,
            'text', q.text, 'made_at', q.made_at,
            'images', (
                SELECT coalesce(
                    jsonb_agg(
                        jsonb_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height)
                        ORDER BY i.position
                    ), '[]'
                )
                FROM post_image i WHERE i.person_id = q.person_id AND i.post_id = q.id
            ),
            'marks', (
                SELECT coalesce(
                    jsonb_agg(jsonb_build_object('kind', k.kind, 'label', k.label) ORDER BY k.made_at), '[]'
                )
                FROM moderation_mark k WHERE k.person_id = q.person_id AND k.post_id = q.id
            )
        )
        FROM post q JOIN profile o ON o.person_id = q.person_id
        WHERE q.person_id = p.quote_person_id AND q.id = p.quote_id AND q.gone_at IS NULL
          AND q.shown_to = 'everyone' AND q.host_id NOT IN (SELECT private_people())
    ) AS quoted,
    (SELECT count(*) FROM post_repost r WHERE r.post_person_id = p.person_id AND r.post_id = p.id) AS reposts,
    (
        SELECT count(*) FROM post q
        WHERE q.quote_person_id = p.person_id AND q.quote_id = p.id AND q.gone_at IS NULL
    ) AS quotes,
    EXISTS (
        SELECT 1 FROM post_repost r
        WHERE r.person_id = (SELECT app_person()) AND r.post_person_id = p.person_id AND r.post_id = p.id
    ) AS is_reposted
FROM post p
JOIN profile a ON a.person_id = p.person_id
WHERE p.gone_at IS NULL;
