"""Read the log."""

from collections.abc import Sequence

from beknown.events import store
from beknown.events.store import EventRow, MediaRow
from beknown.kit.db import Tx
from beknown.kit.ids import EventId, SourceId


async def get_event(tx: Tx, event: EventId) -> EventRow:
    """Give one event.

    Raises:
        NotFound: There is none that this scope may see.
    """
    return await store.get_event(tx, event)


async def find_events_by_id(tx: Tx, events: Sequence[EventId]) -> list[EventRow]:
    """Give the events with these ids, in time order; those that this scope may not see are left out."""
    return await store.find_events_by_id(tx, events)


async def find_known(tx: Tx, source: SourceId, keys: Sequence[str]) -> dict[str, EventId]:
    """Give the ids of the events that a source knows by these keys; the others aren't there, or were forgotten."""
    found = await store.find_ids_by_key(tx, source, keys) if keys else []
    return {each.key: EventId(each.id) for each in found}


async def find_around(tx: Tx, event: EventId, *, before: int = 3, after: int = 3) -> list[EventRow]:
    """Give an event with its neighbours in the same thread, in time order; empty when it isn't visible."""
    return await store.find_around(tx, event, before, after)


async def find_media(tx: Tx, events: Sequence[EventId]) -> list[MediaRow]:
    """Give the files that belong to these events, by event and position."""
    return await store.find_media(tx, events)
