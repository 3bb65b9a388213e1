"""Wake whoever is connected to this process when something changed for them.

One connection of the process listens to the database. A notification holds ids alone; what changed, each stream reads
by itself, in its person's own scope, from their own log. So nothing is queued here for a slow reader: what they
haven't read yet lies in the database, and reading on is a matter of the number they have read up to. Signs, such as
that somebody is typing, are notifications and no more; a page keeps the latest few until it looks. How far an answer of
@beknown is, stands in a row that each stream reads by itself as well.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Generator
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID

from beknown.kit import telemetry
from beknown.kit.db import Database
from beknown.kit.errors import TooMany, Unavailable
from beknown.kit.ids import PersonId

CHANNEL = "beknown_chat"
MAX_STREAMS = 12
"""Pages of one person that are live at a time; a browser opens six connections to a place, and devices are few."""

MOST_SIGNS = 50
"""Of a page that doesn't look; older ones are untrue by then."""

RETRY_S = 1.0
_log = telemetry.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Sign:
    """Something of this moment, such as that somebody is typing; nothing of it is kept."""

    kind: str
    chat_id: UUID
    person_id: UUID
    seq: int


@dataclass(slots=True, eq=False)
class Page:
    """An open page: woken when there may be something new, with the signs that came since it last looked.

    `is_answered` says that an answer may have gone on that is being written.
    """

    woken: asyncio.Event = field(default_factory=asyncio.Event)
    signs: deque[Sign] = field(default_factory=lambda: deque(maxlen=MOST_SIGNS))
    is_answered: bool = True


class ChatLive:
    """The streams of this process. It begins to listen with the first of them.

    Args:
        db: The door.
        reads: How many streams read from the database at a time; the other connections stay free for requests.
    """

    def __init__(self, db: Database, *, reads: int = 4) -> None:
        self.db = db
        self.reading = asyncio.Semaphore(reads)
        self._streams: defaultdict[UUID, set[Page]] = defaultdict(set)
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
    def connect(self, person: PersonId) -> Generator[Page]:
        """Give a page that is woken whenever there may be something new for a person.

        Raises:
            TooMany: They have too many live pages open.
        """
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen_for_ever())
        if len(self._streams.get(person, ())) >= MAX_STREAMS:
            raise TooMany(f"Messages are open on {MAX_STREAMS} pages. Close some of them.")
        page = Page()
        self._streams[person].add(page)
        try:
            yield page
        finally:
            self._streams[person].discard(page)
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
            self._wake(list(self._streams), is_answered=True)
            return
        kind, *ids = payload.split(" ")
        if kind in {"change", "answer"}:
            self._wake([UUID(each) for each in ids], is_answered=kind == "answer")
            return
        chat, who, seq, *people = ids
        self._wake([UUID(each) for each in people], Sign(kind, UUID(chat), UUID(who), int(seq)))

    def _wake(self, people: list[UUID], sign: Sign | None = None, *, is_answered: bool = False) -> None:
        for person in people:
            for page in self._streams.get(person, ()):
                if sign is not None:
                    page.signs.append(sign)
                page.is_answered |= is_answered
                page.woken.set()
