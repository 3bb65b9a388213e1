-- Put people into a group; give how many of them may be put there, or -1 when the person may not change it.
SELECT add_to_group(%(chat)s, %(people)s::uuid[]) AS number
