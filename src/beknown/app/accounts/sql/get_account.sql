-- Give the person's own account.
SELECT id, email, display_name, role, locale, time_zone, created_at FROM person WHERE id = %(person)s
