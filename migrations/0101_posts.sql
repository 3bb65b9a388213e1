-- Posts and what people do with them.
--
-- A reply is shown to whom the post at its root is shown: it takes over its audience, and `host_id` says whose
-- followers and lists are meant. Whoever erases their account or a post leaves the replies of others in place, without
-- a trace of who or what they answered.

CREATE TABLE post (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    text text NOT NULL CHECK (length(text) <= 5000),
    shown_to text NOT NULL CHECK (shown_to IN ('me', 'everyone', 'followers', 'list')),
    host_id uuid REFERENCES profile ON DELETE SET NULL,
    list_id uuid,
    is_reply boolean NOT NULL DEFAULT false,
    parent_person_id uuid,
    parent_id uuid,
    root_person_id uuid,
    root_id uuid,
    made_at timestamptz NOT NULL,
    edited_at timestamptz,
    gone_at timestamptz,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (host_id, list_id) REFERENCES people_list (person_id, id) ON DELETE SET NULL (list_id),
    FOREIGN KEY (parent_person_id, parent_id) REFERENCES post (person_id, id) ON DELETE SET NULL,
    FOREIGN KEY (root_person_id, root_id) REFERENCES post (person_id, id) ON DELETE SET NULL
);
CREATE INDEX post_event ON post (person_id, event_id);
CREATE INDEX post_parent ON post (parent_person_id, parent_id);
CREATE INDEX post_root ON post (root_person_id, root_id, made_at);
CREATE INDEX post_host ON post (host_id, list_id);
COMMENT ON TABLE post IS
    'What a person posted, and for whom; shown to others by its audience. purposes: assistant, feed, export, safety';
ALTER TABLE post ENABLE ROW LEVEL SECURITY;
ALTER TABLE post FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post TO beknown_app
    USING (
        person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'feed', 'export', 'safety')
    )
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY shown ON post FOR SELECT TO beknown_app
    USING (
        gone_at IS NULL
        AND (SELECT app_purpose()) IN ('export', 'feed')
        AND (SELECT has_profile())
        AND person_id NOT IN (SELECT hidden_people())
        AND host_id IS NOT NULL
        AND host_id NOT IN (SELECT hidden_people())
        AND (
            host_id = (SELECT app_person())
            OR (shown_to = 'everyone' AND host_id NOT IN (SELECT private_people()))
            OR (shown_to IN ('everyone', 'followers') AND host_id IN (SELECT followed_people()))
            OR (shown_to = 'list' AND (host_id, list_id) IN (SELECT l.person_id, l.list_id FROM lists_with_me() l))
        )
    );

-- A reply takes over where it belongs and whom it is shown to from what it answers, which its author must see: row
-- security holds inside. The error is that of a reference to nothing, whether it is hidden or isn't there.
CREATE FUNCTION place_post() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parent post%ROWTYPE;
BEGIN
    IF NEW.person_id <> app_person() THEN
        RETURN NEW; -- the table's policy refuses it
    END IF;
    IF NEW.parent_id IS NULL THEN
        NEW.host_id := CASE WHEN NEW.is_reply THEN NULL ELSE NEW.person_id END;
        NEW.root_person_id := NULL;
        NEW.root_id := NULL;
        RETURN NEW;
    END IF;
    SELECT * INTO parent FROM post p
    WHERE p.person_id = NEW.parent_person_id AND p.id = NEW.parent_id AND p.gone_at IS NULL;
    IF NOT FOUND OR parent.host_id IS NULL THEN
        RAISE EXCEPTION 'no such post' USING ERRCODE = 'foreign_key_violation';
    END IF;
    NEW.is_reply := true;
    NEW.host_id := parent.host_id;
    NEW.shown_to := parent.shown_to;
    NEW.list_id := parent.list_id;
    NEW.root_person_id := coalesce(parent.root_person_id, parent.person_id);
    NEW.root_id := coalesce(parent.root_id, parent.id);
    RETURN NEW;
END
$$;
CREATE TRIGGER place BEFORE INSERT ON post FOR EACH ROW EXECUTE FUNCTION place_post();

-- What a post said before it was changed; shown to whom the post is shown.
CREATE TABLE post_version (
    person_id uuid NOT NULL,
    post_id uuid NOT NULL,
    number int NOT NULL CHECK (number > 0),
    text text NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, post_id, number),
    FOREIGN KEY (person_id, post_id) REFERENCES post ON DELETE CASCADE
);
COMMENT ON TABLE post_version IS
    'What posts said before they were changed; shown to others who see the post. purposes: feed, export, safety';
ALTER TABLE post_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_version FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_version TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY shown ON post_version FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) IN ('export', 'feed')
        AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = post_version.person_id AND p.id = post_id)
    );

CREATE TABLE post_reaction (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    post_person_id uuid NOT NULL,
    post_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('like', 'love', 'laugh', 'wow', 'sad', 'thanks')),
    event_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, post_person_id, post_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (post_person_id, post_id) REFERENCES post (person_id, id) ON DELETE CASCADE
);
CREATE INDEX post_reaction_post ON post_reaction (post_person_id, post_id, kind);
CREATE INDEX post_reaction_event ON post_reaction (person_id, event_id);
COMMENT ON TABLE post_reaction IS
    'The one reaction of a person to a post; shown to others who see the post. purposes: feed, export, safety';
ALTER TABLE post_reaction ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_reaction FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_reaction TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY shown ON post_reaction FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) IN ('export', 'feed')
        AND person_id NOT IN (SELECT hidden_people())
        AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = post_person_id AND p.id = post_id)
    );

CREATE TABLE post_saved (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    post_person_id uuid NOT NULL,
    post_id uuid NOT NULL,
    event_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, post_person_id, post_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (post_person_id, post_id) REFERENCES post (person_id, id) ON DELETE CASCADE
);
CREATE INDEX post_saved_made ON post_saved (person_id, made_at DESC);
CREATE INDEX post_saved_post ON post_saved (post_person_id, post_id);
CREATE INDEX post_saved_event ON post_saved (person_id, event_id);
COMMENT ON TABLE post_saved IS 'Posts that a person keeps for themselves. purposes: feed, export, safety';
ALTER TABLE post_saved ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_saved FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_saved TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));

-- Only what one sees can be reacted to or saved. Row security holds inside, also for what an export brings back.
CREATE FUNCTION check_post_is_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id <> app_person() THEN
        RETURN NEW; -- the table's policy refuses it
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM post p
        WHERE p.person_id = NEW.post_person_id AND p.id = NEW.post_id AND p.gone_at IS NULL
    ) THEN
        RAISE EXCEPTION 'no such post' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER is_seen BEFORE INSERT ON post_reaction FOR EACH ROW EXECUTE FUNCTION check_post_is_seen();
CREATE TRIGGER is_seen BEFORE INSERT ON post_saved FOR EACH ROW EXECUTE FUNCTION check_post_is_seen();

-- What a person's log says of a post of somebody else, or of a person, goes with it.
CREATE FUNCTION forget_deed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM event WHERE person_id = OLD.person_id AND id = OLD.event_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER forget_deed AFTER DELETE ON post_reaction FOR EACH ROW EXECUTE FUNCTION forget_deed();
CREATE TRIGGER forget_deed AFTER DELETE ON post_saved FOR EACH ROW EXECUTE FUNCTION forget_deed();
CREATE TRIGGER forget_deed AFTER DELETE ON follow FOR EACH ROW EXECUTE FUNCTION forget_deed();
