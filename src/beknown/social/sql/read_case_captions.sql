-- For a moderator: the captions of the video that was reported; empty where it has none, or is gone.
SELECT read_case_captions(%(whose)s, %(id)s) AS captions
