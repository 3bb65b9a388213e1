-- Mute somebody, a word or a thread; doing it twice changes nothing.
INSERT INTO people_mute (person_id, id, kind, muted_id, word, root_person_id, root_id, made_at)
VALUES (%(person)s, %(id)s, %(kind)s, %(muted)s, %(word)s, %(root_author)s, %(root)s, %(at)s)
ON CONFLICT DO NOTHING
