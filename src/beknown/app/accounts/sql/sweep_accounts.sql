-- Delete expired sessions, invitations, links, challenges and limits, of everybody.
CALL sweep_accounts(%(at)s, %(idle)s)
