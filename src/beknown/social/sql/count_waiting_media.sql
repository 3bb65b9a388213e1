-- Count the pictures and voice notes of the person that wait to be sent.
SELECT count(*) AS number FROM chat_media WHERE person_id = %(person)s AND chat_id IS NULL
