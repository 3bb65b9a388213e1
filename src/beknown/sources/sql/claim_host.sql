-- Take a machine to ask it alone until a moment; no row where another worker has it.
INSERT INTO outlet_host AS h (host, wait_until) VALUES (%(host)s, %(until)s)
ON CONFLICT (host) DO UPDATE SET wait_until = excluded.wait_until
WHERE h.wait_until <= %(at)s OR h.wait_until > %(far)s
