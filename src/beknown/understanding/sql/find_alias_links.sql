-- Give the pairs of aliases that one record holds together.
SELECT DISTINCT alias_id, other_id FROM alias_link WHERE person_id = %(person)s
