-- Say which of these messages have a context.
SELECT message_id FROM message_context WHERE person_id = %(person)s AND message_id = ANY (%(messages)s::uuid[])
