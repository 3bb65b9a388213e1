-- Give every belief as it is stored, without its evidence.
SELECT id, kind, subject, statement, slot, value, confidence, learned_at, holds_from, holds_until, is_sensitive,
    is_confirmed, origin, state, question, ended_by, superseded_by, purposes, allowed
FROM belief WHERE person_id = %(person)s
