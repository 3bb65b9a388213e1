"""Keep the stock of a server process up to date: read all of it once, and then what is new whenever somebody asks."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np

from beknown.feed import stock_store as store
from beknown.feed.stock import Figures, PublicDeed, Stock
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY
from beknown.kit.telemetry import get_logger

MOST = 100_000
"""So many of the newest posts are chosen from."""

CHUNK = 2000
ANEW_EVERY_S = 1800.0
DEEDS_OF = timedelta(days=30)
OVERLAP = timedelta(seconds=10)
"""What commits late, or was made by a clock that is behind, is found when it is no later than this."""

SETTLE_EVERY_S = 0.8
_FIRST, _LAST = UUID(int=0), UUID(int=(1 << 128) - 1)
_SCOPE = Scope(NOBODY, "feed")
_log = get_logger(__name__)


class StockKeeper:
    """Holds the stock.

    Args:
        db: The door.
        most: So many of the newest posts.
        look_every_s: So old the stock may be when somebody asks.
    """

    def __init__(self, db: Database, *, most: int = MOST, look_every_s: float = 0.4) -> None:
        self._db = db
        self._look_every_s = look_every_s
        self._most = most
        self._stock: Stock | None = None
        self._seen_to = datetime(1970, 1, 1, tzinfo=UTC)
        self._recent: dict[tuple[UUID, UUID, bool, float], None] = {}
        self._looked_at = self._loaded_at = self._settled_at = 0.0
        self._looking = asyncio.Lock()
        self._anew: asyncio.Task[None] | None = None

    async def get(self) -> Stock:
        """Give the stock with everything that was committed half a second ago."""
        if self._stock is None or self._is_due():
            async with self._looking:
                if self._stock is None:
                    await self._load()
                elif self._is_due():
                    await self._look(self._stock)
        assert self._stock is not None  # noqa: S101 - it was loaded above
        return self._stock

    async def close(self) -> None:
        """Stop what goes on behind the scenes."""
        if self._anew is not None:
            self._anew.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._anew

    def _is_due(self) -> bool:
        return asyncio.get_running_loop().time() - self._looked_at >= self._look_every_s

    async def _load(self) -> None:
        started = clock.now()
        stock, before = Stock(started.timestamp()), _LAST
        while stock.count < self._most:
            async with self._db.begin(_SCOPE) as tx:
                rows = await store.find_public_posts(tx, after=_FIRST, before=before, most=CHUNK)
            stock.add([_figures_of(row) for row in rows])
            if len(rows) < CHUNK:
                break
            before = rows[-1].id
        self._recent = {}
        await self._note_deeds(stock, started - DEEDS_OF)
        stock.likers.settle()
        self._stock, self._seen_to = stock, started
        self._looked_at = self._loaded_at = self._settled_at = asyncio.get_running_loop().time()

    async def _look(self, stock: Stock) -> None:
        started, since = clock.now(), self._seen_to - OVERLAP
        async with self._db.begin(_SCOPE) as tx:
            posts = await store.find_public_posts(tx, after=_least_id(since), before=_LAST, most=self._most)
            vectors = await store.find_public_vectors(tx, since)
        stock.add([_figures_of(row) for row in posts])
        stock.add_vectors([_meaning_of(row) for row in vectors])
        await self._note_deeds(stock, since)
        self._seen_to = max(started, self._seen_to)
        now = self._looked_at = asyncio.get_running_loop().time()
        if now - self._settled_at >= min(SETTLE_EVERY_S, self._look_every_s):
            stock.likers.settle()
            self._settled_at = now
        if now - self._loaded_at >= ANEW_EVERY_S or stock.count > 1.25 * self._most:
            self._loaded_at = now
            self._anew = asyncio.create_task(self._load_anew())

    async def _load_anew(self) -> None:
        """What is gone leaves, what changed who may see it, too. Whoever asks meanwhile gets the old stock."""
        try:
            await self._load()
        except Exception as error:  # noqa: BLE001 - the old stock is still good; the next look tries again
            _log.warning("the stock isn't read anew", error_kind=type(error).__name__)

    async def _note_deeds(self, stock: Stock, since: datetime) -> None:
        async with self._db.begin(_SCOPE) as tx:
            rows = await store.find_public_deeds(tx, since)
        found = {(row.person_id, row.id, row.is_reply, row.made_at.timestamp()): row for row in rows}
        for key, row in found.items():
            if key not in self._recent:
                stock.note(PublicDeed(row.person_id, row.author_id, row.id, row.is_reply, key[-1]))
        recent = clock.now().timestamp() - 6 * OVERLAP.total_seconds()
        self._recent = {key: None for key in {**self._recent, **found} if key[-1] >= recent}


def read_vector(sent: bytes) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    """Read a halfvec as PostgreSQL sends it: two bytes of dims, two unused, half floats, all in network byte order."""
    return np.frombuffer(sent, ">f2", offset=4).astype(np.float32)


def _figures_of(row: store.PublicPost) -> Figures:
    vector = read_vector(row.vector) if row.vector is not None else None
    return Figures(
        row.author_id, row.id, row.made_at.timestamp(), row.letters, row.has_image, row.space, vector
    )


def _meaning_of(row: store.PublicVector) -> Figures:
    return Figures(
        row.author_id, row.id, 0.0, 0, has_image=False, space=row.space, vector=read_vector(row.vector)
    )


def _least_id(at: datetime) -> UUID:
    """Give an id below those that are made from this moment on."""
    return UUID(int=max(0, int(at.timestamp() * 1000)) << 80)
