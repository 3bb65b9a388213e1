-- Forget a person's events that nobody goes on from any longer.
DELETE FROM api_response_event WHERE person_id = %(person)s AND created_at < %(before)s
