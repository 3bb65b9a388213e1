-- Give everybody with the names they go by. `is_open` where all their sources serve the assistant.
SELECT q.id, q.name, q.relation, coalesce(array_agg(DISTINCT a.name) FILTER (WHERE a.kind = 'name'), '{}') AS names,
    coalesce(array_agg(DISTINCT a.first_name) FILTER (WHERE a.kind = 'name' AND a.first_name <> ''), '{}')
        AS first_names,
    bool_and(s.purposes @> '{assistant,live}') AS is_open
FROM acquaintance q
JOIN alias a ON a.person_id = q.person_id AND a.acquaintance_id = q.id
JOIN source s ON s.person_id = a.person_id AND s.id = a.source_id
WHERE q.person_id = %(person)s
GROUP BY q.person_id, q.id
ORDER BY q.id
