-- How the person set their feed, if they ever did, and whether they show themselves: without that they see nobody.
SELECT coalesce(s.weights, '{}') AS weights, coalesce(s.has_made, true) AS has_made, has_profile() AS has_profile
FROM (SELECT %(person)s::uuid AS id) AS me
LEFT JOIN feed_setting s ON s.person_id = me.id
