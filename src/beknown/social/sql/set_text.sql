-- Change what a post says, with the event that says so.
UPDATE post SET text = %(text)s, event_id = %(event)s, edited_at = %(at)s
WHERE person_id = %(person)s AND id = %(id)s
