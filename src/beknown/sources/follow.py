"""Follow something elsewhere, pause, stop. That one follows is one's own; what is published is fetched for all."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Scope, Tx
from beknown.kit.errors import Conflict, Invalid, TooMany
from beknown.kit.ids import PersonId
from beknown.kit.jobs import defer
from beknown.sources import follow_store as store
from beknown.sources import outlet_store
from beknown.sources.follow_store import FollowRow, OutletItem
from beknown.sources.outlet_address import PageWish, kind_of, read_wish
from beknown.sources.outlet_ask import NOBODYS, Guest
from beknown.sources.outlet_fetch import fetch_outlet, keep_reading
from beknown.sources.outlet_find import find_outlet
from beknown.sources.outlet_opml import Line
from beknown.sources.outlet_pace import FAR
from beknown.sources.outlet_store import DueOutlet
from beknown.sources.outlet_text import plain_line, web_address
from beknown.sources.outlet_types import OutletKind, Place

MOST_FOLLOWS = 3000
GRACE = timedelta(minutes=1)
"""So long what was removed can be brought back."""

MOST_FOLDER = 100
"""Letters of a folder's name."""

PAGE = 30
EACH = 30
"""Of each outlet at most so many are candidates of a feed."""

NEWEST = UUID(int=2**128 - 1)
"""Sorts after every id."""

FETCH = "sources.fetch_outlets"
PURGE = "sources.purge_follow"

_BURST = 30
_EVERY = timedelta(seconds=20)

Outcome = Literal["added", "known", "refused"]


@dataclass(frozen=True, slots=True)
class LineReport:
    """What became of a line of a list; `reason` says why it was refused."""

    number: int
    title: str
    address: str
    outcome: Outcome
    reason: str = ""


async def follow_address(guest: Guest, person: PersonId, text: str) -> FollowRow:
    """Follow what a person means by an address, with what it published so far.

    Raises:
        Invalid: It is no address that can be followed, or leads to nothing that can be; the message says why.
        Conflict: The person follows it already, or follows very much.
        TooMany: The person tries very often.
    """
    async with guest.db.begin(Scope(person, "export")) as tx:
        await _check_turn(tx)
        _check_room(await store.count_follows(tx) + 1)
    place, reading, answer = await find_outlet(guest, text)
    place = _fit(place)
    at = clock.now()
    async with guest.db.begin(NOBODYS) as tx:
        outlet = await outlet_store.set_outlet(tx, place, at)
        await keep_reading(tx, outlet.id, reading, answer)
    async with guest.db.begin(Scope(person, "export")) as tx:
        added = await store.add_follow(tx, place, at)
        if added is None:
            raise Conflict(f"You follow {place.title or place.address!r} already.")
        return await store.get_follow(tx, added)


async def check_now(guest: Guest, person: PersonId, follow: UUID) -> FollowRow:
    """Ask what the person follows once more, now, however it stands; give how it stands then.

    Raises:
        NotFound: The person doesn't follow it.
        TooMany: The person tries very often.
    """
    async with guest.db.begin(Scope(person, "export")) as tx:
        await _check_turn(tx)
        row = await store.get_follow(tx, follow)
    at = clock.now()
    async with guest.db.begin(NOBODYS) as tx:
        place = Place(cast("OutletKind", row.kind), row.address, row.page, row.title)
        outlet = await outlet_store.set_outlet(tx, place, at)
    await fetch_outlet(guest, DueOutlet(outlet.id, row.kind, row.address, None, None, outlet.failures))
    async with guest.db.begin(Scope(person, "export")) as tx:
        return await store.get_follow(tx, follow)


async def pause(tx: Tx, follow: UUID) -> None:
    """Fetch nothing new of it for this person.

    Raises:
        NotFound: The person doesn't follow it.
    """
    await store.set_paused(tx, follow, clock.now())


async def resume(tx: Tx, follow: UUID) -> None:
    """Go on after a pause, with what was missed as far as it is still offered.

    Raises:
        NotFound: The person doesn't follow it.
    """
    await store.set_paused(tx, follow, None)


async def unfollow(tx: Tx, follow: UUID) -> None:
    """Stop following: out of sight at once, and for good when the moment for undoing has passed.

    Raises:
        NotFound: The person doesn't follow it.
    """
    at = clock.now()
    await store.set_gone(tx, follow, at)
    await defer(tx, PURGE, at=at + GRACE, person_id=tx.person, follow_id=follow)


async def bring_back(tx: Tx, follow: UUID) -> FollowRow:
    """Follow again what was just removed.

    Raises:
        NotFound: It is gone for good.
    """
    await store.set_gone(tx, follow, None)
    return await store.get_follow(tx, follow)


async def purge(tx: Tx, follow: UUID) -> None:
    """Delete what was removed, if it still is."""
    await store.purge_follow(tx, follow, clock.now() - GRACE)


