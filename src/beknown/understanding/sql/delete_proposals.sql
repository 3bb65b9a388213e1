-- Drop all that was found by one proposer.
DELETE FROM belief_proposal WHERE person_id = %(person)s AND proposed_by = %(proposed_by)s
