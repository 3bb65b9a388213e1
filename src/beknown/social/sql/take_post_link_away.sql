-- Keep of a post's page only that nothing of it shall be shown.
UPDATE post_link SET state = 'away', title = '', about = '', blob_id = NULL, width = NULL, height = NULL
WHERE person_id = %(person)s AND post_id = %(post)s
