-- Give what the account says about the person.
SELECT email, display_name, locale, time_zone, created_at FROM person WHERE id = %(person)s
