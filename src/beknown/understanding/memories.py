"""The memories of a person and purpose, loaded as arrays and kept up to date by what is new.

What is kept are numbers of words, vectors and ids, never a text, for one person and one purpose at a time; what is
recalled is always read through the door again, and what can't be read there any more is dropped. See
docs/decisions/0020-recall-in-arrays.md.
"""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from beknown.kit.db import Scope, Tx
from beknown.understanding import store
from beknown.understanding.segment import Memories, Packed, Passages, arrange, build_segment, join, unpack

PAGE = 50_000
MOST_BYTES = 1 << 30
"""How much memory the loaded indexes of all people may take together in one process."""

IDLE_S = 900.0
"""An index that nobody asks is dropped after so long."""

TAIL = 2000
TAIL_SHARE = 0.1
"""More passages than these, and than this share of all, aren't kept as a tail: all is ordered anew."""

CENTRE_GROWTH = 1.5
"""The centre is taken anew when so many times as many vectors are there."""

IN_THREAD = 5000
"""Unpacking and ordering more passages than these leaves the event loop free."""

_BEGINNING = UUID(int=0)


@dataclass(slots=True)
class _Kept:
    memories: Memories
    used_at: float


_Key = tuple[Scope, str]
_kept: OrderedDict[_Key, _Kept] = OrderedDict()


async def load_memories(tx: Tx, space: str, *, page: int = PAGE) -> Memories:
    """Give the memories that this transaction's scope may see, with their vectors in one space, up to date.

    Args:
        tx: Whose memories, and what for.
        space: Name of the embedder.
        page: How many passages are read at once.
    """
    key = (tx.scope, space)
    kept = _kept.get(key)
    memories = (
        await _load(tx, space, page) if kept is None else await _refresh(tx, space, page, kept.memories)
    )
    _keep(key, memories)
    return memories


def drop_memories(scope: Scope, space: str) -> None:
    """Have the memories loaded anew the next time: some of them can't be read any more."""
    _kept.pop((scope, space), None)


def _keep(key: _Key, memories: Memories) -> None:
    now = time.monotonic()
    _kept[key] = _Kept(memories, now)
    _kept.move_to_end(key)
    oldest = next(iter(_kept))
    while oldest != key and (_kept[oldest].used_at < now - IDLE_S or _size() > MOST_BYTES):
        del _kept[oldest]
        oldest = next(iter(_kept))


def _size() -> int:
    return sum(each.memories.size_bytes for each in _kept.values())


async def _load(tx: Tx, space: str, page: int) -> Memories:
    horizon, sources, passages = await _read(tx, space, page, since="0")
    if len(passages) > IN_THREAD:
        return await asyncio.to_thread(arrange, passages, horizon, sources)
    return arrange(passages, horizon, sources)


async def _refresh(tx: Tx, space: str, page: int, memories: Memories) -> Memories:
    horizon, sources, new = await _read(tx, space, page, since=memories.horizon)
    if sources != memories.sources:
        return await _load(tx, space, page)
    centre = memories.centre
    at = memories.base.find_keys(new.keys)
    has_come = new.has_vectors & (at >= 0)
    vectors = int(memories.base.lengths.astype(bool).sum()) + int(new.has_vectors.sum())
    recent = _merge(memories.recent, new.take(at < 0))
    is_centre_old = vectors >= CENTRE_GROWTH * memories.centred and vectors > memories.centred
    if is_centre_old or len(recent) > max(TAIL, TAIL_SHARE * len(memories.base)):
        return await _load(tx, space, page)
    if centre is not None and has_come.any():
        memories.base.put_vectors(at[has_come], new.take(has_come).vectors, centre)
    tail = memories.tail if recent is memories.recent else build_segment(recent, centre)
    return Memories(memories.base, tail, recent, centre, memories.centred, horizon, sources)


async def _read(tx: Tx, space: str, page: int, *, since: str) -> tuple[str, frozenset[UUID], Passages]:
    after, part = _BEGINNING, -1
    pages: list[Passages] = []
    first: store.PackedRow | None = None
    while True:
        row = await store.load_memories(tx, space, since=since, after=(after, part), most=page)
        first = first or row
        packed = Packed(
            row.events, row.parts, row.sizes, row.times, row.threads, row.cues, row.word_counts, row.words,
            row.has_vectors, row.vectors,
        )  # fmt: skip
        large = row.passages > IN_THREAD
        pages.append(await asyncio.to_thread(unpack, packed) if large else unpack(packed))
        if row.passages < page:
            passages = pages[0] if len(pages) == 1 else join(pages)
            return first.horizon, frozenset(first.sources), passages
        after, part = pages[-1].find_last()


def _merge(recent: Passages, new: Passages) -> Passages:
    """Put new passages to the recent ones; a newer state of the same passage takes the place of the older."""
    if not len(new):
        return recent
    known = np.isin(new.keys, recent.keys)
    if known.all() and not new.has_vectors.any():
        return recent
    return join([recent.take(~np.isin(recent.keys, new.keys)), new]) if len(recent) else new
