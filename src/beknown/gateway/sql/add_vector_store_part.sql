-- Keep a passage of a file in a store, with its vector.
INSERT INTO vector_store_part (person_id, store_id, file_id, number, text, space, vector)
VALUES (%(person)s, %(store)s, %(file)s, %(number)s, %(text)s, %(space)s, %(vector)s::halfvec)
