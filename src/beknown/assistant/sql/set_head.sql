-- Say which branch of a conversation is shown.
UPDATE conversation SET head_id = %(head)s WHERE person_id = %(person)s AND id = %(id)s
