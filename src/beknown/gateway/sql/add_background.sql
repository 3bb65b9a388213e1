-- Note a request that is to be answered in the background.
INSERT INTO api_background (person_id, response_id, body) VALUES (%(person)s, %(response)s, %(body)s)
