"""Make passages by hand, as the database would have packed them."""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from beknown.models import Vector
from beknown.understanding.fold import find_words
from beknown.understanding.number import number_name, number_thread, number_word
from beknown.understanding.rank import Sought
from beknown.understanding.segment import Memories, Packed, Passages, arrange, unpack


@dataclass(frozen=True, slots=True)
class Said:
    """A passage: `at` in seconds, NaN if unknown; `number` names its event."""

    number: int
    text: str
    speaker: str = "Rui"
    at: float = 0.0
    thread: str | None = "chat"
    cues: int = 0
    vector: Vector | None = None


def pack(passages: Sequence[Said]) -> Passages:
    """Pack and unpack passages."""
    words = [
        {number_word(word) for word in find_words(each.text)}
        | {number_name(w) for w in find_words(each.speaker)}
        for each in passages
    ]
    ids = [UUID(int=each.number) for each in passages]
    vectors = [each.vector for each in passages if each.vector is not None]
    return unpack(
        Packed(
            events=b"".join(each.bytes for each in ids),
            parts=b"\0\0" * len(passages),
            sizes=b"".join(struct.pack(">i", len(each.text.split())) for each in passages),
            times=b"".join(struct.pack(">d", each.at) for each in passages),
            threads=b"".join(
                struct.pack(">q", number_thread("source", each.thread, str(event)))
                for each, event in zip(passages, ids, strict=True)
            ),
            cues=b"".join(struct.pack(">h", each.cues) for each in passages),
            word_counts=b"".join(struct.pack(">i", len(each)) for each in words),
            words=b"".join(b"".join(each) for each in words),
            has_vectors=bytes(each.vector is not None for each in passages),
            vectors=b"".join(each.astype(">f2").tobytes() for each in vectors),
        )
    )


def remembered(passages: Sequence[Said]) -> Memories:
    """Arrange passages."""
    return arrange(pack(passages), "0", frozenset())


def seek(
    question: str, vector: Vector | None = None, *, since: float = math.nan, until: float = math.nan
) -> Sought:
    """Look for all words of a question."""
    words = list(dict.fromkeys(find_words(question)))
    return Sought(
        words=tuple(int.from_bytes(number_word(word), "big") for word in words),
        names=tuple(int.from_bytes(number_name(word), "big") for word in words),
        vector=vector,
        since=since,
        until=until,
    )
