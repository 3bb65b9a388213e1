-- Tell everybody who is in a conversation, and those in `also` who no longer are, of a change.
SELECT count(tell_chat(%(chat)s, %(kind)s, %(seq)s::bigint, %(at)s, %(also)s::uuid[])) AS number
