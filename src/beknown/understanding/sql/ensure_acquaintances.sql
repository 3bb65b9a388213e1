-- Make room for acquaintances, so that their months and conversations can refer to them.
INSERT INTO acquaintance (person_id, id, name, source_ids, sent, received, in_groups, warm_sent, warm_received, months,
    audience)
SELECT %(person)s, acquaintance_id, '', array_agg(DISTINCT source_id), 0, 0, 0, 0, 0, 0, %(audience)s
FROM alias WHERE person_id = %(person)s AND acquaintance_id = ANY (%(ids)s)
GROUP BY acquaintance_id
ON CONFLICT DO NOTHING
