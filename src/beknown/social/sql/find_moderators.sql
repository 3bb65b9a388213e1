-- Whom an operator named to look at reports, by name.
SELECT id, name FROM find_moderators()
