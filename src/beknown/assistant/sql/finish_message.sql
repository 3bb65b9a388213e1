-- Note how an answer ended.
UPDATE message SET text = %(text)s, state = %(state)s, error = %(error)s, model = %(model)s, run = %(run)s,
    event_id = %(event)s, updated_at = %(now)s
WHERE person_id = %(person)s AND id = %(id)s AND state <> 'forgotten'
