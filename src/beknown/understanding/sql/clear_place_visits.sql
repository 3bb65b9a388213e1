-- Drop all visits to places.
DELETE FROM place_visit WHERE person_id = %(person)s
