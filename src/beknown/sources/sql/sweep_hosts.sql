-- Delete what is known of machines that no outlet is on.
DELETE FROM outlet_host h
WHERE h.wait_until < %(before)s AND NOT EXISTS (SELECT 1 FROM outlet o WHERE o.host = h.host)
