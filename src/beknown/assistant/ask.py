"""One question and its answer, for the command line and for programs that a person let in."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from beknown.assistant.assistant import Assistant
from beknown.assistant.begin import Ask, begin_turn, begin_unkept
from beknown.assistant.reply import Ended, Sent, stream_answer
from beknown.assistant.small import unplain
from beknown.assistant.types import Asker, Cited, Past
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


async def stream_once(
    assistant: Assistant, asker: Asker, text: str, past: Sequence[Past] = ()
) -> AsyncGenerator[Sent]:
    """Ask without a conversation of our own: who asks keeps it. Memories are recalled, nothing of it becomes one.

    Args:
        assistant: Answers.
        asker: For whom.
        text: What is asked.
        past: What was said before, oldest first.

    Raises:
        TooLarge, Invalid: The question can't be taken.
    """
    begun = begin_unkept(asker, text, past)
    async with aclosing(stream_answer(assistant, begun)) as pieces:
        async for piece in pieces:
            yield piece
