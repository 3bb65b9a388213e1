"""Have a model trained soon, by one worker at a time, whether an operator asks or the night has come."""

from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import NOBODY
from beknown.kit.jobs import defer, is_running
from beknown.kit.telemetry import get_logger

_log = get_logger(__name__)


async def ask_training(tx: Tx, job: str) -> bool:
    """Put a training on its queue, unless one is being carried out; say whether one waits now.

    Of one kind one waits at most, and whichever workers there are, one runs at a time: each has the lock of its kind.
    """
    if await is_running(tx, job):
        return False
    await defer(tx, job, once=job, lock=job)
    return True


async def ask_nightly(db: Database, job: str) -> None:
    """Have a model trained because it is night; where that is being done already, the log says so, and that is all."""
    async with db.begin(Scope(NOBODY, "feed")) as tx:
        is_asked = await ask_training(tx, job)
    if not is_asked:
        _log.info("feed.training_runs_already", job=job)
