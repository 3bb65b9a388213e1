"""A conversation between people as the assistant has it: its sources, and nothing of anybody's own memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from beknown.assistant.cite import Sources
from beknown.assistant.recollect import Embedders
from beknown.assistant.tools import ToolContext
from beknown.assistant.types import Asker, Cited, Question
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database
from beknown.kit.errors import Unavailable
from beknown.kit.ids import EventId, PersonId
from beknown.models import Usage
from beknown.social import Cite, Room, Source, only_asks
from beknown.understanding import AtHand, Recalled, find_among

WANTED = 12
AI = "Beknown (an earlier answer of yours)"


@dataclass(slots=True)
class RoomAnswer:
    """An answer while it is made: its text, what it cites in the order of its numbers, and what it used."""

    text: str = ""
    cited: list[Cited] = field(default_factory=list[Cited])
    model: str | None = None
    used: Usage = field(default_factory=Usage)

    def cites(self, room: Room) -> list[Cite]:
        """Give its sources as the conversation keeps them."""
        return [room.sources[each.event_id.int - 1].cite for each in self.cited]


def ask_in(room: Room, person: PersonId) -> Question:
    """Give the question as one of its asker, of whom nothing but name, locale and time zone is known."""
    return Question(Asker(person, room.asker, room.locale, room.time_zone), room.question)


def make_context(
    db: Database, blobs: Blobs, models: Embedders, room: Room, question: Question
) -> ToolContext:
    """Give tools a context that recalls from this conversation alone."""

    async def recollect(text: str) -> list[Recalled]:
        return await find_in(room, models, text)

    return ToolContext(db, blobs, question.asker, Sources(), recollect)


async def find_in(room: Room, models: Embedders, text: str, *, is_said: bool = False) -> list[Recalled]:
    """Find what a text is about among the sources of a conversation, best first.

    Args:
        room: The conversation.
        models: Who gives the embedder.
        text: The question.
        is_said: Only what people said or allowed, without earlier answers and without questions to @beknown.
    """
    passages = [
        AtHand(_id_of(at), each.text, AI if each.is_ai else each.speaker, each.at)
        for at, each in enumerate(room.sources)
        if not (is_said and (each.is_ai or only_asks(each.text)))
    ]
    try:
        embedder = await models.embedder()
    except Unavailable:
        embedder = None
    return await find_among(embedder, text, passages, k=WANTED, time_zone=room.time_zone)


def show_latest(room: Room, at_most: int) -> list[Recalled]:
    """Give what was allowed, and what was said last, oldest first."""
    places = [at for at, each in enumerate(room.sources) if each.at is None]
    said = [at for at, each in enumerate(room.sources) if each.at is not None]
    return [_as_recalled(room.sources[at], at) for at in (*places, *said[-at_most:])]


def merge(first: Sequence[Recalled], then: Sequence[Recalled]) -> list[Recalled]:
    """Put passages behind others, each once."""
    known = {each.event_id for each in first}
    return [*first, *(each for each in then if each.event_id not in known)]


def _id_of(at: int) -> UUID:
    """Name a source by its place, since ids of messages are made by pages and may be the same twice."""
    return UUID(int=at + 1)


def _as_recalled(source: Source, at: int) -> Recalled:
    return Recalled(
        event_id=EventId(_id_of(at)),
        text=source.text,
        speaker=AI if source.is_ai else source.speaker,
        is_mine=False,
        occurred_at=source.at,
        source="messages" if source.at else "allowed by them here",
        score=0.0,
    )
