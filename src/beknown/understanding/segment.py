"""A person's memory as arrays: unpacked from what the database gives, in the order of their conversations. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

MINE, QUESTION, ANSWER = 1, 2, 4
"""Bits of `cues`."""

SAME_TALK_S = 6 * 3600
"""A conversation that rests for longer goes on as another talk."""

SATURATION = 1.2
LENGTH_WEIGHT = 0.3
USUAL_SIZE = 15
"""BM25's k1, b, and the words of a usual passage."""

USUAL_TELLING = 40
"""A passage of more words than these tells no more for being longer."""

STEP_WEIGHTS: Mapping[int, float] = {1: 0.5, -1: 0.5, 2: 0.3, -2: 0.3}
"""How much of a neighbour's meaning counts for a passage."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages as the database packed them, one array for each column; `vectors` are of those that have one."""

    keys: Array
    events: Array
    parts: Array
    sizes: Array
    times: Array
    threads: Array
    cues: Array
    word_counts: Array
    words: Array
    has_vectors: Array
    vectors: Array

    def __len__(self) -> int:
        return len(self.keys)

    def find_last(self) -> tuple[UUID, int]:
        """Give the event and part that come last in the order of ids; a page holds them in any order."""
        at = np.lexsort((self.parts, self.events[:, 1], self.events[:, 0]))[-1]
        return as_uuid(self.events[at]), int(self.parts[at])

    def take(self, chosen: Array) -> "Passages":
        """Give some of the passages, by a mask."""
        of_word = np.repeat(chosen, self.word_counts)
        return Passages(
            self.keys[chosen],
            self.events[chosen],
            self.parts[chosen],
            self.sizes[chosen],
            self.times[chosen],
            self.threads[chosen],
            self.cues[chosen],
            self.word_counts[chosen],
            self.words[of_word],
            self.has_vectors[chosen],
            self.vectors[chosen[self.has_vectors]],
        )


@dataclass(frozen=True, slots=True)
class Packed:
    """A row of packed columns, in network byte order."""

    events: bytes
    parts: bytes
    sizes: bytes
    times: bytes
    threads: bytes
    cues: bytes
    word_counts: bytes
    words: bytes
    has_vectors: bytes
    vectors: bytes


def unpack(packed: Packed) -> Passages:
    """Unpack a page of passages."""
    events = np.frombuffer(packed.events, ">u8").astype(np.uint64).reshape(-1, 2)
    parts = np.frombuffer(packed.parts, ">i2").astype(np.int64)
    has_vectors = np.frombuffer(packed.has_vectors, np.bool_)
    vectors = np.frombuffer(packed.vectors, ">f2").astype(np.float16)
    count = int(has_vectors.sum())
    return Passages(
        keys=make_keys(events, parts),
        events=events,
        parts=parts,
        sizes=np.frombuffer(packed.sizes, ">i4").astype(np.int32),
        times=np.frombuffer(packed.times, ">f8").astype(np.float64),
        threads=np.frombuffer(packed.threads, ">i8").astype(np.int64),
        cues=np.frombuffer(packed.cues, ">i2").astype(np.int16),
        word_counts=np.frombuffer(packed.word_counts, ">i4").astype(np.int64),
        words=np.frombuffer(packed.words, ">u4").astype(np.uint32),
        has_vectors=has_vectors,
        vectors=vectors.reshape(count, -1) if count else np.zeros((0, 0), np.float16),
    )


def join(pieces: list[Passages]) -> Passages:
    """Put passages behind each other."""
    columns = {
        name: np.concatenate([cast("Array", getattr(each, name)) for each in pieces])
        for name in Passages.__slots__
        if name != "vectors"
    }
    given = [each.vectors for each in pieces if len(each.vectors)]
    return Passages(**columns, vectors=np.concatenate(given) if given else pieces[0].vectors)


def as_uuid(halves: Array) -> UUID:
    """Give the id whose two halves these are."""
    return UUID(int=int(halves[0]) << 64 | int(halves[1]))


def make_keys(events: Array, parts: Array) -> Array:
    """Give one number for each event and part; that two share one is less likely than a broken disk."""
    mixed = events[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ events[:, 1]
    return mixed + parts.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True, slots=True)
