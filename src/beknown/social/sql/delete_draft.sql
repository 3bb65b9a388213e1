-- Delete a draft of the person.
DELETE FROM post_draft WHERE person_id = %(person)s AND id = %(id)s
