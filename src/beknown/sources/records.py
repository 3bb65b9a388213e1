"""Turn the JSON files of an export into read items, by a table of rules."""

import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from beknown.events import EventDraft, MediaDraft
from beknown.sources.detect import is_media
from beknown.sources.json_stream import stream_at, stream_records
from beknown.sources.keys import Ordinals
from beknown.sources.open import READ_ERRORS, describe
from beknown.sources.text_stream import clean
from beknown.sources.types import (
    Claim,
    Drafting,
    Dropped,
    Entry,
    Flaw,
    Found,
    Limits,
    Misshapen,
    Nothing,
    ReadItem,
    Record,
    SourceKind,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, and what its reader may need of the rest of the export."""

    path: str
    kind: SourceKind
    account: str
    owner: str
    ordinals: Ordinals
    media: Mapping[str, Entry]
    used: set[str]
    thread: str = ""
    thread_title: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Files whose path ends in `path` are read by `draft`; top-level names in `aside` hold no records.

    `at` names the places of records in files that nest them; `opened` unwraps a file that is no plain JSON.
    """

    path: re.Pattern[str]
    draft: Callable[[Record, Place], Drafting]
    aside: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()
    opened: Callable[[BinaryIO], BinaryIO] = lambda file: file


def rule(pattern: str, draft: Callable[[Record, Place], Drafting], *aside: str) -> Rule:
    """A rule for paths that end in the pattern, at a folder's boundary."""
    return Rule(re.compile(rf"(?:^|/){pattern}$", re.IGNORECASE), draft, frozenset(aside))


def read_records(
    entry: Entry, taken: Rule, place: Place, limits: Limits, mend: Callable[[str], str] = clean
) -> Iterator[ReadItem]:
    """Every record of one JSON file; a broken record is refused with its index, and the rest goes on."""
    index: int | None = None
    try:
        with entry.open() as file:
            opened = taken.opened(file)
            stream = (
                stream_at(opened, taken.at, limits, mend)
                if taken.at
                else stream_records(opened, limits, mend)
            )
            for record in stream:
                index = record.index if record.index >= 0 else None
                if isinstance(record, Flaw):
                    yield Dropped(place.path, "refused", record.reason, index, place.kind)
                elif record.key not in taken.aside:
                    yield from _outcomes(record, taken, place)
    except READ_ERRORS as error:
        yield Dropped(place.path, "refused", describe(error), index, place.kind)


def _outcomes(record: Record, taken: Rule, place: Place) -> Iterator[ReadItem]:
    index = record.index if record.index >= 0 else None
    try:
        for outcome in taken.draft(record, place):
            if isinstance(outcome, EventDraft):
                yield Found(place.path, place.kind, place.account, outcome)
            else:
                yield Dropped(place.path, "empty", outcome.reason, index, place.kind)
    except Misshapen as error:
        yield Dropped(place.path, "refused", str(error), index, place.kind)


def find_rule(rules: tuple[Rule, ...], path: str) -> Rule | None:
    """The first rule for a path."""
    return next((one for one in rules if one.path.search(path)), None)


def media_of(place: Place, uri: str, caption: str = "") -> tuple[MediaDraft, ...]:
    """The file that a record refers to, when the archive holds it."""
    entry = place.media.get(uri)
    if entry is None:
        return ()
    place.used.add(uri)
    return (MediaDraft(entry.path, media_type_of(uri), caption, entry.open),)


def media_type_of(path: str) -> str:
    """The media type that a path's ending speaks for."""
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


def unread_file(path: str, kind: SourceKind) -> Dropped:
    """A file of a known export that no rule reads, with the way out where there is one."""
    if path.lower().endswith((".html", ".htm")):
        reason = "is HTML; ask the service for the export again with the format JSON"
    elif is_media(path):
        reason = "no record refers to it"
    else:
        reason = "not read: no reader for this file yet"
    return Dropped(path, "unread", reason, None, kind)


def unread_media(claim: Claim, used: set[str]) -> Iterator[Dropped]:
    """The media files that no record referred to."""
    for path, _ in claim.files:
        if is_media(path) and path not in used:
            yield unread_file(path, claim.kind)


def nothing(reason: str) -> Drafting:
    """A record that is empty for this reason."""
    yield Nothing(reason)
