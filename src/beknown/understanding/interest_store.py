"""SQL of interests: signals, the person's choices, and the topics made of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId
from beknown.understanding.learn import Heard
from beknown.understanding.signals import Signal
from beknown.understanding.topics import STRONG, Seen

_sql = SqlFiles(__file__)
MOST_SEEN = 4000
MOST_EVIDENCE = 300
CONTACTS = ("social.person.befriended.v1", "social.contact.added.v1")


@dataclass(frozen=True, slots=True)
class StateRow:
    """How many changes there were, and how many of them the topics reflect."""

    changes: int
    settled: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many signals of one kind there are."""

    kind: str
    events: int


@dataclass(frozen=True, slots=True)
class PhraseEvents:
    """The events that hold a phrase."""

    phrase: str
    events: list[UUID]


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """One phrase."""

    phrase: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of somebody."""

    name: str | None


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """What the person did with a topic; `phrases` name the topic, its lead first."""

    event_id: UUID
    deed: str
    phrases: list[str]
    name: str | None
    undoes: UUID | None


@dataclass(frozen=True, slots=True)
class InterestRow:
    """A topic as one purpose may see it. `name` was given by hand."""

    id: UUID
    is_pinned: bool
    is_muted: bool
    name: str | None
    events: int
    first_at: datetime
    last_at: datetime
    weight: float
    phrases: list[str]
    words: list[str]
    shares: list[float]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """How many events a topic had in a month, such as `2026-05`."""

    interest_id: UUID
    month: str
    events: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An event that a topic stands on."""

    event_id: UUID
    kind: str
    occurred_at: datetime
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class EventIdRow:
    """The id of an event."""

    event_id: UUID


async def add_signals(tx: Tx, signals: Sequence[tuple[Heard, Signal]]) -> None:
    """Note what events say of interests; what is noted already stays."""
    await tx.run_many(
        _sql("add_interest_signal"),
        [
            {
                "person": tx.person,
                "event": heard.id,
                "source": heard.source_id,
                "kind": signal.kind,
                "at": signal.at,
                "weight": signal.weight,
                "half_life_days": signal.half_life_days,
                "phrases": [phrase.key for phrase in signal.phrases],
                "words": [phrase.words for phrase in signal.phrases],
                "purposes": sorted(heard.purposes),
            }
            for heard, signal in signals
        ],
    )


async def add_choice(tx: Tx, choice: ChoiceRow, purposes: Sequence[str]) -> None:
    """Note what the person did with a topic."""
    await tx.run(
        _sql("add_interest_choice"),
        {
            "person": tx.person,
            "event": choice.event_id,
            "deed": choice.deed,
            "phrases": choice.phrases,
            "name": choice.name,
            "undoes": choice.undoes,
            "purposes": list(purposes),
        },
    )


async def note_change(tx: Tx) -> None:
    """Note that topics are to be settled anew."""
    await tx.run(_sql("note_interest_change"), {"person": tx.person})


async def find_state(tx: Tx) -> StateRow | None:
    """Give whether topics are up to date; None before the first signal."""
    return await tx.first(_sql("find_interest_state"), StateRow, {"person": tx.person})


async def claim_state(tx: Tx) -> StateRow | None:
    """Give the same, and hold it until the transaction ends."""
    return await tx.first(_sql("claim_interest_state"), StateRow, {"person": tx.person})


async def set_settled(tx: Tx, changes: int) -> None:
    """Note that the topics reflect so many changes."""
    await tx.run(_sql("set_interests_settled"), {"person": tx.person, "changes": changes})


async def find_seen(tx: Tx) -> list[Seen]:
    """Give how often phrases were seen, by kind."""
    params = {"person": tx.person, "strong": sorted(STRONG), "most": MOST_SEEN}
    return await tx.all(_sql("find_phrases_seen"), Seen, params)


async def count_signals(tx: Tx) -> dict[str, int]:
    """Count signals by kind."""
    rows = await tx.all(_sql("count_signals"), KindCount, {"person": tx.person})
    return {row.kind: row.events for row in rows}


