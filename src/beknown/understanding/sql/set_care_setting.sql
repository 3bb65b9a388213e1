-- Set what a person says about care; a birth year that an operator stated stays.
INSERT INTO care_setting AS c (person_id, country, birth_year, has_gentle_words, hears_hints, changed_at)
VALUES (%(person)s, %(country)s, %(year)s, %(gentle)s, %(hints)s, %(at)s)
ON CONFLICT (person_id) DO UPDATE
SET country = excluded.country,
    birth_year = CASE WHEN c.is_birth_year_of_operator THEN c.birth_year ELSE excluded.birth_year END,
    has_gentle_words = excluded.has_gentle_words,
    hears_hints = excluded.hears_hints,
    changed_at = excluded.changed_at
