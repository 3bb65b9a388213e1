"""The answers that are being made in this process, so that they can be stopped."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from uuid import UUID

from beknown.kit.ids import PersonId
from beknown.kit.telemetry import STREAMS

Work = Callable[[asyncio.Event], Coroutine[None, None, None]]


@dataclass(slots=True)
class Running:
    """Answers under way, each in a task of its own: it outlives the request, to keep what came."""

    _stops: dict[UUID, tuple[PersonId, asyncio.Event]] = field(
        default_factory=dict[UUID, tuple[PersonId, asyncio.Event]]
    )
    _tasks: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    def start(self, person: PersonId, answer: UUID, work: Work) -> asyncio.Event:
        """Begin to make an answer; setting the event that comes back ends it."""
        stop = asyncio.Event()
        self._stops[answer] = (person, stop)
        task = asyncio.create_task(work(stop))
        self._tasks.add(task)
        STREAMS.inc()

        def end(ended: asyncio.Task[None]) -> None:
            self._tasks.discard(ended)
            self._stops.pop(answer, None)
            STREAMS.dec()

        task.add_done_callback(end)
        return stop

    def is_running(self, answer: UUID) -> bool:
        """Say whether this process makes an answer now."""
        return answer in self._stops

    def stop(self, person: PersonId, answer: UUID) -> bool:
        """End an answer of a person; False when this process doesn't make it."""
        whose, stop = self._stops.get(answer, (None, None))
        if stop is None or whose != person:
            return False
        stop.set()
        return True

    async def close(self) -> None:
        """End all answers and wait until what came is kept."""
        for _, stop in list(self._stops.values()):
            stop.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)
