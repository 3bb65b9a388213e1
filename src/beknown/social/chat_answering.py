"""Answers of @beknown that are being written, as a live page is told of them: each piece once, and none left out."""

from uuid import UUID

from beknown.kit.db import Tx
from beknown.social import chat_answer_store as store
from beknown.social.chat_shapes import ChatAnsweringOut, ChatCiteOut
from beknown.social.chat_types import Answering

Key = tuple[UUID, int]


class Answers:
    """What a page knows of the answers that are being written in the conversations of its person.

    A page that comes back has another one of these: it is told of each from its beginning, and shows that instead.
    """

    def __init__(self) -> None:
        self.is_asked = True
        self._told: dict[Key, str] = {}
        self._found: dict[Key, Answering] = {}

    async def read(self, tx: Tx) -> None:
        """Read how far they are, where one may have gone on, or may be over."""
        if self.is_asked or self._told:
            self._found = {(each.chat_id, each.seq): each for each in await store.find_answering(tx)}

    def take(self) -> list[ChatAnsweringOut]:
        """Give what the page isn't told yet, and note that it is told now."""
        pieces = [_end(key) for key in self._told if key not in self._found]
        for key, each in self._found.items():
            before = self._told.get(key)
            if before is None or not each.text.startswith(before):
                pieces.append(_show(each, each.text, is_new=True))
            elif each.text != before:
                pieces.append(_show(each, each.text[len(before) :], is_new=False))
        self._told = {key: each.text for key, each in self._found.items()}
        return pieces


def _show(each: Answering, text: str, *, is_new: bool) -> ChatAnsweringOut:
    cites = [ChatCiteOut.model_validate(cite) for cite in each.cites]
    return ChatAnsweringOut(chat_id=each.chat_id, seq=each.seq, text=text, is_new=is_new, cites=cites)


def _end(key: Key) -> ChatAnsweringOut:
    return ChatAnsweringOut(chat_id=key[0], seq=key[1], text="", is_new=True, cites=[])
