-- Note how far an answer in the background is; nothing where it has ended, was given up or deleted.
UPDATE api_response
SET response = %(new)s
WHERE
    person_id = %(person)s AND id = %(response)s AND response ->> 'status' IN ('queued', 'in_progress')