async def find_phrase_events(tx: Tx, phrases: Sequence[str]) -> dict[str, frozenset[UUID]]:
    """Give the events that hold each phrase."""
    params = {"person": tx.person, "phrases": list(phrases)}
    rows = await tx.all(_sql("find_phrase_events"), PhraseEvents, params)
    return {row.phrase: frozenset(row.events) for row in rows}


async def find_names_of_people(tx: Tx) -> list[str]:
    """Give names of people, as they stand in the log."""
    params = {"person": tx.person, "contacts": list(CONTACTS)}
    return [row.name for row in await tx.all(_sql("find_names_of_people"), NameRow, params) if row.name]


async def find_choices(tx: Tx) -> list[ChoiceRow]:
    """Give what the person did with topics, the earliest first."""
    return await tx.all(_sql("find_interest_choices"), ChoiceRow, {"person": tx.person})


async def delete_interests(tx: Tx) -> None:
    """Drop all topics."""
    await tx.run(_sql("delete_interests"), {"person": tx.person})


async def clear_signals(tx: Tx) -> None:
    """Drop all that was read of interests."""
    await tx.run(_sql("clear_interest_signals"), {"person": tx.person})
    await tx.run(_sql("clear_interest_choices"), {"person": tx.person})


async def add_interest(
    tx: Tx,
    interest: UUID,
    phrases: Sequence[str],
    *,
    is_pinned: bool,
    is_muted: bool,
    named_by: UUID | None,
    purposes: Sequence[str],
) -> None:
    """Add a topic with its evidence."""
    row = {
        "person": tx.person,
        "id": interest,
        "is_pinned": is_pinned,
        "is_muted": is_muted,
        "named_by": named_by,
        "purposes": list(purposes),
    }
    await tx.run(_sql("add_interest"), row)
    evidence = {
        "person": tx.person,
        "interest": interest,
        "phrases": list(phrases),
        "purposes": list(purposes),
        "most": MOST_EVIDENCE,
    }
    await tx.run(_sql("add_interest_evidence"), evidence)


async def find_interests(tx: Tx, most: int) -> list[InterestRow]:
    """Give the topics that weigh most now, pinned ones first."""
    params = {"person": tx.person, "now": clock.now(), "most": most}
    return await tx.all(_sql("find_interests"), InterestRow, params)


async def find_interest_phrases(tx: Tx, interest: UUID) -> list[str]:
    """Give all phrases of a topic; empty when there is none."""
    params = {"person": tx.person, "id": interest}
    return [row.phrase for row in await tx.all(_sql("find_interest_phrases"), PhraseRow, params)]


async def find_interest_months(tx: Tx, since: datetime) -> list[MonthRow]:
    """Give how many events topics had by month."""
    return await tx.all(_sql("find_interest_months"), MonthRow, {"person": tx.person, "since": since})


async def find_interest_items(tx: Tx, interest: UUID, most: int) -> list[ItemRow]:
    """Give the events that a topic stands on, the weightiest first."""
    params = {"person": tx.person, "id": interest, "now": clock.now(), "most": most}
    return await tx.all(_sql("find_interest_items"), ItemRow, params)


async def find_top_interest_events(tx: Tx, interest: UUID, most: int) -> tuple[EventId, ...]:
    """Give the events that weigh most in a topic now."""
    params = {"person": tx.person, "id": interest, "now": clock.now(), "most": most}
    rows = await tx.all(_sql("find_top_interest_events"), EventIdRow, params)
    return tuple(EventId(row.event_id) for row in rows)


@dataclass(frozen=True, slots=True)
class RisingRow:
    """A topic that rises: how often it was met lately, and the latest events of that."""

    id: UUID
    recent: int
    event_ids: list[UUID]


async def find_rising(tx: Tx, *, since: datetime, before: datetime, windows: float) -> list[RisingRow]:
    """Give topics that were met lately much more than before, the steepest first; see the file for the figures."""
    params = {"since": since, "before": before, "windows": windows}
    return await tx.all(_sql("find_rising"), RisingRow, {"person": tx.person, **params})
