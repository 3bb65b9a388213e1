-- How the person of this transaction shows themselves, if they do.
SELECT handle, name, bio, is_private, picture_id FROM profile WHERE person_id = %(person)s
