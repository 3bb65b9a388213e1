"""SQL of what is made for a person on their feed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from beknown.feed.made_types import Draft, Material
from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import EventId

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class MadeRow:
    """Something that was made; `lines` as JSON has them."""

    id: UUID
    kind: str
    subject: str
    about: str
    lines: list[dict[str, object]]
    model: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class MadeSourceRow:
    """A source of something that was made."""

    made_id: UUID
    number: int
    event_id: UUID | None
    author_id: UUID | None
    post_id: UUID | None
    item_id: UUID | None
    digest: str


@dataclass(frozen=True, slots=True)
class WordsRow:
    """An event with words."""

    id: UUID
    type: str
    speaker: str | None
    is_mine: bool
    text: str
    occurred_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefRow:
    """Names a post."""

    author_id: UUID
    id: UUID


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """The post at the root of a thread, and how many posts answer there."""

    author_id: UUID
    id: UUID
    replies: int


@dataclass(frozen=True, slots=True)
class LessMadeRow:
    """A kind of which the person wants less: how often they said so, and when last."""

    kind: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class IdRow:
    """Somebody whose turn it is, or something that was made."""

    id: UUID


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class LookRow:
    """When it is looked for something to make the next time."""

    next_at: datetime


@dataclass(frozen=True, slots=True)
class SettledRow:
    """How far the interests of a person are settled; None without any."""

    settled: int | None


async def find_made(tx: Tx, at: datetime, ids: Sequence[UUID] | None = None) -> list[MadeRow]:
    """Give what was made and is to be shown now; none where the person switched it off. All of it, or these."""
    params = {"at": at, "ids": None if ids is None else list(ids)}
    return await tx.all(_sql("find_made"), MadeRow, {"person": tx.person, **params})


async def find_made_sources(tx: Tx, ids: Sequence[UUID]) -> list[MadeSourceRow]:
    """Give the sources of what was made, by their numbers."""
    return await tx.all(_sql("find_made_sources"), MadeSourceRow, {"person": tx.person, "ids": list(ids)})


async def find_words(tx: Tx, ids: Sequence[UUID]) -> list[WordsRow]:
    """Give events with words, as far as they may serve the purpose; posts that were taken away aren't among them."""
    return await tx.all(_sql("find_words"), WordsRow, {"person": tx.person, "ids": list(ids)})


async def find_own_words(tx: Tx, starts: Sequence[datetime], ends: Sequence[datetime]) -> list[WordsRow]:
    """Give what the person said within spans of time, as far as it may serve the purpose, the earliest first."""
    params = {"starts": list(starts), "ends": list(ends)}
    return await tx.all(_sql("find_own_words"), WordsRow, {"person": tx.person, **params})


async def find_long_threads(
    tx: Tx, *, since: datetime, grown_since: datetime, fewest: int, most: int
) -> list[ThreadRow]:
    """Give long threads that the person took part in or saved, those that grew last first."""
    params = {"since": since, "grown_since": grown_since, "fewest": fewest, "most": most}
    return await tx.all(_sql("find_long_threads"), ThreadRow, {"person": tx.person, **params})


async def find_thread_posts(tx: Tx, *, author: UUID, root: UUID, most: int) -> list[RefRow]:
    """Name the posts that answer in a thread, the latest first."""
    return await tx.all(_sql("find_thread_posts"), RefRow, {"author": author, "root": root, "most": most})


async def find_answers_to_me(tx: Tx, *, since: datetime, most: int) -> list[RefRow]:
    """Name the posts with which others answered the person, the latest first."""
    return await tx.all(
        _sql("find_answers_to_me"), RefRow, {"person": tx.person, "since": since, "most": most}
    )


async def find_new_of_followed(tx: Tx, *, since: datetime, most: int) -> list[RefRow]:
    """Name posts of those whom the person follows, the latest first."""
    return await tx.all(_sql("find_new_of_followed"), RefRow, {"since": since, "most": most})


async def find_shown_posts(tx: Tx, *, since: datetime, most: int) -> list[RefRow]:
    """Name posts that stood on the person's feed, the latest first."""
    return await tx.all(_sql("find_shown_posts"), RefRow, {"person": tx.person, "since": since, "most": most})


