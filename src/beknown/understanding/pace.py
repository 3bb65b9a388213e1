"""When to work on what comes in a talk: soon after its first words, and now and then while it goes on."""

from collections import OrderedDict
from datetime import datetime, timedelta

from beknown.kit import clock
from beknown.kit.ids import PersonId

FEW = 4
TALK_TIME = timedelta(seconds=3)
"""A question and its answer are worked on together when both are there, not while the answer is made."""

REST = timedelta(seconds=30)
"""While a talk goes on, its words are worked on no more often: each turn can be found by its words at once."""

MOST_TALKING = 10_000

_planned: OrderedDict[PersonId, datetime] = OrderedDict()
"""When work was last planned for somebody. It is a hint of this process: without it, work is done sooner."""


def after_talk(person: PersonId, count: int) -> datetime | None:
    """Give when to work on so many new events of a person; None for at once, as many come from no talk."""
    if count > FEW:
        return None
    now = clock.now()
    last = _planned.get(person)
    if last is None or last > now + REST:  # a clock that was put back
        at = now + TALK_TIME
    elif last > now:
        at = last
    else:
        at = max(now + TALK_TIME, last + REST)
    _planned[person] = at
    _planned.move_to_end(person)
    if len(_planned) > MOST_TALKING:
        _planned.popitem(last=False)
    return at
