"""SQL of what was put on a person's feed, what they did with it, and how they steer it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from pgvector import HalfVector
from psycopg.errors import ForeignKeyViolation

from beknown.feed.types import Deed, Reason, RunId, Shown
from beknown.kit import clock
from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import EventId
from beknown.models import Vector

_sql = SqlFiles(__file__)

NOT_LEARNED = 0
"""The version of figures that no model learns from: only posts can be liked or answered, and models are of posts."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """Something in its place on a page."""

    kind: str
    author_id: UUID | None
    item_id: UUID
    position: int
    propensity: float
    is_exploring: bool
    value: float
    reasons: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class IdRow:
    """An id: of a wish for less, or of a person."""

    id: UUID


@dataclass(frozen=True, slots=True)
class UnembeddedRow:
    """A post whose meaning is yet to be known."""

    id: UUID
    event_id: UUID
    text: str


async def set_setting(tx: Tx, *, weights: Mapping[str, float], has_made: bool) -> None:
    """Set the person's feed."""
    params = {"weights": json.dumps(dict(weights)), "has_made": has_made, "at": clock.now()}
    await tx.run(_sql("set_setting"), {"person": tx.person, **params})


async def find_page(tx: Tx, run: RunId, *, start: int, size: int) -> list[PlacedRow]:
    """Give what was put on a page, in its order."""
    params = {"run": run, "start": start, "size": size}
    return await tx.all(_sql("find_page"), PlacedRow, {"person": tx.person, **params})


async def add_impressions(tx: Tx, run: RunId, shown: Sequence[Shown], *, version: int, at: datetime) -> int:
    """Note what is put on a page; what stands at a position already stays. Gives how many were noted.

    Args:
        tx: A transaction with purpose `feed`.
        run: Whose page it is.
        shown: What stands on it.
        version: Of the figures. What isn't a post is noted as `NOT_LEARNED` instead.
        at: Now.
    """
    rows = orjson.dumps([_as_row(each, version) for each in shown]).decode()
    return await tx.run(_sql("add_impressions"), {"person": tx.person, "run": run, "at": at, "shown": rows})


def _as_row(shown: Shown, version: int) -> dict[str, object]:
    return {
        "position": shown.position,
        "kind": shown.item.kind,
        "author_id": shown.item.author,
        "item_id": shown.item.id,
        "propensity": shown.propensity,
        "is_exploring": shown.is_exploring,
        "value": shown.value,
        "version": version if shown.item.kind == "post" else NOT_LEARNED,
        "features": shown.features,
        "reasons": [_as_reason(each) for each in shown.reasons],
    }


def _as_reason(reason: Reason) -> dict[str, object]:
    named = {"author": reason.because.author, "id": reason.because.id} if reason.because else {}
    rule = {"rule": reason.rule} if reason.rule else {}
    return {"cause": reason.cause, "share": round(reason.share, 4), **named, **rule}


async def add_deeds(tx: Tx, deeds: Sequence[Deed], at: datetime) -> None:
    """Note what the person did with things on their pages."""
    rows = ((each.run, each.position, each.action, each.seconds) for each in deeds)
    columns = as_columns(("run_id", "position", "action", "seconds"), rows)
    await tx.run(_sql("add_deeds"), {"person": tx.person, "at": at, **columns})


async def set_looked_at(tx: Tx, places: Sequence[tuple[RunId, int]], at: datetime) -> None:
    """Note that the person looked at things on their pages."""
    columns = as_columns(("run_id", "position"), places)
    await tx.run(_sql("set_looked_at"), {"person": tx.person, "at": at, **columns})


async def add_less(tx: Tx, less: UUID, *, author: UUID, post: UUID, event: EventId) -> None:
    """Note that the person wants less of what is like a post.

    Raises:
        NotFound: The post is gone.
    """
    params = {"id": less, "author": author, "post": post, "event": event, "at": clock.now()}
    try:
        await tx.run(_sql("add_less"), {"person": tx.person, **params})
    except ForeignKeyViolation as error:
        raise NotFound("This post is gone; there is nothing more of it to hide.") from error


async def find_less_of(tx: Tx, *, author: UUID, post: UUID) -> UUID | None:
    """Give which wish for less stands for a post, if any."""
    row = await tx.first(_sql("find_less_of"), IdRow, {"person": tx.person, "author": author, "post": post})
    return row.id if row else None


async def delete_less(tx: Tx, less: UUID) -> int:
    """Take back a wish for less; its event goes with it."""
    return await tx.run(_sql("delete_less"), {"person": tx.person, "id": less})


