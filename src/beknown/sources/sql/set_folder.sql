-- Put something that is followed into a folder, or take it out of the one it is in.
UPDATE outlet_follow SET folder = %(folder)s WHERE person_id = %(person)s AND id = %(id)s AND gone_at IS NULL
