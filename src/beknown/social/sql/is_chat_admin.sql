-- Say whether the person may change a group.
SELECT is_chat_admin(%(chat)s) AS yes