@dataclass(frozen=True, slots=True)
class LessSourceRow:
    """A source of which the person wants less: how often they said so, and when last."""

    follow_id: UUID
    times: int
    last_at: datetime


async def add_less_source(tx: Tx, less: UUID, *, follow: UUID, item: UUID, event: EventId) -> None:
    """Note that the person wants less of a source, by one of its items."""
    params = {"id": less, "follow": follow, "item": item, "event": event, "at": clock.now()}
    await tx.run(_sql("add_less_source"), {"person": tx.person, **params})


async def find_less_source_of(tx: Tx, item: UUID) -> UUID | None:
    """Give which wish for less of a source stands for an item, if any."""
    row = await tx.first(_sql("find_less_source_of"), IdRow, {"person": tx.person, "item": item})
    return row.id if row else None


async def find_less_sources(tx: Tx, *, most: int) -> list[LessSourceRow]:
    """Give which sources the person wants less of, each once, the latest wish first."""
    return await tx.all(_sql("find_less_sources"), LessSourceRow, {"person": tx.person, "most": most})


async def delete_less_source(tx: Tx, less: UUID) -> int:
    """Take back a wish for less of a source; its event goes with it."""
    return await tx.run(_sql("delete_less_source"), {"person": tx.person, "id": less})


async def delete_less_source_of(tx: Tx, follow: UUID) -> int:
    """Take back all wishes for less of a source; their events go with them. Gives how many there were."""
    return await tx.run(_sql("delete_less_source_of"), {"person": tx.person, "follow": follow})


async def find_unembedded(tx: Tx, *, space: str, most: int) -> list[UnembeddedRow]:
    """Give posts of the person whose meaning isn't known yet."""
    return await tx.all(
        _sql("find_unembedded"), UnembeddedRow, {"person": tx.person, "space": space, "most": most}
    )


async def put_vectors(tx: Tx, space: str, rows: Sequence[UnembeddedRow], vectors: Sequence[Vector]) -> None:
    """Keep what posts mean."""
    columns = as_columns(
        ("post_id", "event_id", "vector"),
        ((row.id, row.event_id, HalfVector(vector)) for row, vector in zip(rows, vectors, strict=True)),
    )
    await tx.run(_sql("put_vectors"), {"person": tx.person, "space": space, "at": clock.now(), **columns})


@dataclass(frozen=True, slots=True)
class UnnotedRow:
    """A page that isn't in the log yet."""

    run_id: UUID
    first: int
    made_at: datetime
    positions: list[int]
    items: list[UUID]


@dataclass(frozen=True, slots=True)
class UnnotedDeedRow:
    """Something done with an item that isn't in the log yet."""

    run_id: UUID
    position: int
    action: str
    seconds: int | None
    at: datetime
    kind: str
    author_id: UUID | None
    item_id: UUID


async def find_unnoted(tx: Tx, *, most: int) -> list[UnnotedRow]:
    """Give pages that aren't in the log yet."""
    return await tx.all(_sql("find_unnoted"), UnnotedRow, {"person": tx.person, "most": most})


async def find_unnoted_people(tx: Tx, *, most: int) -> list[UUID]:
    """Give people who have pages or deeds that aren't in the log yet; `tx` is nobody's, for purpose `safety`."""
    return [row.id for row in await tx.all(_sql("find_unnoted_people"), IdRow, {"most": most})]


async def set_noted(tx: Tx, pages: Sequence[tuple[UnnotedRow, EventId]]) -> None:
    """Note which event tells of each page."""
    rows = ((page.run_id, page.made_at, event) for page, event in pages)
    columns = as_columns(("run_id", "made_at", "event_id"), rows)
    await tx.run(_sql("set_noted"), {"person": tx.person, **columns})


async def find_unnoted_deeds(tx: Tx, *, most: int) -> list[UnnotedDeedRow]:
    """Give deeds that aren't in the log yet, the oldest first."""
    return await tx.all(_sql("find_unnoted_deeds"), UnnotedDeedRow, {"person": tx.person, "most": most})


async def set_deeds_noted(tx: Tx, deeds: Sequence[tuple[UnnotedDeedRow, EventId]]) -> None:
    """Note which event tells of each deed."""
    rows = ((deed.run_id, deed.position, deed.action, event) for deed, event in deeds)
    columns = as_columns(("run_id", "position", "action", "event_id"), rows)
    await tx.run(_sql("set_deeds_noted"), {"person": tx.person, **columns})


async def sweep_feed(tx: Tx, before: datetime) -> None:
    """Delete what was put on pages before a moment."""
    await tx.run(_sql("sweep_feed"), {"before": before})
