-- Give a batch up; the job that answers it sees it and ends.
UPDATE api_batch SET state = 'cancelling', cancelled_at = %(at)s
WHERE person_id = %(person)s AND id = %(id)s AND state IN ('validating', 'in_progress')
