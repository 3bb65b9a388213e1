-- Follow an address; no row where the person does so already. What was just removed comes back.
INSERT INTO outlet_follow AS f (person_id, id, kind, address, page, title, folder, made_at)
VALUES (%(person)s, %(id)s, %(kind)s, %(address)s, %(page)s, %(title)s, %(folder)s, %(at)s)
ON CONFLICT (person_id, address) DO UPDATE
SET gone_at = NULL, paused_at = NULL, folder = coalesce(excluded.folder, f.folder)
WHERE f.gone_at IS NOT NULL
RETURNING f.id
