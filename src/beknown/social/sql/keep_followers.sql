-- Say yes to everybody who follows by now, before followers need a word.
INSERT INTO follow_answer (person_id, follower_id, is_accepted, made_at)
SELECT %(person)s, id, true, %(at)s FROM people_card WHERE theirs = 'follows'
ON CONFLICT DO NOTHING
