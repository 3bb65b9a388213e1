-- What named posts say and who wrote them, as the person may see them, those they muted left out, in no order.
SELECT p.author_id, p.id, p.name, p.text
FROM unnest(%(authors)s::uuid[], %(ids)s::uuid[]) AS d (author_id, id)
JOIN post_card p ON p.author_id = d.author_id AND p.id = d.id
WHERE NOT p.is_muted
