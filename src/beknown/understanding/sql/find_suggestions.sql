-- Give what was brought up since a day and not dealt with, the weightiest first, with the events it stands on.
SELECT s.id, s.kind, s.subject, s.what, s.name, s.acquaintance_id, s.quote, s.on_day, s.is_mine, s.is_certain, s.score,
    s.made_on, s.put_away_on,
    ARRAY(SELECT e.event_id FROM suggestion_evidence e
          WHERE e.person_id = s.person_id AND e.suggestion_id = s.id ORDER BY e.event_id) AS event_ids
FROM suggestion s
WHERE s.person_id = %(person)s AND s.state = 'new' AND s.made_on >= %(since)s
ORDER BY s.score DESC, s.on_day, s.id
