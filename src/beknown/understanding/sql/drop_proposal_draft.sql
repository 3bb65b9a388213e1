-- Drop the temporary table of proposals.
DROP TABLE pg_temp.proposal_draft
