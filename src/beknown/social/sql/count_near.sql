-- How many nearly equal texts the person, and others with new accounts, said lately; and whether theirs is new.
SELECT own, by_new, is_new FROM count_near(%(hashes)s::bigint[], %(at_least)s, %(since)s, %(new_since)s)
