-- Count the signals of each kind.
SELECT kind, count(*)::int AS events FROM interest_signal WHERE person_id = %(person)s GROUP BY kind
