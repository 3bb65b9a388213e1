"""What a person says about themselves in so many words: told, corrected, forgotten.

Each telling is an event of the source `told`, and a belief that stands on it and has its id. A correction is a new
event whose belief takes the place of the former, whoever that came from; forgetting the correction forgets what it
corrected too, so that words that were taken back never return.
"""

from collections.abc import Iterator
from uuid import UUID

from beknown.events import (
    EventDraft,
    append,
    clean,
    count_also,
    ensure_source,
    find_events_by_id,
    forget_events,
)
from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.ids import EventId, new_id
from beknown.understanding import belief_store, proposal_store
from beknown.understanding.beliefs import Belief, get_belief
from beknown.understanding.consolidate import consolidate
from beknown.understanding.held_types import Held
from beknown.understanding.index import index_told, index_told_anew
from beknown.understanding.settle import TOLD, read_known, settle_beliefs

SOURCE_KIND = "told"
MAX_CHARS = 4000


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
    event = await _append_told(tx, _check_text(text), speaker, corrects=None)
    return await get_belief(tx, event)


async def correct(tx: Tx, belief: UUID, text: str, *, speaker: str | None = None) -> Belief:
    """Put other words in the place of a belief; the former wording stays as its history, and isn't recalled.

    Args:
        tx: A transaction with purpose `export`: only the person's own hand corrects.
        belief: Which one, told or learned.
        text: The new wording.
        speaker: The person's name, for the timeline.

    Raises:
        NotFound: There is no such belief that this scope may see.
        Conflict: It was corrected before; correct the newest wording.
        Invalid: The text is empty or too long.
    """
    words = _check_text(text)
    row = await belief_store.find_belief(tx, belief)
    if row is None:
        raise NotFound("There is no such belief.")
    if row.superseded_by is not None:
        raise Conflict("This was corrected before. Load the list again and correct the newest wording.")
    event = await _append_told(tx, words, speaker, corrects=belief)
    await belief_store.supersede_belief(tx, belief, by=event)
    await index_told_anew(tx)
    return await get_belief(tx, event)


async def forget_belief(tx: Tx, belief: UUID) -> tuple[int, tuple[UUID, ...]]:
    """Forget a belief with its earlier wordings and the events that told them; never learn it from such words again.

    Events of other kinds that it stood on, such as a message, stay in the log. Of what it said nothing is kept: only
    the ids it had, which are keyed hashes.

    Args:
        tx: A transaction with purpose `export`: only the person's own hand forgets.
        belief: Which one.

    Returns:
        The number of events that are gone, and the ids that `remember_again` takes.

    Raises:
        NotFound: There is no such belief.
    """
    held = consolidate(await read_known(tx))
    chosen = list(_with_former(held, belief))
    if not chosen:
        await get_belief(tx, belief)
    ids = {belief}.union(*(each.ids for each in chosen))
    events = {EventId(belief)}.union(one.event_id for each in chosen for one in each.evidence)
    told = [EventId(row.id) for row in await find_events_by_id(tx, list(events)) if row.type == TOLD]
    marks = tuple(sorted(ids - set(told)))
    await proposal_store.add_marks(tx, marks)
    gone = await forget_events(tx, told)
    await settle_beliefs(tx)
    return gone, marks


async def remember_again(tx: Tx, marks: list[UUID]) -> int:
    """Let what was forgotten be learned again from words that are still there; give how many beliefs that lets in."""
    await proposal_store.delete_marks(tx, marks)
    return len({each.id for each in await settle_beliefs(tx) if each.ids & set(marks)})


def _with_former(held: list[Held], belief: UUID) -> Iterator[Held]:
    """Give a belief, found by any of its ids, and all that it took the place of."""
    for each in held:
        if each.id == belief or belief in each.ids:
            yield each
            for former in held:
                if former.superseded_by == each.id:
                    yield from _with_former(held, former.id)


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
    await belief_store.add_told(tx, event)
    await index_told(tx)
    return event


def _check_text(text: str) -> str:
    words = clean(text).strip()
    if not words:
        raise Invalid("Say in a few words what to remember.")
    if len(words) > MAX_CHARS:
        raise Invalid(f"That are {len(words)} characters; at most {MAX_CHARS} can be remembered at once.")
    return words


count_also("beliefs", belief_store.count_baseless_beliefs)
