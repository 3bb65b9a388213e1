"""SQL of people: profiles, follows, blocks."""

from dataclasses import dataclass
from uuid import UUID

from psycopg.errors import UniqueViolation

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.errors import Conflict
from beknown.kit.ids import EventId
from beknown.social.types import PersonCard, Profile

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class FollowCounts:
    """How many follow somebody, and how many they follow."""

    followers: int
    followed: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody who is blocked."""

    id: UUID
    handle: str
    name: str


async def set_profile(tx: Tx, *, handle: str, name: str, bio: str, is_private: bool) -> None:
    """Show oneself, or show oneself otherwise.

    Raises:
        Conflict: Somebody else has the handle.
    """
    params = {"handle": handle, "name": name, "bio": bio, "is_private": is_private}
    try:
        await tx.run(_sql("set_profile"), {"person": tx.person, "at": clock.now(), **params})
    except UniqueViolation as error:
        raise Conflict(f"Somebody else is @{handle} already. Choose another handle.") from error


async def find_profile(tx: Tx) -> Profile | None:
    """Find how the person shows themselves."""
    return await tx.first(_sql("find_profile"), Profile, {"person": tx.person})


async def set_picture(tx: Tx, picture: UUID | None) -> int:
    """Set the person's picture, or take it away; give 0 when there is no profile."""
    return await tx.run(_sql("set_picture"), {"person": tx.person, "picture": picture})


async def keep_followers(tx: Tx) -> None:
    """Say yes to everybody who follows by now."""
    await tx.run(_sql("keep_followers"), {"person": tx.person, "at": clock.now()})


async def find_people(tx: Tx, words: str, *, after_name: str, after: UUID, limit: int) -> list[PersonCard]:
    """Give a page of the people that the person may see, by name."""
    params = {"words": words, "after_name": after_name, "after": after, "limit": limit}
    return await tx.all(_sql("find_people"), PersonCard, {"person": tx.person, **params})


async def find_asking(tx: Tx) -> list[PersonCard]:
    """Give who asks to follow the person and waits for a word."""
    return await tx.all(_sql("find_asking"), PersonCard)


async def get_someone(tx: Tx, person: UUID) -> PersonCard:
    """Give one person as this one sees them."""
    return await tx.one(_sql("get_someone"), PersonCard, {"id": person})


async def count_follows(tx: Tx, whose: UUID) -> FollowCounts:
    """Count who follows somebody, and whom they follow."""
    return await tx.one(_sql("count_follows"), FollowCounts, {"whose": whose})


async def add_follow(tx: Tx, followed: UUID, event: EventId) -> None:
    """Follow somebody, or ask to."""
    await tx.run(
        _sql("add_follow"), {"person": tx.person, "followed": followed, "event": event, "at": clock.now()}
    )


async def delete_follow(tx: Tx, followed: UUID) -> int:
    """Follow somebody no more; the event goes with it."""
    return await tx.run(_sql("delete_follow"), {"person": tx.person, "followed": followed})


async def set_answer(tx: Tx, follower: UUID, *, is_accepted: bool) -> None:
    """Let somebody follow the person, or not."""
    params = {"follower": follower, "is_accepted": is_accepted, "at": clock.now()}
    await tx.run(_sql("set_answer"), {"person": tx.person, **params})


async def add_block(tx: Tx, blocked: UUID) -> None:
    """Block somebody."""
    await tx.run(_sql("add_block"), {"person": tx.person, "blocked": blocked, "at": clock.now()})


async def delete_block(tx: Tx, blocked: UUID) -> int:
    """Block somebody no more."""
    return await tx.run(_sql("delete_block"), {"person": tx.person, "blocked": blocked})


async def find_blocked(tx: Tx) -> list[Blocked]:
    """Give whom the person blocked, the latest first."""
    return await tx.all(_sql("find_blocked"), Blocked)
