"""SQL of what is known of who reads, for their feed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class TieRow:
    """What somebody is to the person."""

    id: UUID
    tie: str


@dataclass(frozen=True, slots=True)
class LikedRow:
    """Something that the person liked, saved or answered; `vector` as PostgreSQL sends a halfvec."""

    author_id: UUID
    id: UUID
    made_at: datetime
    space: str | None
    vector: bytes | None


@dataclass(frozen=True, slots=True)
class ClosenessRow:
    """How much the person did with posts of an author."""

    author_id: UUID
    amount: float


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
class MetRow:
    """Ids, 16 bytes each."""

    looked_at: bytes
    put: bytes


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


async def find_ties(tx: Tx) -> list[TieRow]:
    """Give who is what to the person."""
    return await tx.all(_sql("find_ties"), TieRow, {"person": tx.person})


async def find_liked(tx: Tx, *, most: int) -> list[LikedRow]:
    """Give what the person liked, saved or answered lately, the latest first."""
    return await tx.all(_sql("find_liked"), LikedRow, {"person": tx.person, "most": most})


async def find_closeness(tx: Tx, *, at: datetime, since: datetime) -> list[ClosenessRow]:
    """Give how much the person did with posts of each author."""
    return await tx.all(_sql("find_closeness"), ClosenessRow, {"person": tx.person, "at": at, "since": since})


async def find_source_ties(
    tx: Tx, *, at: datetime, since: datetime, less_since: datetime
) -> list[SourceTieRow]:
    """Give what the person did with each source they follow, where they did anything."""
    params = {"person": tx.person, "at": at, "since": since, "less_since": less_since}
    return await tx.all(_sql("find_source_ties"), SourceTieRow, params)


async def find_less(tx: Tx, *, most: int) -> list[LessRow]:
    """Give what the person wants less of, the latest first."""
    return await tx.all(_sql("find_less"), LessRow, {"person": tx.person, "most": most})


async def find_met(tx: Tx, *, since: datetime, most: int) -> MetRow:
    """Give what the person met since a moment."""
    return await tx.one(_sql("find_met"), MetRow, {"person": tx.person, "since": since, "most": most})


async def find_circle(tx: Tx, *, since: datetime, each: int, most: int) -> list[CircleRow]:
    """Give the newest posts that are for the person among others, not for everybody; so many of each author."""
    return await tx.all(_sql("find_circle"), CircleRow, {"since": since, "each": each, "most": most})


async def find_setting(tx: Tx) -> SettingRow:
    """Give how the person set their feed."""
    return await tx.one(_sql("find_setting"), SettingRow, {"person": tx.person})
