-- Note files that go into a store together; a job puts them in.
INSERT INTO vector_store_batch (person_id, id, store_id, key_id, state, created_at)
VALUES (%(person)s, %(id)s, %(store)s, %(key)s, 'in_progress', %(at)s)
