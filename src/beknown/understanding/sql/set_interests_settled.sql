-- Note that the topics reflect so many changes.
UPDATE interest_state SET settled = %(changes)s WHERE person_id = %(person)s
