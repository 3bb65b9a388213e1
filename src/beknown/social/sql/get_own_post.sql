-- One post of the person, for changing it; one that is on its way out, too.
SELECT id, event_id, text, shown_to, is_reply, made_at, edited_at, gone_at FROM post
WHERE person_id = %(person)s AND id = %(id)s
FOR UPDATE