async def follow_lines(tx: Tx, lines: Sequence[Line]) -> list[LineReport]:
    """Follow all of a list, each in its folder, and say of each line what became of it. A job fetches them soon.

    What is followed already goes into the list's folder if it is in none.

    Raises:
        Conflict: The person would follow very much.
    """
    _check_room(await store.count_follows(tx) + len(lines))
    at = clock.now()
    report = [await _follow_line(tx, number, line, at) for number, line in enumerate(lines, start=1)]
    await _fill_folders(tx, lines, report)
    if any(each.outcome == "added" for each in report):
        await defer(tx, FETCH, once=FETCH)
    return report


async def find_list(tx: Tx) -> list[Line]:
    """Give what the person follows elsewhere as lines of a list."""
    return [Line(row.title, row.address, row.page, row.folder) for row in await store.find_follows(tx)]


async def set_folder(tx: Tx, follow: UUID, folder: str) -> FollowRow:
    """Put something that is followed into a folder, by its name; an empty one takes it out.

    Raises:
        NotFound: The person doesn't follow it.
    """
    await store.set_folder(tx, follow, _tidy_folder(folder))
    return await store.get_follow(tx, follow)


async def keep_item(tx: Tx, item: UUID) -> None:
    """Keep an item to read later, as long as the person wants to, however old it gets.

    Raises:
        NotFound: There is none that the person sees.
    """
    await store.keep_item(tx, item, clock.now())


async def find_page(
    tx: Tx, *, before: UUID | None = None, follow: UUID | None = None
) -> tuple[list[OutletItem], UUID | None]:
    """Give a page of what those published whom the person follows, or one of them; and the cursor of the next one.

    Args:
        tx: Under the purpose `feed`, `export` or `assistant`.
        before: The last item of the page before; None, or one that is gone, begins at the newest.
        follow: Only of this one.
    """
    last = (await store.find_items_by_id(tx, [before]))[:1] if before else []
    place = (last[0].published_at, last[0].id) if last else (clock.now() + FAR, NEWEST)
    items = await store.find_items(tx, before=place, limit=PAGE, each=PAGE, follow=follow)
    return items, items[-1].id if len(items) == PAGE else None


async def find_source_items(tx: Tx, *, limit: int, since: datetime | None = None) -> list[OutletItem]:
    """Give the newest of what those published whom the person follows, newest first: candidates of a feed.

    Of each they follow at most 30, so that none fills it.

    Args:
        tx: Under the purpose `feed`.
        limit: At most so many.
        since: Nothing older.
    """
    items = await store.find_items(tx, before=(clock.now() + FAR, NEWEST), limit=limit, each=EACH)
    return [item for item in items if since is None or item.published_at >= since]


async def _follow_line(tx: Tx, number: int, line: Line, at: datetime) -> LineReport:
    try:
        place = _place_of(line)
    except Invalid as error:
        return LineReport(number, line.title, line.address, "refused", error.message)
    added = await store.add_follow(tx, place, at, folder=_tidy_folder(line.folder))
    return LineReport(number, line.title, line.address, "known" if added is None else "added")


async def _fill_folders(tx: Tx, lines: Sequence[Line], report: Sequence[LineReport]) -> None:
    known = [line for line, each in zip(lines, report, strict=True) if each.outcome == "known"]
    named = ((_place_of(line).address, _tidy_folder(line.folder)) for line in known)
    folders = [(address, folder) for address, folder in named if folder is not None]
    if folders:
        await store.fill_folders(tx, folders)


def _tidy_folder(name: str | None) -> str | None:
    """A folder's name as it can be kept; None where nothing of it is left."""
    return plain_line(name or "", MOST_FOLDER) or None


def _place_of(line: Line) -> Place:
    wish = read_wish(line.address)
    if not isinstance(wish, PageWish):
        raise Invalid(f"{line.address[:100]!r} is no address of a feed. Add it by itself.")
    return _fit(Place(kind_of(wish.url), wish.url, line.page, line.title))


def _fit(place: Place) -> Place:
    """A place as it can be kept.

    Raises:
        Invalid: Its address is one that isn't fetched.
    """
    address = web_address(place.address)
    if not address:
        raise Invalid(f"{place.address[:100]!r} is no address that can be followed.")
    return Place(place.kind, address, web_address(place.page), plain_line(place.title, 200))


def _check_room(many: int) -> None:
    if many > MOST_FOLLOWS:
        raise Conflict(
            f"You can follow {MOST_FOLLOWS} things; with this it would be {many}. Remove some first."
        )


async def _check_turn(tx: Tx) -> None:
    key = hashlib.sha256(f"sources follow\0{tx.person}".encode()).digest()
    wait = await store.take_turn(tx, key, at=clock.now(), every=_EVERY, burst=_BURST)
    if wait is not None:
        seconds = max(1, math.ceil(wait.total_seconds()))
        raise TooMany(
            f"That is a lot of looking in a short time. Wait {seconds} s and try again.",
            retry_after_s=seconds,
        )
