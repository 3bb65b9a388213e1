"""What the doctor finds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["ok", "off", "warning", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part is, and how to mend it.

    Args:
        part: Which.
        state: `off` isn't running and needn't; `warning` works but shouldn't stay so; `bad` doesn't work.
        detail: How it is.
        remedy: What to do about it; None when there is nothing to do.
    """

    part: str
    state: State
    detail: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class DatabaseReport:
    """How the database is."""

    version: str
    vector_version: str | None
    is_bound: bool
    open_tables: list[str]
    size_bytes: int
    worker_seen_at: datetime | None
    waiting_jobs: int
    failed_jobs: int
