-- Have a belief no longer stand on an event.
DELETE FROM belief_evidence
WHERE person_id = %(person)s AND belief_id = %(belief_id)s AND event_id = %(event_id)s
