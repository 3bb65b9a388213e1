-- Delete outlets that nobody follows (any more), with all they published, unless somebody keeps something of them.
DELETE FROM outlet o
WHERE o.made_at < %(before)s
  AND o.address NOT IN (SELECT k.address FROM known_outlets() k (address))
  AND NOT EXISTS (
      SELECT 1 FROM outlet_item i WHERE i.outlet_id = o.id AND i.id IN (SELECT k.id FROM kept_items() k (id))
  )
