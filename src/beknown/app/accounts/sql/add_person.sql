-- Add a person unless the email is taken.
INSERT INTO person (id, email, display_name, role, locale, time_zone, created_at)
VALUES (%(person)s, %(email)s, %(display_name)s, %(role)s, %(locale)s, %(time_zone)s, %(at)s)
ON CONFLICT DO NOTHING
