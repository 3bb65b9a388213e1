-- Say whether row security binds the role that this connection acts as.
SELECT NOT (rolsuper OR rolbypassrls) AS is_bound FROM pg_roles WHERE rolname = current_user
