-- Move the words of passages into the index, in its order.
INSERT INTO memory_word (person_id, event_id, source_id, word, part, size, audience)
SELECT %(person)s, d.event_id, d.source_id, w.word, d.part, least(d.size, 32767), d.audience
FROM pg_temp.memory_draft d CROSS JOIN LATERAL unnest(d.words) AS w (word)
ORDER BY w.word COLLATE "C", d.event_id
ON CONFLICT DO NOTHING
