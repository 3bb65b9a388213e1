-- A request that is yet to be answered in the background, with the key that asked and its answer so far.
SELECT r.key_id, b.body, r.response
FROM api_background b
JOIN api_response r ON r.person_id = b.person_id AND r.id = b.response_id
WHERE b.person_id = %(person)s AND b.response_id = %(response)s
