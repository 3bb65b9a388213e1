-- Note a batch; a job takes it up.
INSERT INTO api_batch (
    person_id, id, key_id, endpoint, file_id, metadata, state, total, completed, failed, created_at, output_seconds,
    model
)
VALUES (
    %(person)s, %(id)s, %(key)s, %(endpoint)s, %(file)s, %(metadata)s::jsonb, 'validating', %(total)s, 0, 0, %(at)s,
    %(output_seconds)s, %(model)s
)
