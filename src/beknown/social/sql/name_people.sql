-- Names of people with whom the person shares a conversation, or once did.
SELECT id, name FROM name_people(%(ids)s::uuid[])
