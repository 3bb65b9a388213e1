"""When an outlet is asked again. Pure."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

from beknown.sources.outlet_types import LAST_RETRY_S, OutletState

SOONEST = timedelta(minutes=30)
LATEST = timedelta(hours=12)
LEFT_ALONE = timedelta(days=1)
"""At most so long an outlet that works is left alone, whatever it asks for."""

FIRST_RETRY = timedelta(hours=1)
LAST_RETRY = timedelta(seconds=LAST_RETRY_S)
DEAD_AFTER = 10
"""So many failures in a row, which take some three weeks, and an outlet counts as dead: it is asked once a week."""

FAR = timedelta(days=9)
"""What is to come later than that was written under a clock that went wrong."""

_LOOKED_AT = 10
_SPREAD = 0.1


@dataclass(frozen=True, slots=True)
class Pace:
    """How an outlet stands after it was asked, and when it is asked again."""

    state: OutletState
    failures: int
    next_at: datetime


def pace_of_good(published: Sequence[datetime], at: datetime, *, pause_s: int = 0) -> Pace:
    """Say when an outlet that works is asked again: twice as often as it publishes, between half an hour and 12 hours.

    Args:
        published: When its latest things came out, in any order.
        at: Now.
        pause_s: How long it asks to be left alone; that is done, up to a day.
    """
    latest = sorted(published, reverse=True)[:_LOOKED_AT]
    gaps = [earlier - later for earlier, later in pairwise(latest)]
    usual = sorted(gaps)[len(gaps) // 2] / 2 if gaps else LATEST
    # Who has been silent for long is asked seldom, however fast it once was.
    silence = (at - latest[0]) / 4 if latest else LATEST
    pause = min(max(SOONEST, usual, silence), LATEST)
    asked = min(timedelta(seconds=pause_s), LEFT_ALONE)
    return Pace("good", 0, at + _spread(max(pause, asked)))


def pace_of_failure(failures: int, at: datetime, *, wait_s: int = 0) -> Pace:
    """Say when an outlet that failed is asked again: after an hour, and each time after twice as long, up to a week.

    Args:
        failures: In a row, with this one.
        at: Now.
        wait_s: How long it asks to be left alone; that is done, up to a week.
    """
    pause = min(FIRST_RETRY * 2 ** min(failures - 1, 20), LAST_RETRY)
    asked = min(timedelta(seconds=wait_s), LAST_RETRY)
    state: OutletState = "dead" if failures >= DEAD_AFTER else "failing"
    return Pace(state, failures, at + _spread(max(pause, asked)))


def read_wait(told: str | None, at: datetime) -> int:
    """Read the header Retry-After as seconds; 0 where it says nothing that can be read.

    Source: RFC 9110, section 10.2.3.
    """
    told = (told or "").strip()
    if told.isdigit():
        return int(told[:9])
    try:
        return max(0, int((parsedate_to_datetime(told) - at).total_seconds()))
    except (ValueError, TypeError, OverflowError):
        return 0


def read_max_age(told: str | None) -> int:
    """Read how long an answer stays good out of the header Cache-Control, in seconds.

    Source: RFC 9111, section 5.2.2.1.
    """
    for word in (told or "").lower().split(","):
        name, _, value = word.strip().partition("=")
        if name == "max-age" and value.strip('"').isdigit():
            return int(value.strip('"')[:9])
    return 0


def _spread(pause: timedelta) -> timedelta:
    """Not all at once: up to a tenth later."""
    return pause * (1 + _SPREAD * random.random())  # noqa: S311 - no secret, only so that not all come at once
