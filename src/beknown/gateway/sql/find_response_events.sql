-- Events of an answer after one of them, in their order.
SELECT e.number, e.event
FROM api_response_event e
WHERE e.person_id = %(person)s AND e.response_id = %(response)s AND e.number > %(after)s
ORDER BY e.number
LIMIT %(most)s
