-- Keep the address of a post's page in place of an earlier one: to be asked, or (`away`) not to be.
INSERT INTO post_link (person_id, post_id, id, url, state, made_at)
VALUES (%(person)s, %(post)s, %(id)s, %(url)s, CASE WHEN %(is_wanted)s THEN 'waits' ELSE 'away' END, %(at)s)
ON CONFLICT (person_id, post_id) DO UPDATE SET
    id = excluded.id, url = excluded.url, state = excluded.state, title = '', about = '', blob_id = NULL,
    width = NULL, height = NULL, made_at = excluded.made_at
