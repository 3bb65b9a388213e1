"""SQL of limits: the token buckets of the house."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class Turn:
    """How long to wait for a turn; None when one was taken."""

    wait: timedelta | None


async def take_turn(tx: Tx, key: bytes, *, at: datetime, every: timedelta, burst: int) -> timedelta | None:
    """Take a turn; give how long to wait when none is left."""
    params = {"key": key, "at": at, "every": every, "burst": burst}
    return (await tx.one(_sql("take_turn"), Turn, params)).wait
