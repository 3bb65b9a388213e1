-- Give a talk other notes.
UPDATE api_conversation SET metadata = %(metadata)s
WHERE person_id = %(person)s AND id = %(id)s
