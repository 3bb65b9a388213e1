"""Read text of unknown encoding, and mend what exports are known to break."""

import codecs
import io
from typing import BinaryIO, cast

from charset_normalizer import from_bytes

_SAMPLE_BYTES = 64 * 1024
_SLACK = 0.02
_LIKELY = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "shift_jis", "euc_jp", "gb18030",
    "big5", "euc_kr",
]  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def clean(text: str) -> str:
    """The text without NUL, which no text column can hold."""
    return text.replace("\x00", "\ufffd") if "\x00" in text else text


def mend_mojibake(text: str) -> str:
    """Undo Meta's writing of each UTF-8 byte as a character of its own; correct text stays as it is."""
    if not text.isascii():
        try:
            text = text.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return clean(text)
    return clean(text)


def find_encoding(sample: bytes) -> str:
    """The encoding that the first bytes of a text speak for; UTF-8 unless they contradict it."""
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    if b"\x00" in sample[:1024]:
        return "utf-16-le" if sample[1:2] == b"\x00" else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _guess(sample)
    return "utf-8"


def _guess(sample: bytes) -> str:
    """The likeliest old encoding; where several fit, Western Europe's, by far the most frequent."""
    matches = from_bytes(sample, cp_isolation=_LIKELY)
    best = matches.best()
    fitting = [one.encoding for one in matches if best is not None and one.chaos <= best.chaos + _SLACK]
    return "cp1252" if best is None or "cp1252" in fitting else best.encoding


class _Replay(io.RawIOBase):
    """A stream whose first bytes were already taken."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._head:
            taken = self._head if size < 0 else self._head[:size]
            self._head = self._head[len(taken) :]
            return taken
        return self._rest.read(size)

    def readinto(self, buffer: "memoryview") -> int:  # pyright: ignore[reportIncompatibleMethodOverride] - the base takes any buffer, readers give this one
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._rest.close()
        super().close()


def open_text(file: BinaryIO) -> io.TextIOWrapper:
    """The file as text, decoded as its first bytes suggest; lines end at a line feed only."""
    sample = file.read(_SAMPLE_BYTES)
    stream = io.BufferedReader(_Replay(sample, file), _SAMPLE_BYTES)
    return io.TextIOWrapper(stream, find_encoding(sample), errors="replace", newline="\n")


def open_utf8(file: BinaryIO) -> BinaryIO:
    """The file as UTF-8 bytes without a byte order mark, whatever it was written in."""
    sample = file.read(_SAMPLE_BYTES)
    encoding = find_encoding(sample)
    replay = _Replay(sample, file)
    if encoding == "utf-8":
        return cast("BinaryIO", replay)
    recoder = codecs.StreamRecoder(
        replay,
        codecs.getencoder("utf-8"),
        codecs.getdecoder("utf-8"),
        codecs.getreader(encoding),
        codecs.getwriter(encoding),
        errors="replace",
    )
    return cast("BinaryIO", recoder)
