-- Count how many of these messages and allowed things are still there.
SELECT (SELECT count(*) FROM chat_message WHERE chat_id = %(chat)s AND seq = ANY (%(seqs)s::bigint[]))
    + (SELECT count(*) FROM chat_share WHERE chat_id = %(chat)s AND id = ANY (%(shares)s::uuid[])) AS number
