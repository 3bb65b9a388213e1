"""Wake whoever is connected to this process when something changed for them.

One connection of the process listens to the database. A notification holds ids alone; what changed, each stream reads
by itself, in its person's own scope, from their own log. So nothing is queued here for a slow reader: what they
haven't read yet lies in the database, and reading on is a matter of the number they have read up to.
"""

import asyncio
from collections import defaultdict
from collections.abc import Generator
from contextlib import aclosing, contextmanager, suppress
from uuid import UUID

from beknown.kit import telemetry
from beknown.kit.db import Database
from beknown.kit.errors import TooMany, Unavailable
from beknown.kit.ids import PersonId

CHANNEL = "beknown_chat"
MAX_STREAMS = 12
"""Pages of one person that are live at a time; a browser opens six connections to a place, and devices are few."""

RETRY_S = 1.0
_log = telemetry.get_logger(__name__)


class ChatLive:
    """The streams of this process. It begins to listen with the first of them.

    Args:
        db: The door.
        reads: How many streams read from the database at a time; the other connections stay free for requests.
    """

    def __init__(self, db: Database, *, reads: int = 4) -> None:
        self.db = db
        self.reading = asyncio.Semaphore(reads)
        self._streams: defaultdict[UUID, set[asyncio.Event]] = defaultdict(set)
        self._listening: asyncio.Task[None] | None = None

    @property
    def people(self) -> int:
        """How many people are connected."""
        return len(self._streams)

    async def close(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    @contextmanager
    def connect(self, person: PersonId) -> Generator[asyncio.Event]:
        """Give an event that is set whenever there may be something new for a person.

        Raises:
            TooMany: They have too many live pages open.
        """
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen_for_ever())
        if len(self._streams.get(person, ())) >= MAX_STREAMS:
            raise TooMany(f"Messages are open on {MAX_STREAMS} pages. Close some of them.")
        woken = asyncio.Event()
        self._streams[person].add(woken)
        try:
            yield woken
        finally:
            self._streams[person].discard(woken)
            if not self._streams[person]:
                del self._streams[person]

    async def _listen_for_ever(self) -> None:
        while True:
            try:
                async with aclosing(self.db.listen(CHANNEL)) as notifications:
                    async for payload in notifications:
                        self._hear(payload)
            except Unavailable:
                _log.warning("no longer told of changes; trying again")
            await asyncio.sleep(RETRY_S)

    def _hear(self, payload: str) -> None:
        """Wake those who are named; everybody once listening begins, since something may have been missed."""
        if not payload:
            self._wake(list(self._streams))
            return
        _, *people = payload.split(" ")
        self._wake([UUID(each) for each in people])

    def _wake(self, people: list[UUID]) -> None:
        for person in people:
            for woken in self._streams.get(person, ()):
                woken.set()
