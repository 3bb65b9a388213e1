-- Add a post; a reply takes over its place and audience from what it answers.
INSERT INTO post (
    person_id, id, event_id, text, shown_to, list_id, is_reply, parent_person_id, parent_id, quote_person_id, quote_id,
    made_at
)
VALUES (
    %(person)s, %(id)s, %(event)s, %(text)s, %(shown_to)s, %(list)s, %(parent)s::uuid IS NOT NULL,
    %(parent_person)s, %(parent)s, %(quote_person)s, %(quote)s, %(at)s
)