async def add_made(tx: Tx, draft: Draft, *, model: str | None, at: datetime) -> None:
    """Keep something that was made, with its sources; what is there already stays."""
    made = draft.id_for(tx.person)
    params = {
        "id": made, "kind": draft.kind, "subject": draft.subject, "about": draft.about, "model": model,
        "lines": json.dumps([asdict(line) for line in draft.lines]), "at": at, "expires_at": draft.expires_at,
    }  # fmt: skip
    if await tx.run(_sql("add_made"), {"person": tx.person, **params}):
        columns = as_columns(
            ("number", "event_id", "author_id", "post_id", "item_id", "digest"),
            (_as_row(number, each) for number, each in enumerate(draft.materials, start=1)),
        )
        await tx.run(_sql("add_made_sources"), {"person": tx.person, "made": made, **columns})


def _as_row(number: int, material: Material) -> tuple[object, ...]:
    ref = material.ref
    event, post, item = (ref.id if ref.kind == kind else None for kind in ("event", "post", "item"))
    return (number, event, ref.author if post else None, post, item, material.digest)


async def delete_made(tx: Tx, *, but: Sequence[UUID] = ()) -> int:
    """Delete what was made for the person, but these."""
    return await tx.run(_sql("delete_made"), {"person": tx.person, "but": list(but)})


async def find_settled(tx: Tx) -> int | None:
    """Say how far the person's interests are settled."""
    return (await tx.one(_sql("find_settled"), SettledRow, {"person": tx.person})).settled


async def set_look(tx: Tx, *, at: datetime, next_at: datetime, interests: int | None) -> None:
    """Note that it was looked for something to make, and when it is the next time."""
    params = {"at": at, "next_at": next_at, "interests": interests}
    await tx.run(_sql("set_look"), {"person": tx.person, **params})


async def find_look(tx: Tx) -> datetime | None:
    """Say when it is looked for something to make the next time; None where it never was."""
    row = await tx.first(_sql("find_look"), LookRow, {"person": tx.person})
    return row.next_at if row else None


async def find_resting(tx: Tx, at: datetime) -> frozenset[str]:
    """Give the kinds that rest at a moment, because the person wanted less of them."""
    return frozenset(row.kind for row in await tx.all(_sql("find_resting"), KindRow, {"at": at}))


async def find_looked(tx: Tx) -> frozenset[UUID]:
    """Give the ids of what the person looked at or hid: it isn't shown again, and so not made again."""
    rows = await tx.all(_sql("find_looked_made"), IdRow, {"person": tx.person})
    return frozenset(row.id for row in rows)


async def sweep_made(tx: Tx, at: datetime) -> None:
    """Delete what was made for people and isn't shown any more; for the worker, in the name of nobody."""
    await tx.run(_sql("sweep_made"), {"at": at})


async def find_due(tx: Tx, *, at: datetime, long: int, most: int) -> list[UUID]:
    """Give people for whom something may be made now; for the worker, in the name of nobody."""
    params = {"at": at, "long": long, "most": most}
    return [row.id for row in await tx.all(_sql("find_made_due"), IdRow, params)]


async def add_less_made(tx: Tx, less: UUID, *, kind: str, item: UUID, event: EventId, at: datetime) -> None:
    """Note that the person wants less of a kind, by one item."""
    params = {"id": less, "kind": kind, "item": item, "event": event, "at": at}
    await tx.run(_sql("add_less_made"), {"person": tx.person, **params})


async def find_less_made_of(tx: Tx, item: UUID) -> UUID | None:
    """Give which wish for less stands for an item, if any."""
    row = await tx.first(_sql("find_less_made_of"), IdRow, {"person": tx.person, "item": item})
    return row.id if row else None


async def find_less_made(tx: Tx) -> list[LessMadeRow]:
    """Give of which kinds the person wants less, each once, the latest wish first."""
    return await tx.all(_sql("find_less_made"), LessMadeRow, {"person": tx.person})


async def delete_less_made(tx: Tx, less: UUID) -> int:
    """Take back a wish for less of a kind; its event goes with it."""
    return await tx.run(_sql("delete_less_made"), {"person": tx.person, "id": less})


async def delete_less_made_kind(tx: Tx, kind: str) -> int:
    """Take back all wishes for less of a kind; their events go with them. Gives how many there were."""
    return await tx.run(_sql("delete_less_made_kind"), {"person": tx.person, "kind": kind})
