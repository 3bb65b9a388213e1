"""The one clock. Code asks `now()`; tests hold it still with `frozen`."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen_at: ContextVar[datetime | None] = ContextVar("frozen_at", default=None)


def now() -> datetime:
    """Tell the present moment, aware and in UTC."""
    return _frozen_at.get() or datetime.now(UTC)


@contextmanager
def frozen(at: datetime) -> Generator[datetime]:
    """Hold `now()` at one moment for the code inside the block.

    Args:
        at: The moment; must be aware.
    """
    token = _frozen_at.set(at.astimezone(UTC))
    try:
        yield at
    finally:
        _frozen_at.reset(token)
