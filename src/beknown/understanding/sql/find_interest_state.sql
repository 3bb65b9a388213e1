-- Give how many changes there were, and how many of them the topics reflect.
SELECT changes, settled FROM interest_state WHERE person_id = %(person)s
