-- Hold the state of a person's topics until this transaction ends.
SELECT changes, settled FROM interest_state WHERE person_id = %(person)s FOR UPDATE
