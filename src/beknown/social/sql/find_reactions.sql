-- Who reacted to a post, as far as the person may see them, the newest first.
SELECT r.person_id AS id, p.handle, p.name, p.picture_id, r.kind
FROM post_reaction r JOIN profile p ON p.person_id = r.person_id
WHERE r.post_person_id = %(author)s AND r.post_id = %(id)s
ORDER BY r.made_at DESC
LIMIT 200
