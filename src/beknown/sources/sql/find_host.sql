-- What is known of a machine that outlets are on.
SELECT robots, robots_at FROM outlet_host WHERE host = %(host)s
