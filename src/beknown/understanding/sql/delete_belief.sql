-- Delete a belief with all that it corrected.
DELETE FROM belief WHERE person_id = %(person)s AND id = %(id)s
