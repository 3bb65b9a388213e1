-- Count what is believed, by whom it is about, what kind it is and how it stands.
SELECT b.subject, b.kind, CASE WHEN b.state = 'held' AND b.holds_until < %(today)s THEN 'ended' ELSE b.state END AS state,
    count(*) AS beliefs
FROM belief b
WHERE b.person_id = %(person)s AND b.state <> 'superseded'
GROUP BY 1, 2, 3
