-- Delete a file that a program gave; stores lose it too.
DELETE FROM api_file WHERE person_id = %(person)s AND id = %(id)s
