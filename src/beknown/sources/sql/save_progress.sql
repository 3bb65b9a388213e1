-- Note how far an import is read; no row where it was cancelled meanwhile.
UPDATE import SET read_items = %(read_items)s, report = %(report)s, updated_at = now()
WHERE person_id = %(person)s AND id = %(id)s AND state = 'running'
