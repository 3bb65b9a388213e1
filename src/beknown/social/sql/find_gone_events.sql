-- Events of the person that stand for messages which are gone.
SELECT event_id AS id FROM chat_noted WHERE person_id = %(person)s AND seq IS NULL ORDER BY event_id LIMIT %(at_most)s
