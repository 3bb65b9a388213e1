-- Show open pages of a conversation a sign of the person: typing, or seen up to a message.
SELECT count(signal_chat(%(chat)s, %(sign)s, %(number)s)) AS number
