-- One thing the person follows elsewhere, with how fetching goes.
SELECT
    f.id, o.kind, f.address, coalesce(nullif(o.page, ''), f.page) AS page,
    coalesce(nullif(o.title, ''), nullif(f.title, ''), f.address) AS title,
    f.folder, f.made_at, f.paused_at, o.state, o.trouble, o.status, o.checked_at, o.fetched_at, o.next_at,
    (SELECT count(*) FROM outlet_item i WHERE i.outlet_id = o.id) AS items
FROM outlet_follow f JOIN outlet o ON o.address = f.address
WHERE f.person_id = %(person)s AND f.id = %(id)s AND f.gone_at IS NULL
