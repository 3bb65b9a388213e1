-- A mention of @beknown by the person that waits for its answer, and where it was said.
SELECT question, asked_at, kind, name, shared_from, asker, locale, time_zone, sharers
FROM find_answer_room(%(chat)s, %(seq)s)
