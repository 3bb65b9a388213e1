-- What the person reported, what came of it, and whether anybody can decide about it, the latest first.
SELECT id, kind, about_id, post_id, chat_id, reason, words, made_at, state, outcome, has_judge(about_id) AS has_judge
FROM my_reports()
