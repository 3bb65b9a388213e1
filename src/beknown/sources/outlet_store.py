"""SQL of outlets as the server itself fetches them, in the name of nobody."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import new_id
from beknown.sources.outlet_items import CleanItem
from beknown.sources.outlet_pace import Pace
from beknown.sources.outlet_types import OutletKind, Place

_ITEM = (
    "id", "key", "title", "text", "link", "author", "language", "media_url", "media_type", "media_s", "published_at",
)  # fmt: skip
_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class HostRow:
    """What is known of a machine."""

    robots: str | None
    robots_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueHost:
    """A machine with outlets that are due."""

    host: str


@dataclass(frozen=True, slots=True)
class DueOutlet:
    """An outlet that is due, and what it was last."""

    id: UUID
    kind: str
    address: str
    etag: str | None
    modified: str | None
    failures: int


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet's id, and how often in a row it couldn't be read."""

    id: UUID
    failures: int


@dataclass(frozen=True, slots=True)
class Published:
    """When an item came out."""

    published_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What an outlet said of itself when it was read."""

    kind: OutletKind
    title: str
    page: str
    etag: str | None
    modified: str | None


async def find_host(tx: Tx, host: str) -> HostRow | None:
    """Give what is known of a machine."""
    return await tx.first(_sql("find_host"), HostRow, {"host": host})


async def set_robots(tx: Tx, host: str, robots: str, at: datetime) -> None:
    """Keep what a machine allows to programs."""
    await tx.run(_sql("set_robots"), {"host": host, "robots": robots, "at": at})


async def find_due_hosts(tx: Tx, at: datetime, far: datetime, limit: int) -> list[str]:
    """Give the machines that may be asked now and have outlets that are due; what is due after `far` is due now."""
    rows = await tx.all(_sql("find_due_hosts"), DueHost, {"at": at, "far": far, "limit": limit})
    return [row.host for row in rows]


async def claim_host(tx: Tx, host: str, *, at: datetime, until: datetime, far: datetime) -> bool:
    """Take a machine to ask it alone; False where somebody else has it."""
    params = {"host": host, "at": at, "until": until, "far": far}
    return await tx.run(_sql("claim_host"), params) == 1


async def release_host(tx: Tx, host: str, at: datetime) -> None:
    """Let a machine be asked again from a moment on."""
    await tx.run(_sql("release_host"), {"host": host, "at": at})


async def find_due_outlets(tx: Tx, host: str, *, at: datetime, far: datetime, limit: int) -> list[DueOutlet]:
    """Give the outlets on a machine that are due."""
    params = {"host": host, "at": at, "far": far, "limit": limit}
    return await tx.all(_sql("find_due_outlets"), DueOutlet, params)


async def set_outlet(tx: Tx, place: Place, at: datetime) -> OutletRow:
    """Note where an outlet is, as it was just found."""
    params = {
        "id": new_id(),
        "kind": place.kind,
        "address": place.address,
        "page": place.page,
        "title": place.title,
        "at": at,
    }
    return await tx.one(_sql("set_outlet"), OutletRow, params)


async def add_items(tx: Tx, outlet: UUID, items: Sequence[CleanItem], at: datetime) -> None:
    """Keep what an outlet published; no two items may have the same key."""
    # Oldest first, so that ids made in a row sort like the items do.
    columns = as_columns(_ITEM, [(new_id(), *astuple(item)) for item in reversed(items)])
    await tx.run(_sql("add_items"), {**columns, "outlet": outlet, "at": at})


async def find_published(tx: Tx, outlet: UUID, limit: int = 10) -> list[datetime]:
    """Give when the newest items of an outlet came out."""
    rows = await tx.all(_sql("find_published"), Published, {"outlet": outlet, "limit": limit})
    return [row.published_at for row in rows]


async def note_good(tx: Tx, outlet: UUID, seen: Seen, pace: Pace, at: datetime) -> None:
    """Note that an outlet was read."""
    params = {
        "id": outlet,
        "kind": seen.kind,
        "title": seen.title,
        "page": seen.page,
        "etag": seen.etag,
        "modified": seen.modified,
        "next_at": pace.next_at,
        "at": at,
    }
    await tx.run(_sql("note_good"), params)


async def note_unchanged(tx: Tx, outlet: UUID, pace: Pace, at: datetime) -> None:
    """Note that an outlet is as it was."""
    await tx.run(_sql("note_unchanged"), {"id": outlet, "next_at": pace.next_at, "at": at})


async def note_trouble(
    tx: Tx, outlet: UUID, pace: Pace, at: datetime, *, trouble: str, status: int | None
) -> None:
    """Note that an outlet couldn't be read, and why."""
    params = {
        "id": outlet,
        "state": pace.state,
        "trouble": trouble,
        "status": status,
        "failures": pace.failures,
        "next_at": pace.next_at,
        "at": at,
    }
    await tx.run(_sql("note_trouble"), params)


async def trim_items(tx: Tx, outlet: UUID, kept: int) -> None:
    """Delete what is older than so many newest items of an outlet, but for what somebody keeps."""
    await tx.run(_sql("trim_items"), {"outlet": outlet, "kept": kept})


async def sweep_outlets(tx: Tx, before: datetime) -> None:
    """Delete outlets made before a moment that nobody follows, and what is known of machines without any."""
    await tx.run(_sql("sweep_outlets"), {"before": before})
    await tx.run(_sql("sweep_hosts"), {"before": before})
