-- Say which branch of a conversation is shown, and when it was used last.
UPDATE conversation SET head_id = %(head)s, updated_at = coalesce(%(now)s, updated_at)
WHERE person_id = %(person)s AND id = %(id)s
