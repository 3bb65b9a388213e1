-- Give one import with its report.
SELECT id, task_id, origin, state, names, size_bytes, owner_names, likely_names, time_zone, is_day_first, questions,
    read_items, report, error, created_at, updated_at, finished_at
FROM import WHERE person_id = %(person)s AND id = %(id)s
