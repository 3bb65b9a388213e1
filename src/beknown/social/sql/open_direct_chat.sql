-- Give the direct conversation with somebody; it is made if there is none, and none when they may not be written to.
SELECT open_direct_chat(%(id)s, %(other)s) AS id
