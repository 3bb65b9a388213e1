-- Keep events of an answer, for streams of it.
INSERT INTO api_response_event (person_id, response_id, number, event, created_at)
SELECT %(person)s, %(response)s, e.number, e.event, %(at)s
FROM unnest(%(numbers)s::int[], %(events)s::jsonb[]) AS e (number, event)
