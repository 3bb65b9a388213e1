-- Give the files of some events.
SELECT m.event_id, m.position, m.blob_id, b.media_type, b.size_bytes, b.name, m.caption
FROM event_media m JOIN blob b ON b.person_id = m.person_id AND b.id = m.blob_id
WHERE m.person_id = %(person)s AND m.event_id = ANY (%(events)s::uuid[])
ORDER BY m.event_id, m.position
