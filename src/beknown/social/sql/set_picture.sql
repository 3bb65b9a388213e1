-- Set the person's picture, or take it away.
UPDATE profile SET picture_id = %(picture)s WHERE person_id = %(person)s
