-- Say whether the person may say something in a conversation.
SELECT may_write(%(chat)s) AS yes
