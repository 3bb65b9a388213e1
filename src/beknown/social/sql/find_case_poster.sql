-- For a moderator: where the picture of the video is that was reported; NULL where it has none, or is gone.
SELECT find_case_poster(%(whose)s, %(id)s) AS blob_id
