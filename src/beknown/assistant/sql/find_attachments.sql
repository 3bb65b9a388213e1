-- Give the files of some messages, in the order they were given.
SELECT a.id, a.message_id, a.blob_id, a.name, a.media_type, a.text, a.note, b.size_bytes
FROM attachment a JOIN blob b ON b.person_id = a.person_id AND b.id = a.blob_id
WHERE a.person_id = %(person)s AND a.message_id = ANY (%(messages)s::uuid[])
ORDER BY a.id
