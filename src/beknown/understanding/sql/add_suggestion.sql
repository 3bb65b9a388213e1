-- Note what is brought up; what was brought up before isn't again.
INSERT INTO suggestion (person_id, id, kind, subject, what, name, acquaintance_id, quote, on_day, is_mine, is_certain,
    score, made_on, made_at, state, purposes)
VALUES (%(person)s, %(id)s, %(kind)s, %(subject)s, %(what)s, %(name)s, %(acquaintance)s, %(quote)s, %(on_day)s,
    %(mine)s, %(certain)s, %(score)s, %(made_on)s, %(made_at)s, 'new', '{assistant,export,safety}')
ON CONFLICT DO NOTHING
