-- The cards of pages that named posts link to, as far as the person may see them.
SELECT l.person_id AS author_id, l.post_id, l.id, l.url, l.title, l.about, l.blob_id IS NOT NULL AS has_picture
FROM unnest(%(authors)s::uuid[], %(ids)s::uuid[]) AS d (author_id, id)
JOIN post_link l ON l.person_id = d.author_id AND l.post_id = d.id
WHERE l.state = 'shown'
