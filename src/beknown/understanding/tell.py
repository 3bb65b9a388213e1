"""What a person says about themselves in so many words: told, corrected, forgotten.

Each telling is an event of the source `told`, and a belief that stands on it. A correction is a new event and a new
belief that supersedes the former; forgetting the correction forgets what it corrected too, so that words that were
taken back never return.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.events import (
    EventDraft,
    append,
    clean,
    count_also,
    ensure_source,
    find_events_by_id,
    forget_events,
    purposes_of,
)
from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.ids import EventId, new_id
from beknown.understanding import belief_store
from beknown.understanding.belief_store import BeliefRow

TOLD = "assistant.memory.told.v1"
SOURCE_KIND = "told"
MAX_CHARS = 4000


@dataclass(frozen=True, slots=True)
class Belief:
    """What a person said about themselves, with the events it stands on and the wordings it corrected."""

    id: UUID
    text: str
    held_since: datetime
    evidence: tuple[EventId, ...]
    earlier: tuple["Belief", ...] = ()


async def tell(tx: Tx, text: str, *, speaker: str | None = None) -> Belief:
    """Hold what the person said, as an event and a belief that stands on it.

    Args:
        tx: A transaction with purpose `assistant` or `export`.
        text: In their own words, 1 to 4,000 characters.
        speaker: The person's name, for the timeline.

    Raises:
        Invalid: The text is empty or too long.
        Conflict: The person has switched off what they told for this purpose.
    """
    words = _check_text(text)
    event = await _append_told(tx, words, speaker, corrects=None)
    return await _hold(tx, words, event)


async def correct(tx: Tx, belief: UUID, text: str, *, speaker: str | None = None) -> Belief:
    """Put other words in the place of a belief; the former wording stays as its history, and isn't recalled.

    Raises:
        NotFound: There is no such belief that this scope may see.
        Conflict: It was corrected before; correct the newest wording.
        Invalid: The text is empty or too long.
    """
    words = _check_text(text)
    chain = await _get_chain(tx, belief)
    if chain[0].superseded_by is not None:
        raise Conflict("This was corrected before. Load the list again and correct the newest wording.")
    event = await _append_told(tx, words, speaker, corrects=belief)
    held = await _hold(tx, words, event)
    await belief_store.supersede_belief(tx, belief, by=held.id)
    await belief_store.drop_corrected_memory(tx, belief)
    return Belief(held.id, held.text, held.held_since, held.evidence, tuple(_belief(row) for row in chain))


async def find_beliefs(tx: Tx) -> list[Belief]:
    """Give what the person said that holds now, newest first, each with its earlier wordings."""
    rows = await belief_store.find_beliefs(tx)
    corrected = {row.superseded_by: row for row in rows if row.superseded_by is not None}
    return [_with_history(row, corrected) for row in rows if row.superseded_by is None]


async def forget_belief(tx: Tx, belief: UUID) -> int:
    """Forget a belief with its earlier wordings and the events that said them; give the number of events.

    Events of other kinds that it stood on, such as a message, stay in the log.

    Args:
        tx: A transaction with purpose `export`: only the person's own hand forgets.
        belief: Which one.

    Raises:
        NotFound: There is no such belief.
    """
    chain = await _get_chain(tx, belief)
    stands_on = [EventId(event) for row in chain for event in row.evidence]
    told = [EventId(row.id) for row in await find_events_by_id(tx, stands_on) if row.type == TOLD]
    await belief_store.delete_belief(tx, belief)
    return await forget_events(tx, told)


async def _append_told(tx: Tx, text: str, speaker: str | None, *, corrects: UUID | None) -> EventId:
    draft = EventDraft(
        type=TOLD,
        key=str(new_id()),
        occurred_at=clock.now(),
        text=text,
        speaker=speaker,
        is_mine=True,
        payload={} if corrects is None else {"corrects": str(corrects)},
    )
    event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
    if event is None:
        raise Conflict("This couldn't be kept just now. Try again.")
    return event


async def _hold(tx: Tx, text: str, event: EventId) -> Belief:
    belief, at = new_id(), clock.now()
    purposes = sorted(purposes_of(TOLD))
    await belief_store.add_belief(tx, belief, text=text, held_since=at, purposes=purposes)
    await belief_store.add_belief_evidence(tx, belief, event)
    return Belief(belief, text, at, (event,))


async def _get_chain(tx: Tx, belief: UUID) -> list[BeliefRow]:
    chain = await belief_store.find_belief_chain(tx, belief)
    if not chain:
        raise NotFound("There is no such belief.")
    return chain


def _with_history(row: BeliefRow, corrected: Mapping[UUID, BeliefRow]) -> Belief:
    earlier: list[Belief] = []
    step = corrected.get(row.id)
    while step is not None:
        earlier.append(_belief(step))
        step = corrected.get(step.id)
    now = _belief(row)
    return Belief(now.id, now.text, now.held_since, now.evidence, tuple(earlier))


def _belief(row: BeliefRow) -> Belief:
    return Belief(row.id, row.text, row.held_since, tuple(EventId(each) for each in row.evidence))


def _check_text(text: str) -> str:
    words = clean(text).strip()
    if not words:
        raise Invalid("Say in a few words what to remember.")
    if len(words) > MAX_CHARS:
        raise Invalid(f"That are {len(words)} characters; at most {MAX_CHARS} can be remembered at once.")
    return words


count_also("beliefs", belief_store.count_baseless_beliefs)
