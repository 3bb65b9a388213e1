-- Delete what was made for the person, but some; its sources go with it.
DELETE FROM made_item WHERE person_id = %(person)s AND NOT id = ANY (%(but)s::uuid[])
