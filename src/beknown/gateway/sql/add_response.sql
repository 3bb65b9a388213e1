-- Keep an answer with what was asked.
INSERT INTO api_response (person_id, id, key_id, previous_id, is_personal, input, response, created_at)
VALUES (
    %(person)s, %(id)s, %(key)s, %(previous)s, %(is_personal)s, %(input)s, %(response)s, %(at)s
)
