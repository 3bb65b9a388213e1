-- Keep a file given to the assistant.
INSERT INTO attachment (person_id, id, blob_id, name, media_type, text, note, created_at)
VALUES (%(person)s, %(id)s, %(blob)s, %(name)s, %(media_type)s, %(text)s, %(note)s, %(now)s)
