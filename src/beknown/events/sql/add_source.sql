-- Add a source unless the same one is there.
INSERT INTO source (person_id, id, kind, account, purposes)
VALUES (%(person)s, %(id)s, %(kind)s, %(account)s, %(purposes)s)
ON CONFLICT (person_id, kind, account) DO NOTHING
