-- Give every piece of evidence as it is stored.
SELECT belief_id, event_id, source_id, start, size, proposed_by, confidence, purposes
FROM belief_evidence WHERE person_id = %(person)s