class Segment:
    """Passages in the order of their conversations, so that neighbours stand beside each other.

    `talk` numbers the talks; `beside[step]` is 1 where the passage `step` further on is of the same talk, else 0.
    `rooms` is BM25's length norm. The passages that say word `vocabulary[i]` are `said_by[starts[i]:starts[i + 1]]`.
    A vector is kept as seen from the `centre`, of length 1, in whole numbers times its `scales`; `lengths` is how far
    it was from the centre; `signs` holds the signs of its numbers, 64 to a row.
    """

    passages: Passages
    sorted_keys: Array
    places: Array
    times: Array
    talk: Array
    beside: Mapping[int, Array]
    rooms: Array
    telling: Array
    vocabulary: Array
    starts: Array
    said_by: Array
    quantised: Array
    scales: Array
    lengths: Array
    signs: Array

    def __len__(self) -> int:
        return len(self.times)

    def find_word(self, number: int) -> Array:
        """Give the places of the passages that say a word."""
        at = int(np.searchsorted(self.vocabulary, number))
        if at == len(self.vocabulary) or self.vocabulary[at] != number:
            return self.said_by[:0]
        return self.said_by[self.starts[at] : self.starts[at + 1]]

    def find_keys(self, keys: Array) -> Array:
        """Give the place of each key, or -1."""
        if not len(self):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(self.sorted_keys, keys), len(self) - 1)
        return np.where(self.sorted_keys[at] == keys, self.places[at], -1)

    def put_vectors(self, places: Array, vectors: Array, centre: Array) -> None:
        """Put vectors to passages that had none."""
        quantised, scales, lengths, signs = quantise(vectors, centre)
        self.quantised[places] = quantised
        self.scales[places] = scales
        self.lengths[places] = lengths
        self.signs[:, places] = signs.T

    @property
    def size_bytes(self) -> int:
        """About how much memory it takes."""
        arrays = (self.quantised, self.signs, self.said_by, self.passages.words, self.passages.events)
        return sum(each.nbytes for each in arrays) + 120 * len(self)


@dataclass(frozen=True, slots=True)
class Memories:
    """What can be recalled: the bulk of the passages in their order, and a short tail of newer ones.

    `recent` are the passages of the tail as they came, `centre` is the middle of `centred` vectors, `horizon` the
    transaction to ask from for what is newer, `sources` those that the scope could see.
    """

    base: Segment
    tail: Segment
    recent: Passages
    centre: Array | None
    centred: int
    horizon: str
    sources: frozenset[UUID]

    @property
    def segments(self) -> tuple[Segment, Segment]:
        """The bulk and the tail."""
        return self.base, self.tail

    @property
    def size_bytes(self) -> int:
        """About how much memory it takes."""
        return self.base.size_bytes + self.tail.size_bytes


def arrange(passages: Passages, horizon: str, sources: frozenset[UUID]) -> Memories:
    """Order all passages anew, with nothing in the tail."""
    centre = find_centre(passages.vectors)
    nothing = passages.take(np.zeros(len(passages), np.bool_))
    return Memories(
        base=build_segment(passages, centre),
        tail=build_segment(nothing, centre),
        recent=nothing,
        centre=centre,
        centred=len(passages.vectors),
        horizon=horizon,
        sources=sources,
    )


def find_centre(vectors: Array) -> Array | None:
    """Give the mean of vectors, drawn towards zero as if one more lay there: so a single one has a direction too."""
    if not len(vectors):
        return None
    return vectors.sum(axis=0, dtype=np.float32) / np.float32(len(vectors) + 1)


