"""Interests: topics found in what a person says and does, weighed, fading, each with the events it stands on.

Signals are kept by event. The topics are a pure function of all signals and of what the person did with topics by hand,
so any order of reading gives the same ones.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from beknown.kit.db import Database, Purpose, Scope, Tx
from beknown.kit.errors import Unavailable
from beknown.models import Embedder, Vector
from beknown.understanding import interest_store
from beknown.understanding.fold import find_words
from beknown.understanding.interest_store import ChoiceRow, InterestRow
from beknown.understanding.interest_types import Interest
from beknown.understanding.learn import Heard
from beknown.understanding.sensitive import is_sensitive
from beknown.understanding.signals import Signal, read_signal
from beknown.understanding.topics import Seen, Topic, Wish, choose_phrases, group

CHANGED = "understanding.interest.changed.v1"
MOST_SHOWN = 60
TRIES = 4
EMBEDDED_AT_ONCE = 32

OPEN: frozenset[Purpose] = frozenset({"assistant", "live", "feed", "export", "safety"})
"""What a topic may serve at most; its evidence narrows it. Advertisers and businesses get none, nor its words."""

CLOSED: frozenset[Purpose] = frozenset({"assistant", "live", "export", "safety"})
MUTED: frozenset[Purpose] = frozenset({"export", "safety"})

GetEmbedder = Callable[[], Awaitable[Embedder]]


@dataclass(frozen=True, slots=True)
class Hand:
    """What the person did by hand, each topic named by phrases of it."""

    wish: Wish = field(default_factory=Wish)
    pinned: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()
    named: Mapping[str, UUID] = field(default_factory=dict[str, UUID])


@dataclass(frozen=True, slots=True)
class _Read:
    """What topics are made of."""

    changes: int
    seen: Sequence[Seen]
    totals: Mapping[str, int]
    names: frozenset[str]
    hand: Hand


class Interests:
    """The learner of interests.

    Args:
        get_embedder: Gives the embedder; without one, words alone group phrases.
    """

    name = "interests"

    def __init__(self, get_embedder: GetEmbedder | None = None) -> None:
        self._get_embedder = get_embedder

    async def learn(self, db: Database, scope: Scope, heard: Sequence[Heard]) -> None:
        """Keep what each event says of interests, and what the person did by hand."""
        signals = await asyncio.to_thread(_read_signals, heard)
        choices = [each for each in heard if each.type == CHANGED]
        if not signals and not choices:
            return
        async with db.begin(scope) as tx:
            await interest_store.add_signals(tx, signals)
            for each in choices:
                await keep_choice(tx, each.id, each.payload, sorted(each.purposes))
            await interest_store.note_change(tx)

    async def settle(self, db: Database, scope: Scope) -> None:
        """Make the topics anew if anything changed; what changes meanwhile is taken in too."""
        for _ in range(TRIES):
            async with db.begin(scope) as tx:
                read = await _read(tx)
            if read is None:
                return
            scores = await asyncio.to_thread(
                choose_phrases, read.seen, read.totals, read.hand.wish, read.names
            )
            async with db.begin(scope) as tx:
                events = await interest_store.find_phrase_events(tx, list(scores))
            vectors = await self._embed(list(scores))
            topics = await asyncio.to_thread(group, scores, events, vectors, read.hand.wish)
            async with db.begin(scope) as tx:
                if await _write(tx, read, topics):
                    return

    async def clear(self, tx: Tx) -> None:
        """Drop all of it."""
        await interest_store.delete_interests(tx)
        await interest_store.clear_signals(tx)
        await interest_store.note_change(tx)

    async def _embed(self, phrases: Sequence[str]) -> dict[str, Vector]:
        if self._get_embedder is None or not phrases:
            return {}
        try:
            embedder = await self._get_embedder()
        except Unavailable:
            return {}
        return await _vectors.get(embedder, phrases)


class _Vectors:
    """Vectors of phrases, kept in memory: a phrase has the same one each time."""

    MOST = 20_000

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Vector] = {}

    async def get(self, embedder: Embedder, phrases: Sequence[str]) -> dict[str, Vector]:
        """Give the vector of each phrase."""
        if len(self._kept) > self.MOST:
            self._kept.clear()
        missing = [phrase for phrase in phrases if (embedder.name, phrase) not in self._kept]
        for start in range(0, len(missing), EMBEDDED_AT_ONCE):
            batch = missing[start : start + EMBEDDED_AT_ONCE]
            for phrase, vector in zip(batch, await embedder.embed_passages(batch), strict=True):
                self._kept[embedder.name, phrase] = vector
        return {phrase: self._kept[embedder.name, phrase] for phrase in phrases}


_vectors = _Vectors()


def _read_signals(heard: Sequence[Heard]) -> list[tuple[Heard, Signal]]:
    read = ((each, read_signal(each)) for each in heard)
    return [(each, signal) for each, signal in read if signal is not None]


async def keep_choice(tx: Tx, event: UUID, payload: Mapping[str, object], purposes: Sequence[str]) -> None:
    """Keep what the person did with a topic, as its event says."""
    phrases, name, undoes = payload.get("phrases"), payload.get("name"), payload.get("undoes")
    choice = ChoiceRow(
        event_id=event,
        deed=str(payload.get("deed", "")),
        phrases=[str(each) for each in phrases] if isinstance(phrases, list | tuple) else [],  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON
        name=name if isinstance(name, str) else None,
        undoes=UUID(undoes) if isinstance(undoes, str) else None,
    )
    await interest_store.add_choice(tx, choice, purposes)


def read_hand(choices: Sequence[ChoiceRow]) -> Hand:
    """Read what holds of what the person did, the earliest first; what was undone doesn't."""
    undone = {each.undoes for each in choices if each.undoes is not None}
    flags: dict[str, set[str]] = {"pinned": set(), "muted": set(), "forgotten": set()}
    merged: list[frozenset[str]] = []
    named: dict[str, UUID] = {}
    for each in choices:
        if each.event_id in undone or not each.phrases:
            continue
        match each.deed:
            case "pinned" | "muted":
                flags[each.deed].add(each.phrases[0])
            case "unpinned" | "unmuted":
                flags[each.deed.removeprefix("un")].difference_update(each.phrases)
            case "forgotten":
                flags["forgotten"].update(each.phrases)
            case "merged":
                merged = _join(merged, frozenset(each.phrases))
            case "renamed":
                named |= dict.fromkeys(each.phrases[:1], each.event_id)
            case _:
                continue
    kept = frozenset(flags["pinned"]) - flags["forgotten"]
    wish = Wish(tuple(merged), frozenset(flags["forgotten"]), kept)
    return Hand(wish, kept, frozenset(flags["muted"]), named)


