-- Drop all topics; what they stand on stays.
DELETE FROM interest WHERE person_id = %(person)s
