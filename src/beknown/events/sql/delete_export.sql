-- Delete an export.
DELETE FROM export_file WHERE person_id = %(person)s AND id = %(id)s
