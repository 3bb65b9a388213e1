-- Forget a request that was answered in the background, or given up.
DELETE FROM api_background WHERE person_id = %(person)s AND response_id = %(response)s
