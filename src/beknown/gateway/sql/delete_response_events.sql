-- Forget the events of an answer that is begun anew, from one on.
DELETE FROM api_response_event WHERE person_id = %(person)s AND response_id = %(response)s AND number >= %(since)s
