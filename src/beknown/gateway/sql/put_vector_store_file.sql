-- Put a file into a store, or put it in anew.
INSERT INTO vector_store_file (
    person_id, store_id, file_id, attributes, error, size_bytes, created_at, state, part_tokens, overlap_tokens,
    batch_id
)
VALUES (
    %(person)s, %(store)s, %(file)s, %(attributes)s::jsonb, %(error)s, %(size_bytes)s, %(at)s, %(state)s,
    %(part_tokens)s, %(overlap_tokens)s, %(batch)s
)
ON CONFLICT (person_id, store_id, file_id) DO UPDATE SET
    attributes = excluded.attributes, error = excluded.error, size_bytes = excluded.size_bytes,
    state = excluded.state, part_tokens = excluded.part_tokens, overlap_tokens = excluded.overlap_tokens,
    batch_id = excluded.batch_id
