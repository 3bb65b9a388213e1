-- Drop what one proposer found in some events.
DELETE FROM belief_proposal
WHERE person_id = %(person)s AND proposed_by = %(proposed_by)s AND event_id = ANY (%(ids)s::uuid[])
