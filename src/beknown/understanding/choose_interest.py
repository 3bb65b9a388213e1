"""What a person does with a topic by their own hand: each deed is an event, and outranks what was learned."""

from uuid import UUID

from beknown.events import EventDraft, append, ensure_source, find_events_by_id, purposes_of
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.ids import EventId, new_id
from beknown.understanding import interest_store
from beknown.understanding.interest_types import Deed
from beknown.understanding.interests import CHANGED, Interests, keep_choice
from beknown.understanding.tell import SOURCE_KIND

MOST_NAME = 80


async def choose_interest(
    db: Database,
    scope: Scope,
    learner: Interests,
    interest: UUID,
    deed: Deed,
    *,
    name: str = "",
    into: UUID | None = None,
) -> EventId:
    """Do something with a topic; give the event that says so, by which it can be undone.

    Args:
        db: The door.
        scope: The person's own hand: purpose `export`.
        learner: Makes the topics anew at once.
        interest: Which topic.
        deed: What is done.
        name: For `renamed`: the new name, 1 to 80 characters.
        into: For `merged`: the topic that takes in this one.

    Raises:
        NotFound: There is no such topic.
        Invalid: A name or a second topic is needed.
    """
    async with db.begin(scope) as tx:
        phrases = await _get_phrases(tx, interest)
        if deed == "merged":
            phrases = [*await _get_other(tx, interest, into), *phrases]
        words = " ".join(name.split())
        if deed == "renamed" and not 0 < len(words) <= MOST_NAME:
            raise Invalid(f"A name has 1 to {MOST_NAME} characters, this one has {len(words)}.")
        if deed == "undone":
            raise Invalid("Undo names the event of a deed, not a topic.")
        event = await _append(tx, deed, phrases, name=words if deed == "renamed" else None, undoes=None)
    await learner.settle(db, scope)
    return event


async def undo_choice(db: Database, scope: Scope, learner: Interests, event: EventId) -> EventId:
    """Take back what was done with a topic.

    Raises:
        NotFound: There was no such deed.
    """
    async with db.begin(scope) as tx:
        done = next((each for each in await find_events_by_id(tx, [event]) if each.type == CHANGED), None)
        if done is None:
            raise NotFound("There is no such change to undo.")
        undone = await _append(tx, "undone", [], name=None, undoes=event)
    await learner.settle(db, scope)
    return undone


async def _get_phrases(tx: Tx, interest: UUID) -> list[str]:
    """Give a topic's phrases, the most telling first: that one names the topic from now on."""
    phrases = await interest_store.find_interest_phrases(tx, interest)
    if not phrases:
        raise NotFound("There is no such topic.")
    return phrases


async def _get_other(tx: Tx, interest: UUID, into: UUID | None) -> list[str]:
    if into is None or into == interest:
        raise Invalid("Say which other topic takes this one in.")
    return await _get_phrases(tx, into)


async def _append(
    tx: Tx, deed: Deed, phrases: list[str], *, name: str | None, undoes: EventId | None
) -> EventId:
    payload = {"deed": deed, "phrases": phrases, "name": name, "undoes": str(undoes) if undoes else None}
    about = f": {phrases[0].lstrip('#')}" if phrases else ""
    draft = EventDraft(
        type=CHANGED,
        key=str(new_id()),
        occurred_at=clock.now(),
        text=f"A topic was {deed}{about}" + (f" ({name})" if name else ""),
        is_mine=True,
        payload=payload,
    )
    event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
    if event is None:
        raise Conflict("This couldn't be kept just now. Try again.")
    await keep_choice(tx, event, payload, sorted(purposes_of(CHANGED)))
    await interest_store.note_change(tx)
    return event
