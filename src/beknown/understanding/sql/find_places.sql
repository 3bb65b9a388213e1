-- Give the places where the person was, the most visited first.
SELECT place_id AS id, min(name) AS name, min(address) AS address, avg(latitude) AS latitude,
    avg(longitude) AS longitude, count(*) AS visits, min(occurred_at) AS first_at, max(occurred_at) AS last_at,
    (array_agg(event_id ORDER BY occurred_at DESC NULLS LAST, event_id DESC))[1:20] AS event_ids
FROM place_visit
WHERE person_id = %(person)s
GROUP BY place_id
ORDER BY visits DESC, name, id
LIMIT %(most)s
