-- Keep a draft, or keep it as it is now.
INSERT INTO post_draft (person_id, id, text, shown_to, list_id, changed_at)
VALUES (%(person)s, %(id)s, %(text)s, %(shown_to)s, %(list)s, %(at)s)
ON CONFLICT (person_id, id) DO UPDATE
SET text = excluded.text, shown_to = excluded.shown_to, list_id = excluded.list_id, changed_at = excluded.changed_at
