"""One question and its whole answer, for the command line."""

from dataclasses import dataclass

from beknown.assistant.assistant import Assistant
from beknown.assistant.begin import Ask, begin_turn
from beknown.assistant.reply import Ended, stream_answer
from beknown.assistant.small import unplain
from beknown.assistant.types import Asker, Cited
from beknown.kit.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer with its sources."""

    answer: str
    citations: tuple[Cited, ...]


async def ask_once(assistant: Assistant, asker: Asker, text: str) -> Reply:
    """Ask in a new conversation and wait for the answer.

    Raises:
        TooLarge, Invalid: The question can't be taken.
        Unavailable: The model can't answer; the message says the way out.
    """
    begun = await begin_turn(assistant.db, asker, Ask(text))
    async for sent in stream_answer(assistant, begun):
        if isinstance(sent, Ended):
            if sent.answer.state == "failed":
                raise Unavailable(sent.answer.error or "The answer failed. Try again.")
            return Reply(unplain(sent.answer.text), tuple(sent.answer.citations))
    raise Unavailable("The answer ended before it began. Try again.")
