-- Drop one thing that was found in an event.
DELETE FROM belief_proposal
WHERE person_id = %(person)s AND event_id = %(event)s AND proposed_by = %(proposed_by)s AND place = %(place)s
