-- Have open pages of a conversation look how far its answers are.
SELECT signal_answering(%(chat)s) AS number
