"""SQL of what a server process keeps of posts that are for everyone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class PublicPost:
    """Figures of a post; `vector` as PostgreSQL sends a halfvec."""

    author_id: UUID
    id: UUID
    made_at: datetime
    letters: int
    has_image: bool
    space: str | None
    vector: bytes | None


@dataclass(frozen=True, slots=True)
class PublicVector:
    """What a post means, as PostgreSQL sends a halfvec."""

    author_id: UUID
    id: UUID
    space: str
    vector: bytes


@dataclass(frozen=True, slots=True)
class PublicDeedRow:
    """Somebody reacted or replied to a post."""

    person_id: UUID
    author_id: UUID
    id: UUID
    is_reply: bool
    made_at: datetime


async def find_public_posts(tx: Tx, *, after: UUID, before: UUID, most: int) -> list[PublicPost]:
    """Give posts that are for everyone, the newest first, between two ids."""
    return await tx.all(
        _sql("find_public_posts"), PublicPost, {"after": after, "before": before, "most": most}
    )


async def find_public_vectors(tx: Tx, since: datetime) -> list[PublicVector]:
    """Give vectors made since a moment."""
    return await tx.all(_sql("find_public_vectors"), PublicVector, {"since": since})


async def find_public_deeds(tx: Tx, since: datetime) -> list[PublicDeedRow]:
    """Give who reacted and replied since a moment."""
    return await tx.all(_sql("find_public_deeds"), PublicDeedRow, {"since": since})
