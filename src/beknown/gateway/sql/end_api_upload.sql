-- End an upload: its file is there, or it was given up.
UPDATE api_upload SET state = %(state)s, file_id = %(file)s
WHERE person_id = %(person)s AND id = %(id)s AND state = 'pending'
