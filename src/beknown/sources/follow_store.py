"""SQL of what a person follows elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.errors import ForeignKeyViolation

from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import new_id
from beknown.sources.outlet_types import FollowId, Place

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class FollowRow:
    """Something that is followed, with how fetching it goes; `state` is of OutletState, `trouble` of Trouble."""

    id: UUID
    kind: str
    address: str
    page: str
    title: str
    folder: str | None
    made_at: datetime
    paused_at: datetime | None
    state: str
    trouble: str | None
    status: int | None
    checked_at: datetime | None
    fetched_at: datetime | None
    next_at: datetime
    items: int


@dataclass(frozen=True, slots=True)
class OutletItem:
    """Something published by whom the person follows: calm plain text. `source` is the name of who published it."""

    id: UUID
    follow_id: UUID
    source: str
    kind: str
    title: str
    text: str
    link: str
    author: str
    language: str | None
    media_url: str | None
    media_type: str | None
    media_s: int | None
    published_at: datetime
    is_kept: bool


@dataclass(frozen=True, slots=True)
class AddedFollow:
    """The id under which it is followed."""

    id: UUID


@dataclass(frozen=True, slots=True)
class Many:
    """A count."""

    many: int


@dataclass(frozen=True, slots=True)
class Turn:
    """How long to wait for a turn; None when one was taken."""

    wait: timedelta | None


async def take_turn(tx: Tx, key: bytes, *, at: datetime, every: timedelta, burst: int) -> timedelta | None:
    """Take a turn; give how long to wait when none is left."""
    params = {"key": key, "at": at, "every": every, "burst": burst}
    return (await tx.one(_sql("take_turn"), Turn, params)).wait


async def add_follow(tx: Tx, place: Place, at: datetime, *, folder: str | None = None) -> FollowId | None:
    """Follow an address, in a folder or in none; None where the person does so already."""
    params = {
        "person": tx.person,
        "id": new_id(),
        "kind": place.kind,
        "address": place.address,
        "page": place.page,
        "title": place.title,
        "folder": folder,
        "at": at,
    }
    added = await tx.first(_sql("add_follow"), AddedFollow, params)
    return FollowId(added.id) if added is not None else None


async def find_follows(tx: Tx) -> list[FollowRow]:
    """Give what the person follows elsewhere, latest first."""
    return await tx.all(_sql("find_follows"), FollowRow, {"person": tx.person})


async def get_follow(tx: Tx, follow: UUID) -> FollowRow:
    """Give one thing that the person follows elsewhere.

    Raises:
        NotFound: They don't.
    """
    return await tx.one(_sql("get_follow"), FollowRow, {"person": tx.person, "id": follow})


async def count_follows(tx: Tx) -> int:
    """Count what the person follows elsewhere."""
    return (await tx.one(_sql("count_follows"), Many, {"person": tx.person})).many


async def set_paused(tx: Tx, follow: UUID, at: datetime | None) -> None:
    """Pause from a moment on, or go on.

    Raises:
        NotFound: The person doesn't follow it.
    """
    if await tx.run(_sql("set_paused"), {"person": tx.person, "id": follow, "at": at}) == 0:
        raise NotFound("You don't follow this (any more).")


async def set_folder(tx: Tx, follow: UUID, folder: str | None) -> None:
    """Put it into a folder, or into none.

    Raises:
        NotFound: The person doesn't follow it.
    """
    if await tx.run(_sql("set_folder"), {"person": tx.person, "id": follow, "folder": folder}) == 0:
        raise NotFound("You don't follow this (any more).")


async def fill_folders(tx: Tx, folders: Sequence[tuple[str, str]]) -> None:
    """Put what the person follows into folders, by its address; whatever is in one stays there."""
    columns = as_columns(("address", "folder"), folders)
    await tx.run(_sql("fill_folders"), {"person": tx.person, **columns})


async def set_gone(tx: Tx, follow: UUID, at: datetime | None) -> None:
    """Stop following, or go on as if that had never been.

    Raises:
        NotFound: The person didn't follow it, or it is gone for good.
    """
    if await tx.run(_sql("set_gone"), {"person": tx.person, "id": follow, "at": at}) == 0:
        raise NotFound("You don't follow this (any more). Add it anew.")


async def purge_follow(tx: Tx, follow: UUID, before: datetime) -> None:
    """Delete what the person stopped following before a moment."""
    await tx.run(_sql("purge_follow"), {"person": tx.person, "id": follow, "before": before})


async def find_items(
    tx: Tx, *, before: tuple[datetime, UUID], limit: int, each: int, follow: UUID | None = None
) -> list[OutletItem]:
    """Give what those published whom the person follows, or one of them: newest first, after a place in that order.

    Of each of them at most `each`, the newest: below `limit`, some older ones are left out.
    """
    params = {
        "person": tx.person,
        "before_at": before[0],
        "before_id": before[1],
        "limit": limit,
        "each": each,
        "follow": follow,
    }
    return await tx.all(_sql("find_outlet_items"), OutletItem, params)


async def find_items_by_id(tx: Tx, ids: Sequence[UUID]) -> list[OutletItem]:
    """Give items by their ids, in no order; what the person may not see isn't among them."""
    return await tx.all(_sql("find_outlet_items_by_id"), OutletItem, {"person": tx.person, "ids": list(ids)})


async def keep_item(tx: Tx, item: UUID, at: datetime) -> None:
    """Keep an item to read later.

    Raises:
        NotFound: There is none that the person sees.
    """
    try:
        await tx.run(_sql("keep_item"), {"person": tx.person, "item": item, "at": at})
    except ForeignKeyViolation as error:
        raise NotFound("What you want to keep isn't there (any more).") from error


async def drop_item(tx: Tx, item: UUID) -> None:
    """Keep an item no longer."""
    await tx.run(_sql("drop_item"), {"person": tx.person, "item": item})
