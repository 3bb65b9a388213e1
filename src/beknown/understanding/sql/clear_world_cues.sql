-- Drop what events say of relations, dates and promises.
DELETE FROM world_cue WHERE person_id = %(person)s
