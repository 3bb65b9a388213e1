-- Give the newest imports; their reports hold the totals only.
SELECT id, task_id, origin, state, names, size_bytes, owner_names, likely_names, time_zone, is_day_first, questions,
    read_items, report - 'findings' AS report, error, created_at, updated_at, finished_at
FROM import WHERE person_id = %(person)s ORDER BY created_at DESC, id DESC LIMIT %(limit)s
