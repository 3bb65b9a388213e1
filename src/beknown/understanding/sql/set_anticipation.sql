-- Note whether and when the person wants a brief.
INSERT INTO anticipation (person_id, is_on, brief_minute, quiet_from_minute, quiet_until_minute, budget)
VALUES (%(person)s, %(is_on)s, %(brief_minute)s, %(quiet_from_minute)s, %(quiet_until_minute)s, %(budget)s)
ON CONFLICT (person_id) DO UPDATE SET is_on = excluded.is_on, brief_minute = excluded.brief_minute,
    quiet_from_minute = excluded.quiet_from_minute, quiet_until_minute = excluded.quiet_until_minute,
    budget = excluded.budget
