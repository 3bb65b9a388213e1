-- Delete what an outlet published before its newest items, but for what somebody keeps.
DELETE FROM outlet_item i
WHERE i.outlet_id = %(outlet)s
  AND i.id NOT IN (
      SELECT newest.id FROM outlet_item newest
      WHERE newest.outlet_id = %(outlet)s
      ORDER BY newest.published_at DESC, newest.id DESC
      LIMIT %(kept)s
  )
  AND i.id NOT IN (SELECT k.id FROM kept_items() k (id))
