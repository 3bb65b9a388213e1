-- Which of some posts quote another one, as far as the person may read them.
SELECT p.id
FROM unnest(%(authors)s::uuid[], %(ids)s::uuid[]) AS d (author_id, id)
JOIN post p ON p.person_id = d.author_id AND p.id = d.id
WHERE p.is_quote
