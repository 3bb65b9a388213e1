"""A little invented life: two chats, a group, a post, a search, a picture."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from beknown.events import EventDraft, add_media, append_many, ensure_source, purposes_of
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope
from beknown.kit.ids import EventId, PersonId, SourceId

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


def message(key: str, speaker: str, text: str, *, thread: str = "tomas", minute: int = 0) -> EventDraft:
    """Write a chat message; Ana is the one whose life it is."""
    is_mine = speaker == "Ana"
    return EventDraft(
        type=f"social.message.{'sent' if is_mine else 'received'}.v1",
        key=key,
        occurred_at=AT + timedelta(minutes=minute),
        text=text,
        speaker=speaker,
        is_mine=is_mine,
        thread=thread,
        thread_title=thread.title(),
    )


CHATS = [
    message("1", "Tomas", "Shall we go to Lisbon in June?", minute=1),
    message("2", "Ana", "Yes, by train", minute=2),
    message("3", "Tomas", "The tickets are 100% booked", minute=3),
    message("4", "Rita", "The pasteis recipe, as promised", thread="rita", minute=4),
    message("5", "Tomas", "Who brings the tent?", thread="hikers", minute=5),
    message("6", "Rita", "I do", thread="hikers", minute=6),
    message("7", "Ana", "And I the stove", thread="hikers", minute=7),
]
POSTS = [
    EventDraft(
        "social.post.published.v1", "p1", AT + timedelta(days=1), "Sunset over the Tagus", "Ana", is_mine=True
    ),
    EventDraft("web.search.made.v1", "s1", None, "night trains to lisbon", "Ana", is_mine=True),
]


async def add_events(
    db: Database, person: PersonId, kind: str, drafts: Sequence[EventDraft]
) -> dict[str, EventId]:
    """Append drafts to the person's source of this kind; give the new events' ids by key."""
    async with db.begin(Scope(person, "export")) as tx:
        return (await append_many(tx, await ensure_source(tx, kind), drafts)).new


async def add_life(db: Database, person: PersonId) -> dict[str, EventId]:
    """Give somebody the whole little life."""
    chats = await add_events(db, person, "whatsapp", CHATS)
    return chats | await add_events(db, person, "facebook", POSTS)


async def add_picture(
    db: Database, blobs: Blobs, person: PersonId, event: EventId, data: bytes = PNG
) -> None:
    """Give an event a picture."""
    async with db.begin(Scope(person, "export")) as tx:
        purposes = sorted(purposes_of("social.message.received.v1"))
        blob = await blobs.put(
            tx, io.BytesIO(data), media_type="image/png", name="tagus.png", purposes=purposes
        )
        await add_media(tx, event, 0, blob=blob.id, caption="the river", purposes=purposes)


async def get_source_id(db: Database, person: PersonId, kind: str) -> SourceId:
    """Give the id of the person's source of this kind."""
    async with db.begin(Scope(person, "export")) as tx:
        return await ensure_source(tx, kind)
