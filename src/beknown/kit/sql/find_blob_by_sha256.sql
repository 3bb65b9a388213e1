-- Find the person's blob with these bytes.
SELECT id, sha256, size_bytes, media_type, name, created_at FROM blob
WHERE person_id = %(person)s AND sha256 = %(sha256)s
