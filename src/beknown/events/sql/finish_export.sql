-- Note that an export is written, and until when it is kept.
UPDATE export_file SET size_bytes = %(size_bytes)s, expires_at = %(expires_at)s
WHERE person_id = %(person)s AND id = %(id)s
