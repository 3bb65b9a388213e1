-- Delete a list; posts for it are then for nobody else.
DELETE FROM people_list WHERE person_id = %(person)s AND id = %(id)s
