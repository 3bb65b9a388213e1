"""What reading an archive yields: drafts, what was dropped and why, and questions to the person."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, TypeAlias

from beknown.events import EventDraft, JsonValue

SourceKind = Literal[
    "facebook", "instagram", "threads", "whatsapp", "chatgpt", "telegram", "x", "google_takeout", "mastodon"
]
Outcome = Literal["empty", "refused", "unread"]
QuestionKey = Literal["owner", "day_order", "time_zone"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an archive is believed; beyond it, an entry is refused by name."""

    max_entries: int = 300_000
    max_total_bytes: int = 200 * 1024**3
    max_ratio: int = 300
    ratio_free_bytes: int = 16 * 1024**2
    max_record_bytes: int = 24 * 1024**2
    max_depth: int = 100
    max_text_chars: int = 32_000
    max_message_chars: int = 4_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person has told about an archive that the archive itself does not say.

    `owner_names` are the names under which the person said they appear, `likely_names` those that they go by
    elsewhere: they count where they occur, and are no answer. `time_zone` is an IANA name;
    `is_day_first` orders a date such as 03/04/2024 where nothing in the file decides it.
    """

    owner_names: frozenset[str] = frozenset()
    likely_names: frozenset[str] = frozenset()
    time_zone: str | None = None
    is_day_first: bool | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def names(self) -> frozenset[str]:
        """Every name that may be the person's."""
        return self.owner_names | self.likely_names


@dataclass(frozen=True, slots=True)
class Found:
    """A record that became an event draft. `account` is "" where the archive does not name one."""

    file: str
    kind: SourceKind
    account: str
    draft: EventDraft


@dataclass(frozen=True, slots=True)
class Dropped:
    """A record or a file that did not become an event, and why. `count` records share this reason."""

    file: str
    outcome: Outcome
    reason: str
    index: int | None = None
    kind: SourceKind | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """What only the person can say; the file waits unread until it is answered.

    `choices` are answers to pick from, `examples` lines that show why it is asked.
    """

    key: QuestionKey
    file: str
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


ReadItem: TypeAlias = Found | Dropped | Question


@dataclass(frozen=True, slots=True)
class Entry:
    """One file inside an archive, a folder or on its own. `container` names what it came in."""

    path: str
    container: str
    size_bytes: int
    checksum: int | None
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Container:
    """A zip, a tar, a folder or a single file that was brought, with its entries in order of path."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """The files that one reader takes: path below the export's root, with the entry that holds it."""

    kind: SourceKind
    files: tuple[tuple[str, Entry], ...]
    by_path: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Nothing:
    """A record that holds nothing to keep, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """An element of a JSON file.

    `key` is the top-level name it stood under ("" in a bare list), `index` its position in that list, or -1 for a
    value that is no list.
    """

    key: str
    index: int
    value: JsonValue


@dataclass(frozen=True, slots=True)
class Flaw:
    """An element of a JSON file that could not be taken, and why."""

    key: str
    index: int
    reason: str


class Misshapen(ValueError):
    """A record's shape is not the one its file is known to have."""


class Unreadable(ValueError):
    """A file or an archive can't be read (on); the message says why and the way out."""


Drafting: TypeAlias = Iterator[EventDraft | Nothing]
