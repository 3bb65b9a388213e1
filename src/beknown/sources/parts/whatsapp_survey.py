"""A first pass over a chat: who speaks, in which order its dates are written, and under which title."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper

from beknown.kit import clock
from beknown.sources.open import READ_ERRORS
from beknown.sources.parts.whatsapp_header import DateEvidence, Header, Order, match_header, strip_marks
from beknown.sources.parts.whatsapp_text import is_deleted_by_me
from beknown.sources.text_stream import clean, open_text
from beknown.sources.types import Entry, ReadOptions

PIECE_CHARS = 64 * 1024
_MAX_NAME_CHARS = 120
_MAX_SENDERS = 10_000
_HEAD_LINES = 40
_QUOTES = frozenset('"“”„«»')
_RARE = 2
_TITLE = re.compile(
    r"^(?:WhatsApp[ -]?Chat(?:s)?|Chat (?:de |do )?WhatsApp|Chat WhatsApp|Discussion WhatsApp"
    r"|Conversa(?: do)? WhatsApp|Чат WhatsApp|WhatsApp)\s?(?:with|mit|con|avec|com|met|med|с|-|–)\s+",
    re.IGNORECASE,
)
_COPY = re.compile(r" \(\d{1,3}\)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chat, or the next piece of one too long to hold. `text` has no direction marks."""

    text: str
    header: Header | None
    is_marked: bool
    is_start: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """What a chat says about itself. `senders` counts what each wrote; `me` deleted a message as the exporter."""

    title: str
    senders: Counter[str]
    order: Order | None
    me: str
    examples: tuple[str, ...]


def read_lines(file: TextIOWrapper) -> Iterator[Line]:
    """The lines of a chat in bounded pieces, each with its header where it starts a message."""
    is_start = True
    is_bracketed: bool | None = None
    while raw := file.readline(PIECE_CHARS):
        text = clean(strip_marks(raw))
        header = match_header(text) if is_start else None
        if header is not None:
            if is_bracketed is None:
                is_bracketed = header.is_bracketed
            if header.is_bracketed != is_bracketed:
                header = None  # a line of another export, pasted into a message
        is_end = raw.endswith("\n")
        yield Line(text.rstrip("\r\n") if is_end else text, header, len(text) != len(raw), is_start)
        is_start = is_end


def split_sender(line: Line) -> tuple[str, str]:
    """Who wrote and what; the first is "" for a line of WhatsApp itself."""
    rest = line.text[line.header.end :] if line.header else line.text
    name, colon, text = rest.partition(": ")
    if not colon and rest.endswith(":"):
        name, colon = rest[:-1], ":"
    if not colon or len(name) > _MAX_NAME_CHARS:
        return "", rest
    return name.strip(), text


def is_system(name: str, senders: Counter[str]) -> bool:
    """Whether `Ann changed the subject to "x` before a colon is no name: quoted, and met once or twice only."""
    return not name or (senders[name] <= _RARE and not _QUOTES.isdisjoint(name))


def is_chat(entry: Entry) -> bool:
    """Whether a text file starts the way a chat does."""
    try:
        with entry.open() as file:
            lines = read_lines(open_text(file))
            return any(line.header is not None for line, _ in zip(lines, range(_HEAD_LINES), strict=False))
    except READ_ERRORS:
        return False


def survey(path: str, entry: Entry, options: ReadOptions) -> Survey:
    """Read a chat through once, keeping only counts.

    Raises:
        Unreadable: and what else reading raises, see `READ_ERRORS`.
    """
    evidence = DateEvidence(clock.now().year)
    senders: Counter[str] = Counter()
    me = ""
    examples: list[str] = []
    with entry.open() as file:
        for line in read_lines(open_text(file)):
            if line.header is None:
                continue
            evidence.add(line.header)
            name, text = split_sender(line)
            if name and (name in senders or len(senders) < _MAX_SENDERS):
                senders[name] += 1
            if not me and is_deleted_by_me(text):
                me = name
            if len(examples) < 3:  # noqa: PLR2004 - as many as fit a question
                examples.append(line.text[: line.header.end].strip())
    for name in [name for name in senders if is_system(name, senders)]:
        del senders[name]
    order = evidence.decide() or (None if options.is_day_first is None else _told(options))
    return Survey(title_of(path, entry), senders, order, me, tuple(examples))


def _told(options: ReadOptions) -> Order:
    return "dmy" if options.is_day_first else "mdy"


def title_of(path: str, entry: Entry) -> str:
    """The chat's title out of the name of its file, or of its zip or folder; "" where neither tells."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".txt")
    if stem.lower() in {"_chat", "chat"}:
        parent = folder.rpartition("/")[2]
        stem = parent or (entry.container.removesuffix(".zip") if entry.container != name else "")
    title = _COPY.sub("", stem)
    return _TITLE.sub("", title).strip()
