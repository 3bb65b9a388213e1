-- Never learn these beliefs again.
INSERT INTO belief_mark (person_id, belief_id)
SELECT %(person)s, unnest(%(ids)s::uuid[]) ON CONFLICT DO NOTHING
