-- Note which event stands for which message.
INSERT INTO chat_noted (person_id, event_id, chat_id, seq)
SELECT %(person)s, event_id, %(chat)s, seq FROM unnest(%(event_id)s::uuid[], %(seq)s::bigint[]) AS t (event_id, seq)
