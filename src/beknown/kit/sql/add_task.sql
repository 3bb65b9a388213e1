-- Add a queued task.
INSERT INTO task (person_id, id, kind, ref, state, total)
VALUES (%(person)s, %(id)s, %(kind)s, %(ref)s, 'queued', %(total)s)
