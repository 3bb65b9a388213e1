-- Begin a training of the sequence model.
INSERT INTO feed_sequence (id, begun_at, state, people, deeds, total)
VALUES (%(id)s, %(at)s, 'training', %(people)s, %(deeds)s, %(total)s)
