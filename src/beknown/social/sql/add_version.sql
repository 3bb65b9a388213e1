-- Keep what a post says by now, before it is changed.
INSERT INTO post_version (person_id, post_id, number, text, written_at)
SELECT p.person_id, p.id, 1 + (
    SELECT count(*) FROM post_version v WHERE v.person_id = p.person_id AND v.post_id = p.id
), p.text, coalesce(p.edited_at, p.made_at)
FROM post p WHERE p.person_id = %(person)s AND p.id = %(id)s
