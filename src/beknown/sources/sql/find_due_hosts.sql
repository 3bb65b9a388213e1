-- Machines that may be asked and have outlets that are due, those that waited longest first. What is due far ahead, or
-- was asked in the future, was written under a clock that went wrong, and is due now.
SELECT o.host
FROM outlet o LEFT JOIN outlet_host h ON h.host = o.host
WHERE (o.next_at <= %(at)s OR o.next_at > %(far)s)
  AND o.state <> 'gone'
  AND (h.wait_until IS NULL OR h.wait_until <= %(at)s OR h.wait_until > %(far)s)
  AND o.address IN (SELECT w.address FROM wanted_outlets() w (address))
GROUP BY o.host
ORDER BY min(o.next_at), o.host
LIMIT %(limit)s
