-- Erase the person; everything personal goes with the row.
DELETE FROM person WHERE id = %(person)s
