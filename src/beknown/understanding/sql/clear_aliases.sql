-- Drop all aliases with their encounters.
DELETE FROM alias WHERE person_id = %(person)s
