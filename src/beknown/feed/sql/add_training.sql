-- Begin a training.
INSERT INTO feed_model (id, begun_at, state, version, shown, total)
VALUES (%(id)s, %(at)s, 'training', %(version)s, %(shown)s, %(total)s)
