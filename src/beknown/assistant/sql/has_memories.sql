-- Say whether there is anything to recall besides conversations with the assistant.
SELECT EXISTS (
    SELECT 1 FROM event
    WHERE person_id = %(person)s
      AND source_id NOT IN (SELECT id FROM source WHERE person_id = %(person)s AND kind = 'assistant')
) AS has_any
