-- What a person set about care.
SELECT country, birth_year, is_birth_year_of_operator, has_gentle_words, hears_hints
FROM care_setting
WHERE person_id = %(person)s
