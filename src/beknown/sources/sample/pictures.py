"""Small pictures drawn from a word: no two motifs look alike, the same motif always does."""

import struct
import zlib
from functools import lru_cache
from hashlib import blake2b

WIDTH, HEIGHT = 96, 64


@lru_cache(maxsize=64)
def draw(motif: str) -> bytes:
    """A PNG of a sky, a ground and a shape, in colours that the word decides."""
    seed = blake2b(motif.encode(), digest_size=16).digest()
    sky, ground, shape = seed[0:3], seed[3:6], seed[6:9]
    horizon = HEIGHT // 2 + seed[9] % 16
    middle, reach = WIDTH // 4 + seed[10] % (WIDTH // 2), 8 + seed[11] % 14
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)
        for x in range(WIDTH):
            is_shape = abs(x - middle) + abs(y - horizon) < reach
            base = shape if is_shape else sky if y < horizon else ground
            rows += bytes((channel + y) % 256 for channel in base)
    return _png(bytes(rows))


def _png(rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
