-- State or take back somebody else's birth year, as an operator.
SELECT set_birth_year_of(%(whose)s, %(year)s::smallint, %(at)s) AS is_done
