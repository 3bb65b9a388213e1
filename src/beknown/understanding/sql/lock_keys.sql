-- Give the keys of ids, the one that makes them first, and let nobody else settle beliefs meanwhile.
SELECT secret FROM belief_key WHERE person_id = %(person)s ORDER BY made_at, secret FOR UPDATE
