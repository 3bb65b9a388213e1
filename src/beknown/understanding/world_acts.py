"""What a person says of their world by hand: who is who, what they are called, what is done. Each is an event."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from beknown.events import EventDraft, JsonValue, append, clean, ensure_source
from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.ids import EventId, new_id
from beknown.understanding import world_read_store as read
from beknown.understanding import world_store
from beknown.understanding.settle import read_id, settle_beliefs
from beknown.understanding.tell import SOURCE_KIND
from beknown.understanding.world import Person, get_person
from beknown.understanding.world_cues import relation_words
from beknown.understanding.world_learner import (
    COMMITMENT_SETTLED,
    MERGED,
    RELATED,
    RENAMED,
    SPLIT,
    UNDONE,
    keys_of,
    settle_world,
)
from beknown.understanding.world_read_store import AliasRow
from beknown.understanding.world_store import ActRow

MAX_NAME_CHARS = 200
CommitmentSettled = Literal["open", "done", "dropped"]
Follower = Callable[[Tx, EventId, CommitmentSettled], Awaitable[None]]
_followers: list[Follower] = []
RELATIONS = tuple(dict.fromkeys(relation_words().values()))


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What two people would be as one."""

    name: str
    aliases: tuple[AliasRow, ...]
    sent: int
    received: int


async def preview_merge(tx: Tx, one: UUID, other: UUID) -> MergePreview:
    """Tell what a merge would give, and change nothing.

    Raises:
        NotFound: One of them isn't there.
        Invalid: They are one already.
    """
    first, second = await _get_two(tx, one, other)
    aliases = [*await read.find_aliases_of(tx, one), *await read.find_aliases_of(tx, other)]
    known = max((first, second), key=lambda each: (" " in each.name, each.sent + each.received))
    return MergePreview(
        known.name, tuple(aliases), first.sent + second.sent, first.received + second.received
    )


async def merge(tx: Tx, one: UUID, other: UUID) -> EventId:
    """Say that two are one human being; give the act, by which it can be undone.

    Raises:
        NotFound: One of them isn't there.
        Invalid: They are one already.
    """
    first, second = await _get_two(tx, one, other)
    text = f"{first.name} and {second.name} are the same person"
    payload = {"these": await _keys(tx, one), "those": await _keys(tx, other)}
    return await note_act(tx, MERGED, text, payload)


async def keep_apart(tx: Tx, one: UUID, other: UUID) -> EventId:
    """Say that two are not one human being: it isn't asked again.

    Raises:
        NotFound: One of them isn't there.
    """
    first, second = await _get_two(tx, one, other)
    text = f"{first.name} and {second.name} are different people"
    payload = {"these": await _keys(tx, one), "those": await _keys(tx, other)}
    return await note_act(tx, SPLIT, text, payload)


async def split(tx: Tx, acquaintance: UUID, aliases: Sequence[UUID]) -> EventId:
    """Say that some aliases are another human being; give the act, by which it can be undone.

    Raises:
        NotFound: There is nobody with this id.
        Invalid: None of the aliases is theirs, or all are.
    """
    person = await get_person(tx, acquaintance)
    known = await read.find_aliases_of(tx, acquaintance)
    taken = sorted({each.key for each in known if each.id in aliases})
    left = sorted({each.key for each in known} - set(taken))
    if not taken or not left:
        raise Invalid("Choose some of the names, not none and not all.")
    text = f"{', '.join(each.name for each in known if each.key in taken)} is not {person.name}"
    return await note_act(tx, SPLIT, text, {"these": taken, "those": left})


async def rename(tx: Tx, acquaintance: UUID, name: str) -> EventId:
    """Give somebody the name that the person calls them by.

    Raises:
        NotFound: There is nobody with this id.
        Invalid: The name is empty or too long.
    """
    words = clean(name).strip()
    if not 0 < len(words) <= MAX_NAME_CHARS:
        raise Invalid(f"A name has 1 to {MAX_NAME_CHARS} characters.")
    person = await get_person(tx, acquaintance)
    payload = {"these": await _keys(tx, acquaintance), "name": words}
    return await note_act(tx, RENAMED, f"{person.name} is called {words}", payload)


async def relate(tx: Tx, acquaintance: UUID, relation: str) -> EventId:
    """Say what somebody is to the person; '' says: none of these.

    Raises:
        NotFound: There is nobody with this id.
        Invalid: It is no known relation.
    """
    if relation and relation not in RELATIONS:
        raise Invalid(f"{relation!r} is none of the relations {', '.join(RELATIONS)}.")
    person = await get_person(tx, acquaintance)
    payload = {"these": await _keys(tx, acquaintance), "relation": relation}
    text = f"{person.name} is my {relation}" if relation else f"{person.name}: no relation"
    return await note_act(tx, RELATED, text, payload)


def after_settling(follower: Follower) -> None:
    """Have `follower(tx, event, state)` called when the person settles what an event tells of, or undoes that."""
    if follower not in _followers:
        _followers.append(follower)


async def settle_commitment(tx: Tx, event: UUID, position: int, state: CommitmentSettled) -> EventId:
    """Say that a promise is kept, dropped, or still open."""
    payload: dict[str, JsonValue] = {"event": str(event), "position": position, "state": state}
    act = await note_act(tx, COMMITMENT_SETTLED, f"A promise: {state}", payload)
    for follower in _followers:
        await follower(tx, EventId(event), state)
    return act


async def undo(tx: Tx, act: UUID) -> EventId:
    """Take back what was said by hand; what was learned holds again.

    Raises:
        NotFound: There is no such act, or it was taken back already.
    """
    acts = {each.event_id: each for each in await world_store.find_world_acts(tx)}
    if act not in acts:
        raise NotFound("There is nothing to undo any more.")
    taken = acts[act]
    payload: dict[str, JsonValue] = {"act": str(act), "these": keys_of(taken.payload)}
    undone = await note_act(tx, UNDONE, "Undone", payload)
    event = read_id(taken.payload.get("event")) if taken.act == COMMITMENT_SETTLED else None
    if event is not None:
        for follower in _followers:
            await follower(tx, EventId(event), "open")
    return undone


async def _get_two(tx: Tx, one: UUID, other: UUID) -> tuple[Person, Person]:
    if one == other:
        raise Invalid("They are one already.")
    return await get_person(tx, one), await get_person(tx, other)


async def _keys(tx: Tx, acquaintance: UUID) -> list[str]:
    return sorted({each.key for each in await read.find_aliases_of(tx, acquaintance)})


async def note_act(tx: Tx, act: str, text: str, payload: Mapping[str, JsonValue]) -> EventId:
    """Append an act by hand to the log, and have it hold at once."""
    source = await ensure_source(tx, SOURCE_KIND)
    draft = EventDraft(
        type=act, key=str(new_id()), occurred_at=clock.now(), text=text, is_mine=True, payload=payload
    )
    event = await append(tx, source, draft)
    if event is None:
        raise Conflict("This couldn't be kept just now. Try again.")
    await world_store.add_world_act(tx, source, ActRow(event, act, dict(payload), clock.now()))
    await world_store.touch_aliases(tx, keys_of(payload))
    await settle_world(tx, regroup=True)
    await settle_beliefs(tx)
    return event
