-- Give the number of the last thing that the person was told, and of the first that is kept; 0 and 1 to begin with.
SELECT coalesce(max(last_seq), 0) AS last_seq, coalesce(max(kept_from), 1) AS kept_from
FROM chat_inbox WHERE person_id = %(person)s
