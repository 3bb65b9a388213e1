-- Give the aliases of an acquaintance, the most used first, each with its latest events as evidence.
SELECT a.id, a.key, a.kind, a.name, s.kind AS source,
    (SELECT count(*) FROM encounter e WHERE e.person_id = a.person_id AND e.alias_id = a.id) AS events,
    ARRAY(SELECT e.event_id FROM encounter e WHERE e.person_id = a.person_id AND e.alias_id = a.id
          ORDER BY e.occurred_at DESC NULLS LAST, e.event_id DESC LIMIT 3) AS event_ids
FROM alias a JOIN source s ON s.person_id = a.person_id AND s.id = a.source_id
WHERE a.person_id = %(person)s AND a.acquaintance_id = %(id)s
ORDER BY events DESC, a.key, a.id
