"""Have a person remember conversations, and give them their vectors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from beknown.events import EventDraft, append_many, ensure_source
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.ids import EventId, PersonId
from beknown.models import Embedder
from beknown.understanding import recall_for
from beknown.understanding.jobs import embed_batch

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One message: who says what, so many minutes after the beginning."""

    speaker: str
    text: str
    minute: int = 0
    thread: str = "chat"


def lines(*said: tuple[str, str], thread: str = "chat", first_minute: int = 0) -> list[Line]:
    """Make messages of pairs of speaker and text, a minute apart."""
    return [Line(speaker, text, first_minute + at, thread) for at, (speaker, text) in enumerate(said)]


def as_drafts(said: Sequence[Line], *, me: str = "Ana Duarte") -> list[EventDraft]:
    """Make drafts of messages; those of `me` were sent, the others received."""
    return [
        EventDraft(
            type=("social.message.sent.v1" if each.speaker == me else "social.message.received.v1"),
            key=f"{each.thread}:{each.minute}:{place}",
            occurred_at=AT + timedelta(minutes=each.minute),
            text=each.text,
            speaker=each.speaker,
            is_mine=each.speaker == me,
            thread=each.thread,
        )
        for place, each in enumerate(said)
    ]


async def remember(
    db: Database,
    person: PersonId,
    drafts: Sequence[EventDraft],
    *,
    source: str = "whatsapp",
    then: Callable[[], object] = lambda: None,
) -> dict[str, EventId]:
    """Append drafts, then do something in the same transaction; give the events' ids by key."""
    async with db.begin(Scope(person, "export")) as tx:
        added = await append_many(tx, await ensure_source(tx, source), drafts)
        then()
    return added.new


async def switch_off(db: Database, person: PersonId, kind: str, purpose: Purpose) -> None:
    """Take a purpose from a source, as the person's switch does."""
    async with db.begin(Scope(person, "export")) as tx:
        await tx.connection.execute(
            "UPDATE source SET purposes = array_remove(purposes, %s) WHERE kind = %s", (purpose, kind)
        )


async def embed_all(db: Database, person: PersonId, embedder: Embedder) -> None:
    """Make all vectors that a person waits for."""
    while await embed_batch(db, Scope(person, "export"), embedder):
        pass


async def texts_of(
    db: Database, person: PersonId, question: str, *, purpose: Purpose = "assistant", k: int = 10
) -> list[str]:
    """Recall by words and give the texts."""
    return [each.text for each in await recall_for(db, None, Scope(person, purpose), question, k=k)]
