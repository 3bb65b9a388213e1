-- Add an import that waits to be read.
INSERT INTO import (
    person_id, id, task_id, origin, state, names, size_bytes, owner_names, likely_names, time_zone, is_day_first
) VALUES (
    %(person)s, %(id)s, %(task)s, %(origin)s, 'queued', %(names)s, %(size_bytes)s, %(owner_names)s, %(likely_names)s,
    %(time_zone)s, %(is_day_first)s
)
