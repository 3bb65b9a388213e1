-- When it is looked for something to make for the person the next time.
SELECT next_at FROM made_look WHERE person_id = %(person)s
