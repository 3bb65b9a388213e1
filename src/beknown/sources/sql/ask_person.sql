-- Put questions to the person; the import waits for the answers.
UPDATE import SET state = 'asking', questions = %(questions)s, updated_at = now()
WHERE person_id = %(person)s AND id = %(id)s AND state = 'running'
