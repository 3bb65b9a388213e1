-- Set what a source may serve.
UPDATE source SET purposes = %(purposes)s WHERE person_id = %(person)s AND id = %(id)s
