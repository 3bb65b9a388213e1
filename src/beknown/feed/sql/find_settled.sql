-- How far the person's interests are settled, NULL without any.
SELECT max(settled) AS settled FROM interest_state WHERE person_id = %(person)s
