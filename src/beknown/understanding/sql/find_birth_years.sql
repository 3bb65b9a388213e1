-- The people of this place with the birth years that an operator stated; for operators.
SELECT person_id, display_name, birth_year, is_of_operator FROM find_birth_years()
