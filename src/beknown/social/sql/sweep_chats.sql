-- Delete what people were told of longer ago than `keep`.
CALL sweep_chats(%(at)s, %(keep)s)
