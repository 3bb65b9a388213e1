-- Drop what is noted of acts by hand; their events stay in the log.
DELETE FROM world_act WHERE person_id = %(person)s
