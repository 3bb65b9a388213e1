-- Add a topic; add its evidence in the same transaction.
INSERT INTO interest (person_id, id, is_pinned, is_muted, named_by, purposes)
VALUES (%(person)s, %(id)s, %(is_pinned)s, %(is_muted)s, %(named_by)s, %(purposes)s)
