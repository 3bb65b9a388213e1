"""What a person does to what is believed of them: confirm, reject, date, merge, part, allow, answer, and undo each.

A deed is an event of the log, so a rebuild and an export keep it. It means beliefs by their ids and holds nothing of
what they say. It outranks all that was learned.
"""

from datetime import date
from uuid import UUID

from beknown.events import EventDraft, append, ensure_source, get_event
from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid
from beknown.kit.ids import EventId, new_id
from beknown.understanding.aliases import find_aliases
from beknown.understanding.beliefs import get_belief
from beknown.understanding.claims import name_subject
from beknown.understanding.deeds import (
    DEED_TYPES,
    TYPE_OF,
    Allowed,
    Answered,
    Confirmed,
    Dated,
    Deed,
    Merged,
    Parted,
    Rejected,
    Undone,
    Unwanted,
    write_deed,
)
from beknown.understanding.settle import TOLD, settle_beliefs
from beknown.understanding.tell import SOURCE_KIND


async def do(tx: Tx, deed: Deed) -> EventId:
    """Do something to beliefs by hand; give the deed's id, by which it can be undone.

    Args:
        tx: A transaction with purpose `export`: it is the person's own hand.
        deed: What is done.

    Raises:
        NotFound: There is no such belief or deed.
        Invalid: It can't be done to these.
    """
    await _check(tx, deed)
    draft = EventDraft(
        type=TYPE_OF[type(deed)],
        key=str(new_id()),
        occurred_at=clock.now(),
        text="",
        is_mine=True,
        payload=write_deed(deed),
    )
    event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
    if event is None:
        raise Conflict("This couldn't be kept just now. Try again.")
    await settle_beliefs(tx)
    return event


async def refuse_such(tx: Tx, belief: UUID) -> EventId:
    """Keep nothing more of this belief's kind about its subject, except what is told by hand; give the deed's id.

    Raises:
        NotFound: There is no such belief.
    """
    held = await get_belief(tx, belief)
    subject = name_subject(held.subject, await find_aliases(tx))
    return await do(tx, Unwanted(held.kind, subject))


async def _check(tx: Tx, deed: Deed) -> None:
    for each in _beliefs_of(deed):
        held = await get_belief(tx, each)
        if isinstance(deed, Allowed) and deed.is_on and deed.purpose not in held.allowed:
            raise Invalid(f"What this stands on may never serve {deed.purpose!r}.")
    match deed:
        case Dated(_, date() as start, date() as end) if end < start:
            raise Invalid(f"It can't end on {end}, before it begins on {start}.")
        case Merged() if deed.belief == deed.into:
            raise Invalid("A belief can't be merged with itself. Choose another one.")
        case Undone():
            event = await get_event(tx, EventId(deed.deed))
            if event.type not in {*DEED_TYPES, TOLD} or event.source_kind != SOURCE_KIND:
                raise Invalid("This is nothing that was done to a belief; it can't be undone here.")
        case _:
            pass


def _beliefs_of(deed: Deed) -> tuple[UUID, ...]:
    match deed:
        case Merged():
            return deed.belief, deed.into
        case Answered():
            return (*deed.asked, *deed.holds)
        case Confirmed() | Rejected() | Dated() | Parted() | Allowed():
            return (deed.belief,)
        case Unwanted() | Undone():
            return ()
