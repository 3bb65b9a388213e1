-- What the person reported and what came of it, the latest first.
SELECT id, kind, about_id, post_id, chat_id, reason, words, made_at, state, outcome FROM my_reports()
