-- End a training of the sequence model; weights are kept only where it is served.
UPDATE feed_sequence
SET state = %(state)s, ended_at = %(at)s, trouble = %(trouble)s, weights = %(weights)s, asked = %(asked)s,
    gain_popular = %(gain_popular)s, gain_now = %(gain_now)s, gain_new = %(gain_new)s
WHERE id = %(id)s
