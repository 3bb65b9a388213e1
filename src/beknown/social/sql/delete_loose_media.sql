-- Delete the person's pictures and voice notes whose message is gone, and those that were never sent.
DELETE FROM chat_media
WHERE person_id = %(person)s AND seq IS NULL AND (chat_id IS NOT NULL OR made_at < %(before)s)
