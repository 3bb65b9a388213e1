-- Drop all conversations with what is summed up of them.
DELETE FROM circle WHERE person_id = %(person)s
