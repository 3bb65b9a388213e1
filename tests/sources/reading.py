"""Short ways to read an archive in a test."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from beknown.events import EventDraft, JsonValue
from beknown.sources import Dropped, Found, Question, ReadItem, ReadOptions, read_archive
from tests.fixtures_life import to_json, to_meta_json, write_zip

OPTIONS = ReadOptions(time_zone="Europe/Stockholm", likely_names=frozenset({"Maya Lindqvist", "Maya"}))


def read(*paths: Path, options: ReadOptions = OPTIONS) -> list[ReadItem]:
    """Everything that reading yields."""
    return list(read_archive(paths, options))


def drafts(items: Sequence[ReadItem]) -> list[EventDraft]:
    """The drafts among it."""
    return [item.draft for item in items if isinstance(item, Found)]


def dropped(items: Sequence[ReadItem]) -> list[Dropped]:
    """What was dropped."""
    return [item for item in items if isinstance(item, Dropped)]


def questions(items: Sequence[ReadItem]) -> list[Question]:
    """What is asked."""
    return [item for item in items if isinstance(item, Question)]


def counts(items: Sequence[ReadItem]) -> Counter[tuple[str, str]]:
    """How many drafts there are of each kind and type."""
    return Counter((item.kind, item.draft.type) for item in items if isinstance(item, Found))


def keys(items: Sequence[ReadItem]) -> set[tuple[str, str, str]]:
    """What identifies each draft."""
    return {(item.kind, item.account, item.draft.key) for item in items if isinstance(item, Found)}


def chat(folder: Path, text: str, name: str = "WhatsApp Chat with Ana.txt") -> Path:
    """A WhatsApp chat as a file."""
    path = folder / name
    path.write_bytes(text.encode())
    return path


def zipped(
    folder: Path, files: dict[str, JsonValue], *, is_meta: bool = True, name: str = "export.zip"
) -> Path:
    """A zip of JSON files, as Meta writes them or plainly."""
    write = to_meta_json if is_meta else to_json
    return write_zip(folder / name, {path: write(value) for path, value in files.items()})


def small(**limits: int) -> ReadOptions:
    """Options with smaller limits."""
    return replace(OPTIONS, limits=replace(OPTIONS.limits, **limits))
