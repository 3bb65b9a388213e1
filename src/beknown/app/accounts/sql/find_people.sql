-- List everybody with an account; for an operator, and for the command line of the machine.
SELECT id, email, display_name, role, created_at, last_seen_at FROM find_people()
