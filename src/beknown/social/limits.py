"""How often a person may do what others see. What is left is kept in PostgreSQL, for all server processes together."""

import hashlib
import math
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import TooMany
from beknown.social import limit_store as store


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `burst` at once; one comes back `every` so often."""

    name: str
    burst: int
    every: timedelta


POSTS = Limit("posts", 40, timedelta(seconds=30))
PICTURES = Limit("pictures", 40, timedelta(seconds=30))
VOICES = Limit("voice notes", 20, timedelta(seconds=30))
VIDEOS = Limit("videos", 10, timedelta(minutes=2))
REACTIONS = Limit("reactions", 60, timedelta(seconds=1))
MESSAGES = Limit("messages", 100, timedelta(seconds=1))
FIRST_MESSAGES = Limit("first messages in conversations", 30, timedelta(minutes=1))
GROUPS = Limit("groups and people put into them", 30, timedelta(minutes=1))
QUESTIONS = Limit("questions to @beknown", 10, timedelta(seconds=30))
QUESTIONS_HERE = Limit("questions to @beknown in one conversation", 20, timedelta(seconds=15))
FOLLOWS = Limit("follows", 30, timedelta(minutes=1))
REPORTS = Limit("reports", 20, timedelta(minutes=5))


async def check_limit(tx: Tx, limit: Limit, *, of: UUID | None = None) -> None:
    """Take a turn; it comes back when the transaction is undone.

    Args:
        tx: The open transaction.
        limit: What it is a turn of.
        of: Whose turn it is, such as a conversation's; the person's when None.

    Raises:
        TooMany: No turn is left; `retry_after_s` says when there is one.
    """
    key = hashlib.sha256(f"social {limit.name}\0{of or tx.person}".encode()).digest()
    wait = await store.take_turn(tx, key, at=clock.now(), every=limit.every, burst=limit.burst)
    if wait is not None:
        seconds = max(1, math.ceil(wait.total_seconds()))
        raise TooMany(
            f"That is a lot of {limit.name} in a short time. Wait {seconds} s and try again.",
            retry_after_s=seconds,
        )
