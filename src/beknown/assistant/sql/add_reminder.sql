-- Set a reminder.
INSERT INTO reminder (person_id, id, text, due_at, state, created_at)
VALUES (%(person)s, %(id)s, %(text)s, %(due_at)s, 'set', %(now)s)
