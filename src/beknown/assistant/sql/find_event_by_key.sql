-- Find an event of the assistant's own by its key.
SELECT id FROM event
WHERE person_id = %(person)s AND key = %(key)s
  AND source_id IN (SELECT id FROM source WHERE person_id = %(person)s AND kind = 'assistant')
