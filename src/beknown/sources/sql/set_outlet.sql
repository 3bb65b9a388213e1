-- Note where an outlet is, as it was just found, and give its id.
INSERT INTO outlet (id, kind, address, page, title, next_at, made_at)
VALUES (%(id)s, %(kind)s, %(address)s, %(page)s, %(title)s, %(at)s, %(at)s)
ON CONFLICT (address) DO UPDATE SET kind = excluded.kind, page = excluded.page, title = excluded.title
RETURNING id, failures
