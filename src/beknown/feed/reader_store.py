"""SQL of what is known of who reads, for their feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.feed.token import PAGE, PageToken
from beknown.feed.types import ItemRef
from beknown.kit.columns import as_columns
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """What is known of who reads. Bytes are in network byte order, end to end; None where there is nothing.

    Args:
        followed: Ids of people, 16 bytes each, as in `followers`, `hidden` and `muted`.
        liked: Author and id of each post, when (seconds since 1970) and whether it can be read: 16, 16, 8 and 1 byte,
            the latest first.
        less: As `liked`, of what the person wants less of.
        looked_at: Ids of items, 16 bytes each, as in `put` (once for each time) and `in_run`.
        close: Each author, and how much the person did with posts of theirs: 16 and 8 bytes.
        is_noted: Whether the page that is asked for is noted already.
        has_rules: Whether a rule isn't over.
        has_sources: Whether the person follows a source.
        has_made_items: Whether something was made for them that didn't expire.
        has_circle: Whether there may be posts for them that not everybody sees.
    """

    followed: bytes | None
    followers: bytes | None
    hidden: bytes | None
    muted: bytes | None
    liked: bytes | None
    less: bytes | None
    looked_at: bytes | None
    put: bytes | None
    close: bytes | None
    in_run: bytes | None
    is_noted: bool
    weights: dict[str, float]
    has_made: bool
    widening: float
    has_profile: bool
    has_rules: bool
    has_sources: bool
    has_made_items: bool
    has_circle: bool


@dataclass(frozen=True, slots=True)
class Since:
    """From when on what a person did counts: for whom they are close to, and for what they met."""

    close: datetime
    met: datetime


@dataclass(frozen=True, slots=True)
class Most:
    """How much is read at most."""

    liked: int
    less: int
    met: int


@dataclass(frozen=True, slots=True)
class VectorRow:
    """What a post means, as PostgreSQL sends a halfvec."""

    id: UUID
    space: str
    vector: bytes


@dataclass(frozen=True, slots=True)
class SourceTieRow:
    """What the person did with a source they follow: how often they hid something of it, how much they opened."""

    follow_id: UUID
    less: int
    amount: float


@dataclass(frozen=True, slots=True)
class LessRow:
    """Something that the person wants less of."""

    id: UUID
    author_id: UUID
    post_id: UUID
    made_at: datetime
    space: str | None
    vector: bytes | None


@dataclass(frozen=True, slots=True)
class CircleRow:
    """A post that not everybody may see, and the times of the latest reactions to it."""

    author_id: UUID
    id: UUID
    made_at: datetime
    letters: int
    has_image: bool
    space: str | None
    vector: bytes | None
    likes: int
    replies: int
    deeds_at: list[datetime]


@dataclass(frozen=True, slots=True)
class SettingRow:
    """How the person set their feed, and whether they show themselves."""

    weights: dict[str, float]
    has_made: bool
    has_profile: bool


async def find_reader(tx: Tx, *, at: datetime, page: PageToken, since: Since, most: Most) -> ReaderRow:
    """Give what is known of who reads, and what of the page that is asked for was put on theirs already."""
    params = {
        "person": tx.person, "at": at, "run": page.run, "start": page.start, "size": PAGE, "close_since": since.close,
        "met_since": since.met, "most_liked": most.liked, "most_less": most.less, "most_met": most.met,
    }  # fmt: skip
    return await tx.one(_sql("find_reader"), ReaderRow, params)


async def find_vectors(tx: Tx, posts: Sequence[ItemRef]) -> list[VectorRow]:
    """Give what posts mean, as far as the person may read them."""
    columns = as_columns(("authors", "ids"), ((each.author, each.id) for each in posts))
    return await tx.all(_sql("find_vectors"), VectorRow, columns)


async def find_source_ties(
    tx: Tx, *, at: datetime, since: datetime, less_since: datetime
) -> list[SourceTieRow]:
    """Give what the person did with each source they follow, where they did anything."""
    params = {"person": tx.person, "at": at, "since": since, "less_since": less_since}
    return await tx.all(_sql("find_source_ties"), SourceTieRow, params)


async def find_less(tx: Tx, *, most: int) -> list[LessRow]:
    """Give what the person wants less of, the latest first."""
    return await tx.all(_sql("find_less"), LessRow, {"person": tx.person, "most": most})


async def find_circle(tx: Tx, *, since: datetime, each: int, most: int) -> list[CircleRow]:
    """Give the newest posts that are for the person among others, not for everybody; so many of each author."""
    return await tx.all(_sql("find_circle"), CircleRow, {"since": since, "each": each, "most": most})


async def find_setting(tx: Tx) -> SettingRow:
    """Give how the person set their feed."""
    return await tx.one(_sql("find_setting"), SettingRow, {"person": tx.person})
