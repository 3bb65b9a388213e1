-- Note an export that was asked for.
INSERT INTO export_file (person_id, id, task_id, created_at, expires_at)
VALUES (%(person)s, %(id)s, %(task)s, %(at)s, %(expires_at)s)
