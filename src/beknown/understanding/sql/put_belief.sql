-- Hold a belief, in the place of what was stored under its id; its evidence is added in the same transaction.
INSERT INTO belief (
    person_id, id, kind, subject, statement, slot, value, confidence, learned_at, holds_from, holds_until,
    is_sensitive, is_confirmed, origin, state, question, ended_by, superseded_by, purposes, allowed
) VALUES (
    %(person)s, %(id)s, %(kind)s, %(subject)s, %(statement)s, %(slot)s, %(value)s, %(confidence)s, %(learned_at)s,
    %(holds_from)s, %(holds_until)s, %(is_sensitive)s, %(is_confirmed)s, %(origin)s, %(state)s, %(question)s,
    %(ended_by)s, %(superseded_by)s, %(purposes)s, %(allowed)s
)
ON CONFLICT (person_id, id) DO UPDATE SET
    kind = excluded.kind, subject = excluded.subject, statement = excluded.statement, slot = excluded.slot,
    value = excluded.value, confidence = excluded.confidence, learned_at = excluded.learned_at,
    holds_from = excluded.holds_from, holds_until = excluded.holds_until, is_sensitive = excluded.is_sensitive,
    is_confirmed = excluded.is_confirmed, origin = excluded.origin, state = excluded.state,
    question = excluded.question, ended_by = excluded.ended_by, superseded_by = excluded.superseded_by,
    purposes = excluded.purposes, allowed = excluded.allowed
