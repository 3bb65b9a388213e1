-- Reports, what is decided upon them, appeals, and what stands at a person, a post or a message by a decision.
--
-- Reports come together in a case, one for each thing that is reported. A case belongs to the person it concerns, who
-- doesn't see it: what they see is each decision that was taken. A moderator reads and decides through the functions
-- below alone, and these give what was reported and what the reporter added, never who reported.

CREATE TABLE moderator (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    made_at timestamptz NOT NULL
);
COMMENT ON TABLE moderator IS 'Who looks at reports beside the operators, who name them. purposes: export, safety';
ALTER TABLE moderator ENABLE ROW LEVEL SECURITY;
ALTER TABLE moderator FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON moderator FOR SELECT TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('export', 'safety'));

CREATE TABLE moderation_case (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('post', 'person', 'message')),
    post_id uuid,
    chat_id uuid,
    message_seq bigint,
    text text NOT NULL,
    images jsonb NOT NULL DEFAULT '[]',
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'appealed', 'decided')),
    outcome text CHECK (outcome IN ('dismissed', 'acted', 'lifted')),
    opened_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    UNIQUE NULLS NOT DISTINCT (person_id, kind, post_id, chat_id, message_seq)
);
CREATE INDEX moderation_case_state ON moderation_case (state, changed_at);
COMMENT ON TABLE moderation_case IS
    'A post, a person or a message that was reported, as it was then; `person_id` is whom it concerns.'
    ' purposes: safety';
ALTER TABLE moderation_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE moderation_case FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON moderation_case FOR SELECT TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'safety');

CREATE TABLE moderation_step (
    person_id uuid NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('reported', 'flagged', 'decided', 'appealed', 'granted', 'refused', 'lifted')),
    actor_id uuid REFERENCES person ON DELETE SET NULL,
    what text NOT NULL DEFAULT '',
    words text NOT NULL DEFAULT '',
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, case_id) REFERENCES moderation_case ON DELETE CASCADE
);
CREATE INDEX moderation_step_case ON moderation_step (person_id, case_id, id);
CREATE INDEX moderation_step_actor ON moderation_step (actor_id);
COMMENT ON TABLE moderation_step IS
    'Each step of a case, for those who moderate; `actor_id` is who decided, never who reported. purposes: safety';
ALTER TABLE moderation_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE moderation_step FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON moderation_step FOR SELECT TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'safety');

CREATE TABLE report (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    case_person_id uuid NOT NULL,
    case_id uuid NOT NULL,
    reason text NOT NULL CHECK (
        reason IN ('spam', 'harassment', 'hate', 'violence', 'sexual', 'self_harm', 'illegal', 'false', 'other')
    ),
    words text NOT NULL DEFAULT '' CHECK (length(words) <= 2000),
    attached jsonb NOT NULL DEFAULT '[]',
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, case_person_id, case_id),
    FOREIGN KEY (case_person_id, case_id) REFERENCES moderation_case (person_id, id) ON DELETE CASCADE
);
CREATE INDEX report_case ON report (case_person_id, case_id);
COMMENT ON TABLE report IS
    'What a person reported and why, with what they added of a conversation; nobody is told that it was them.'
    ' purposes: export, safety';
ALTER TABLE report ENABLE ROW LEVEL SECURITY;
ALTER TABLE report FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON report FOR SELECT TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('export', 'safety'));

CREATE TABLE moderation_decision (
    person_id uuid NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('post', 'person', 'message')),
    post_id uuid,
    text text NOT NULL,
    decision text NOT NULL CHECK (decision IN ('label', 'limit', 'hide', 'remove', 'warn', 'suspend')),
    is_by_rule boolean NOT NULL DEFAULT false,
    label text CHECK (length(label) BETWEEN 1 AND 60),
    words text NOT NULL DEFAULT '' CHECK (length(words) <= 2000),
    until timestamptz,
    made_at timestamptz NOT NULL,
    seen_at timestamptz,
    lifted_at timestamptz,
    appeal text CHECK (length(appeal) BETWEEN 1 AND 2000),
    appealed_at timestamptz,
    answer text CHECK (answer IN ('granted', 'refused')),
    answer_words text NOT NULL DEFAULT '' CHECK (length(answer_words) <= 2000),
    answered_at timestamptz,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, case_id) REFERENCES moderation_case ON DELETE CASCADE
);
CREATE INDEX moderation_decision_case ON moderation_decision (person_id, case_id, id);
COMMENT ON TABLE moderation_decision IS
    'What was decided about what a person did, why, their appeal and its answer. purposes: export, safety';
ALTER TABLE moderation_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE moderation_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON moderation_decision FOR SELECT TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('export', 'safety'));

