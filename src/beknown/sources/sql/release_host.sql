-- Let a machine be asked again from a moment on.
UPDATE outlet_host SET wait_until = %(at)s WHERE host = %(host)s