def _join(merged: Sequence[frozenset[str]], more: frozenset[str]) -> list[frozenset[str]]:
    touching = [each for each in merged if each & more]
    return [*(each for each in merged if not each & more), more.union(*touching)]


async def _read(tx: Tx) -> _Read | None:
    """Read what topics are made of; None when they are up to date."""
    state = await interest_store.find_state(tx)
    if state is None or state.changes == state.settled:
        return None
    names = await interest_store.find_names_of_people(tx)
    return _Read(
        state.changes,
        await interest_store.find_seen(tx),
        await interest_store.count_signals(tx),
        frozenset(word for name in names for word in find_words(name)),
        read_hand(await interest_store.find_choices(tx)),
    )


async def _write(tx: Tx, read: _Read, topics: Sequence[Topic]) -> bool:
    """Put the topics in the place of those before; False when something changed since it was read."""
    state = await interest_store.claim_state(tx)
    if state is None or state.changes != read.changes:
        return False
    await interest_store.delete_interests(tx)
    for topic in topics:
        phrases = frozenset(topic.phrases)
        is_muted = bool(phrases & read.hand.muted)
        named = [read.hand.named[phrase] for phrase in topic.phrases if phrase in read.hand.named]
        await interest_store.add_interest(
            tx,
            id_of(tx.person, topic.lead),
            topic.phrases,
            is_pinned=bool(phrases & read.hand.pinned),
            is_muted=is_muted,
            named_by=max(named, default=None),
            purposes=sorted(_may_serve(topic, is_muted=is_muted)),
        )
    await interest_store.set_settled(tx, state.changes)
    return True


def _may_serve(topic: Topic, *, is_muted: bool) -> frozenset[Purpose]:
    if is_muted:
        return MUTED
    return CLOSED if is_sensitive(topic.phrases) else OPEN


def id_of(person: UUID, lead: str) -> UUID:
    """Give the id of a topic: the same for the same person and leading phrase."""
    return uuid5(person, f"interest {lead}")


async def find_interests(tx: Tx, limit: int = 12) -> list[Interest]:
    """Give what interests the person most now, pinned topics first.

    Args:
        tx: Each purpose is shown weights and words of such evidence alone as may serve it.
        limit: Most topics.
    """
    return [as_interest(row) for row in await interest_store.find_interests(tx, min(limit, MOST_SHOWN))]


def as_interest(row: InterestRow) -> Interest:
    """Name a topic that was read."""
    return Interest(
        id=row.id,
        name=row.name or row.words[0],
        words=tuple(row.words),
        phrases=dict(zip(row.phrases, row.shares, strict=True)),
        weight=row.weight,
        events=row.events,
        first_at=row.first_at,
        last_at=row.last_at,
        is_pinned=row.is_pinned,
        is_muted=row.is_muted,
    )
