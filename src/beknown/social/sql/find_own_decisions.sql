-- What was decided about what the person did, the latest first.
SELECT id, kind, post_id, text, decision, is_by_rule, label, words, until, made_at, seen_at, lifted_at, appeal, appealed_at,
    answer, answer_words, answered_at
FROM moderation_decision WHERE person_id = %(person)s
ORDER BY made_at DESC, id DESC
