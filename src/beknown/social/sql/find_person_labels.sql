-- The labels that stand at somebody by decision, as the person may see them, the oldest first.
SELECT coalesce(label, '') AS label FROM moderation_mark
WHERE person_id = %(id)s AND kind = 'label' AND post_id IS NULL AND chat_id IS NULL
ORDER BY made_at, id
