-- Which of some posts hold a video, as far as the person may read them.
SELECT v.post_id AS id
FROM unnest(%(authors)s::uuid[], %(ids)s::uuid[]) AS d (author_id, id)
JOIN post_video v ON v.person_id = d.author_id AND v.post_id = d.id