CREATE TABLE moderation_mark (
    person_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('label', 'limited', 'hidden', 'removed', 'suspended')),
    post_id uuid,
    chat_id uuid,
    message_seq bigint,
    label text,
    until timestamptz,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, id) REFERENCES moderation_decision ON DELETE CASCADE,
    FOREIGN KEY (person_id, post_id) REFERENCES post ON DELETE CASCADE
);
CREATE INDEX moderation_mark_post ON moderation_mark (person_id, post_id);
COMMENT ON TABLE moderation_mark IS
    'What is in force of the decision of the same id; labels are shown to others who see what they stand at.'
    ' purposes: feed, export, safety';
ALTER TABLE moderation_mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE moderation_mark FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON moderation_mark FOR SELECT TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'));
CREATE POLICY shown ON moderation_mark FOR SELECT TO beknown_app
    USING (
        kind IN ('label', 'limited')
        AND chat_id IS NULL
        AND (SELECT app_purpose()) IN ('export', 'feed')
        AND CASE
            WHEN post_id IS NULL
                THEN EXISTS (SELECT 1 FROM profile p WHERE p.person_id = moderation_mark.person_id)
            ELSE EXISTS (SELECT 1 FROM post p WHERE p.person_id = moderation_mark.person_id AND p.id = post_id)
        END
    );

GRANT SELECT, INSERT, DELETE ON moderator TO beknown_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON moderation_case, report TO beknown_lookup;
GRANT SELECT, INSERT, UPDATE ON moderation_decision TO beknown_lookup;
GRANT SELECT, INSERT ON moderation_step TO beknown_lookup;
GRANT SELECT, INSERT, DELETE ON moderation_mark TO beknown_lookup;
GRANT UPDATE (seq) ON chat_noted TO beknown_lookup;
CREATE POLICY lookup ON moderator TO beknown_lookup USING (true);
CREATE POLICY lookup ON moderation_case TO beknown_lookup USING (true);
CREATE POLICY lookup ON moderation_step TO beknown_lookup USING (true);
CREATE POLICY lookup ON report TO beknown_lookup USING (true);
CREATE POLICY lookup ON moderation_decision TO beknown_lookup USING (true);
CREATE POLICY lookup ON moderation_mark TO beknown_lookup USING (true);
CREATE POLICY withdraw ON chat_noted FOR UPDATE TO beknown_lookup USING (true);

-- What is out of sight ---------------------------------------------------------------------------------------------

CREATE FUNCTION held_posts() RETURNS TABLE (person_id uuid, post_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.person_id, m.post_id FROM public.moderation_mark m
    WHERE m.post_id IS NOT NULL
      AND (m.kind IN ('hidden', 'removed') OR (m.kind = 'limited' AND app_purpose() = 'feed'));
END;
COMMENT ON FUNCTION held_posts() IS
    'Posts that others don''t see by a decision; those that are limited aren''t put before them in a feed.';
ALTER FUNCTION held_posts() OWNER TO beknown_lookup;

CREATE FUNCTION held_messages() RETURNS TABLE (chat_id uuid, seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.chat_id, m.message_seq FROM public.moderation_mark m
    WHERE m.chat_id = ANY (app_chats()) AND m.kind IN ('hidden', 'removed');
END;
COMMENT ON FUNCTION held_messages() IS 'Messages in this person''s conversations that others don''t see by a decision.';
ALTER FUNCTION held_messages() OWNER TO beknown_lookup;

CREATE OR REPLACE FUNCTION hidden_people() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT b.blocked_id FROM public.people_block b WHERE b.person_id = app_person()
    UNION SELECT b.person_id FROM public.people_block b WHERE b.blocked_id = app_person()
    UNION SELECT m.person_id FROM public.moderation_mark m
    WHERE m.kind IN ('hidden', 'removed') AND m.post_id IS NULL AND m.chat_id IS NULL AND m.person_id <> app_person();
END;
COMMENT ON FUNCTION hidden_people() IS
    'Whom this person blocked, who blocked them, and who is out of everybody''s sight by a decision.';

-- These narrow what any other policy shows, whoever adds one.
CREATE POLICY held ON post AS RESTRICTIVE FOR SELECT TO beknown_app
    USING (
        person_id = (SELECT app_person())
        OR (person_id, id) NOT IN (SELECT h.person_id, h.post_id FROM held_posts() h)
    );
CREATE POLICY held ON chat_message AS RESTRICTIVE FOR SELECT TO beknown_app
    USING (
        person_id = (SELECT app_person())
        OR (chat_id, seq) NOT IN (SELECT h.chat_id, h.seq FROM held_messages() h)
    );
