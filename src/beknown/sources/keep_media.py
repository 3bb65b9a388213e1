"""Keep the files that belong to events; an event that is known already gains those that it lacks."""

from collections.abc import Mapping, Sequence
from itertools import count

from beknown.events import (
    Appended,
    MediaDraft,
    MediaRow,
    add_media,
    find_known,
    find_media,
    purposes_of,
)
from beknown.kit.blobs import Blob, Blobs
from beknown.kit.db import Tx
from beknown.kit.ids import EventId, SourceId
from beknown.sources.open import READ_ERRORS, describe
from beknown.sources.report import Report
from beknown.sources.types import Dropped, Found


async def keep_media(
    tx: Tx, blobs: Blobs, report: Report, found: Sequence[Found], *, source: SourceId, appended: Appended
) -> None:
    """Keep the files of what was just appended, or was known without them from an archive that had no files."""
    items = {item.draft.key: item for item in found if item.draft.media}
    events = {key: event for key, event in appended.new.items() if key in items}
    known = await find_known(tx, source, sorted(items.keys() - events.keys()))
    held: dict[EventId, list[MediaRow]] = {}
    for row in await find_media(tx, list(known.values())):
        held.setdefault(EventId(row.event_id), []).append(row)
    for key, event in (events | known).items():
        has = held.get(event, [])
        if len(has) < len(items[key].draft.media):
            await _keep(tx, blobs, report, items[key], event=event, held=has)


async def _keep(
    tx: Tx, blobs: Blobs, report: Report, item: Found, *, event: EventId, held: Sequence[MediaRow]
) -> None:
    """What lies beside it already is known by its content: another archive may have held some of its files alone."""
    purposes = sorted(purposes_of(item.draft.type))
    places = {row.position: row.blob_id for row in held}
    had = set(places.values())
    for position, media in enumerate(item.draft.media):
        blob = await _read(tx, blobs, report, item, media)
        if blob is None or blob.id in had:
            continue
        place = _free(places, position)
        places[place] = blob.id
        await add_media(tx, event, place, blob=blob.id, caption=media.caption, purposes=purposes)


def _free(places: Mapping[int, object], wanted: int) -> int:
    return wanted if wanted not in places else next(place for place in count() if place not in places)


async def _read(tx: Tx, blobs: Blobs, report: Report, item: Found, media: MediaDraft) -> Blob | None:
    name = media.path_in_archive.rpartition("/")[2]
    purposes = sorted(purposes_of(item.draft.type))
    try:
        with media.open() as stream:
            return await blobs.put(tx, stream, media_type=media.media_type, name=name, purposes=purposes)
    except READ_ERRORS as error:
        report.drop(Dropped(media.path_in_archive, "refused", describe(error), kind=item.kind))
        return None
