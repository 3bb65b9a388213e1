-- Give the exports that haven't expired, newest first, with how far they are.
SELECT x.id, x.task_id, x.size_bytes, x.created_at, x.expires_at, t.state, t.done, t.total, t.error
FROM export_file x JOIN task t ON t.person_id = x.person_id AND t.id = x.task_id
WHERE x.person_id = %(person)s AND x.expires_at > %(at)s
ORDER BY x.created_at DESC, x.id DESC
