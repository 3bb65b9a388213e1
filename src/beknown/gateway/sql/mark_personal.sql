-- From now on only keys with the scope personal see a talk.
UPDATE api_conversation SET is_personal = true
WHERE person_id = %(person)s AND id = %(id)s AND NOT is_personal
