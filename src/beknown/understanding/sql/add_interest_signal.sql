-- Note what an event says of interests; noting it twice changes nothing.
INSERT INTO interest_signal
    (person_id, event_id, source_id, kind, occurred_at, weight, half_life_days, phrases, words, purposes)
VALUES (
    %(person)s, %(event)s, %(source)s, %(kind)s, %(at)s, %(weight)s, %(half_life_days)s, %(phrases)s, %(words)s,
    %(purposes)s
)
ON CONFLICT DO NOTHING
