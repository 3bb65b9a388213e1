-- Drop what language models had found in some events.
DELETE FROM belief_proposal
WHERE person_id = %(person)s AND proposed_by <> %(rules)s AND event_id = ANY (%(ids)s::uuid[])
