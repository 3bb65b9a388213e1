-- Note that events have been read.
DELETE FROM event_unread WHERE person_id = %(person)s AND event_id = ANY (%(ids)s::uuid[])
