-- Delete the blobs that nothing refers to; every table with a reference to `blob` must be named here.
DELETE FROM blob
WHERE person_id = %(person)s
  AND NOT EXISTS (SELECT 1 FROM event_media m WHERE m.person_id = blob.person_id AND m.blob_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.person_id = blob.person_id AND a.blob_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM api_file f WHERE f.person_id = blob.person_id AND f.blob_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM api_upload_part p WHERE p.person_id = blob.person_id AND p.blob_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM profile p WHERE p.person_id = blob.person_id AND p.picture_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM post_image i WHERE i.person_id = blob.person_id AND i.blob_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM chat_media c WHERE c.person_id = blob.person_id AND c.blob_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM chat_media c WHERE c.person_id = blob.person_id AND c.poster_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM video_work w WHERE w.person_id = blob.person_id AND w.source_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM video_work w WHERE w.person_id = blob.person_id AND w.blob_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM video_work w WHERE w.person_id = blob.person_id AND w.poster_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM post_video v WHERE v.person_id = blob.person_id AND v.blob_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM post_video v WHERE v.person_id = blob.person_id AND v.poster_id = blob.id)
  AND NOT EXISTS (SELECT 1 FROM post_link l WHERE l.person_id = blob.person_id AND l.blob_id = blob.id)
RETURNING id
