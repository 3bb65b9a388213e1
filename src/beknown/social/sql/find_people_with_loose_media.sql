-- Who has pictures whose message is gone, or that were never sent.
SELECT id FROM find_people_with_loose_media(%(before)s)
