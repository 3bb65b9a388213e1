-- Whether the person shows that they have read, and that they are typing; both, until they say otherwise.
SELECT coalesce(bool_and(shows_read), true) AS shows_read, coalesce(bool_and(shows_typing), true) AS shows_typing
FROM chat_setting WHERE person_id = %(person)s
