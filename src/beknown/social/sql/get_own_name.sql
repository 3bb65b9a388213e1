-- The person's own name.
SELECT id, display_name AS name FROM person WHERE id = %(person)s
