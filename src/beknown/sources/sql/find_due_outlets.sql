-- The outlets on a machine that are due, longest first.
SELECT o.id, o.kind, o.address, o.etag, o.modified, o.failures
FROM outlet o
WHERE o.host = %(host)s
  AND (o.next_at <= %(at)s OR o.next_at > %(far)s)
  AND o.state <> 'gone'
  AND o.address IN (SELECT w.address FROM wanted_outlets() w (address))
ORDER BY o.next_at, o.id
LIMIT %(limit)s
