-- Keep a video as it came, to be drawn anew.
INSERT INTO video_work (person_id, id, state, source_id, made_at)
VALUES (%(person)s, %(id)s, 'waits', %(source)s, %(at)s)