def build_segment(passages: Passages, centre: Array | None) -> Segment:
    """Order passages by conversation and time, and index their words and vectors."""
    order = np.lexsort((
        passages.parts,
        passages.events[:, 1],
        passages.events[:, 0],
        np.nan_to_num(passages.times, nan=-np.inf),
        passages.threads,
    ))  # fmt: skip
    of, vectors = _reorder(passages, order)
    talk = _number_talks(of)
    by_key = np.argsort(of.keys)
    sizes = np.minimum(of.sizes, 4 * USUAL_SIZE)
    vocabulary, starts, said_by = _invert(of)
    dims = 0 if centre is None else len(centre)
    segment = Segment(
        passages=of,
        sorted_keys=of.keys[by_key],
        places=by_key,
        times=of.times,
        talk=talk,
        beside={step: _find_beside(talk, step) for step in STEP_WEIGHTS},
        rooms=(SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * sizes / USUAL_SIZE)).astype(np.float32),
        telling=np.log(np.clip(of.sizes, 1, USUAL_TELLING)).astype(np.float32),
        vocabulary=vocabulary,
        starts=starts,
        said_by=said_by,
        quantised=np.zeros((len(of), dims), np.int8),
        scales=np.zeros(len(of), np.float32),
        lengths=np.zeros(len(of), np.float32),
        signs=np.zeros((-(-dims // 64), len(of)), np.uint64),
    )
    if centre is not None and len(vectors):
        segment.put_vectors(np.flatnonzero(of.has_vectors), vectors, centre)
    return segment


def quantise(vectors: Array, centre: Array) -> tuple[Array, Array, Array, Array]:
    """Give vectors as seen from a centre: whole numbers, their scales, their distance from it, their signs."""
    count, dims = vectors.shape
    quantised = np.zeros((count, dims), np.int8)
    scales, lengths = np.zeros(count, np.float32), np.zeros(count, np.float32)
    bits = np.zeros((count, -(-dims // 64) * 64), np.bool_)
    for start in range(0, count, 4096):
        at = slice(start, start + 4096)
        seen = vectors[at].astype(np.float32) - centre
        lengths[at] = np.linalg.norm(seen, axis=1)
        most = np.maximum(np.abs(seen).max(axis=1), 1e-9)
        quantised[at] = np.rint(seen * (127 / most)[:, None])
        scales[at] = most / 127 / np.maximum(lengths[at], 1e-9)
        bits[at, :dims] = seen > 0
    return quantised, scales, lengths, sign_bits(bits)


def sign_bits(bits: Array) -> Array:
    """Pack rows of bits into numbers of 64."""
    return np.packbits(bits, axis=1).view(np.uint64).reshape(len(bits), -1)


def _reorder(passages: Passages, order: Array) -> tuple[Passages, Array]:
    """Give the passages in another order, without their vectors, and these apart: they are kept in short."""
    firsts = np.cumsum(passages.word_counts) - passages.word_counts
    counts = passages.word_counts[order]
    at = np.repeat(firsts[order] - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))
    of_vector = np.cumsum(passages.has_vectors) - 1
    has = passages.has_vectors[order]
    ordered = Passages(
        keys=passages.keys[order],
        events=passages.events[order],
        parts=passages.parts[order],
        sizes=passages.sizes[order],
        times=passages.times[order],
        threads=passages.threads[order],
        cues=passages.cues[order],
        word_counts=counts,
        words=passages.words[at],
        has_vectors=has,
        vectors=passages.vectors[:0],
    )
    return ordered, passages.vectors[of_vector[order][has]]


def _number_talks(of: Passages) -> Array:
    if not len(of):
        return np.zeros(0, np.int64)
    same_thread = of.threads[1:] == of.threads[:-1]
    same_event = (of.events[1:] == of.events[:-1]).all(axis=1)
    near = np.diff(of.times) <= SAME_TALK_S  # False where a time is unknown
    return np.concatenate(([0], np.cumsum(~(same_thread & (near | same_event)))))


def _find_beside(talk: Array, step: int) -> Array:
    beside = np.zeros(len(talk), np.float32)
    same = talk[abs(step) :] == talk[: len(talk) - abs(step)] if len(talk) > abs(step) else talk[:0] == 0
    if step > 0:
        beside[: len(same)] = same
    else:
        beside[len(talk) - len(same) :] = same
    return beside


def _invert(of: Passages) -> tuple[Array, Array, Array]:
    said_by = np.repeat(np.arange(len(of), dtype=np.int32), of.word_counts)
    order = np.argsort(of.words, kind="stable")
    vocabulary, starts = np.unique(of.words[order], return_index=True)
    return vocabulary, np.append(starts, len(of.words)), said_by[order]
