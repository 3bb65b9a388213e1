-- Give what a model was told for an answer.
SELECT instructions, profile, passages, is_emptied FROM message_context
WHERE person_id = %(person)s AND message_id = %(message)s
