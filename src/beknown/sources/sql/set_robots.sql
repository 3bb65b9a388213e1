-- Keep what a machine allows to programs.
INSERT INTO outlet_host (host, wait_until, robots, robots_at)
VALUES (%(host)s, %(at)s, %(robots)s, %(at)s)
ON CONFLICT (host) DO UPDATE SET robots = excluded.robots, robots_at = excluded.robots_at
