-- Hold a belief; its evidence is added in the same transaction.
INSERT INTO belief (person_id, id, text, held_since, purposes)
VALUES (%(person)s, %(id)s, %(text)s, %(held_since)s, %(purposes)s)
