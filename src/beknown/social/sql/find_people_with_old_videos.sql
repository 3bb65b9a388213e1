-- Who has videos that came before that and were neither posted nor sent.
SELECT id FROM find_people_with_old_videos(%(before)s)
