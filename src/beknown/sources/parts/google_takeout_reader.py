"""Google Takeout. Its folders and files are named in the person's language, so files are told by their first bytes."""

import csv
import re
from collections.abc import Callable, Iterator

from beknown.events import EventDraft
from beknown.sources.detect import Part, ask_nothing, is_media
from beknown.sources.json_stream import read_document
from beknown.sources.keys import Ordinals
from beknown.sources.open import READ_ERRORS, describe
from beknown.sources.parts.google_places import draft_place_visit, draft_point, draft_timeline
from beknown.sources.parts.google_records import (
    draft_activity,
    draft_comment,
    draft_note,
    draft_page,
    draft_photo,
)
from beknown.sources.records import Place, Rule, read_records, unread_file, unread_media
from beknown.sources.shape import Fields
from beknown.sources.text_stream import open_text
from beknown.sources.types import (
    Claim,
    Container,
    Drafting,
    Dropped,
    Entry,
    Found,
    Misshapen,
    ReadItem,
    ReadOptions,
    Record,
)

_ROOT = re.compile(r"^(?P<root>(?:[^/]+/){0,2}?)Takeout/")
_HEAD_BYTES = 4096
_MAX_FIELD_CHARS = 1_000_000
_ANY = re.compile("")


def _whole(draft: Callable[[Fields, Place], Drafting], name: str) -> Callable[[Record, Place], Drafting]:
    """A file that is one record: its top-level values are gathered; `read_whole` hands them over."""

    def draft_one(record: Record, place: Place) -> Drafting:
        if not isinstance(record.value, dict):
            raise Misshapen(f"not {name}")
        return draft(record.value, place)

    return draft_one


_SIGNS: tuple[tuple[re.Pattern[bytes], Rule, bool], ...] = (
    (re.compile(rb'^\s*\[\s*\{\s*"header"\s*:'), Rule(_ANY, draft_activity), False),
    (
        re.compile(rb'"Browser History"\s*:'),
        Rule(_ANY, draft_page, frozenset({"Session", "Typed Url"})),
        False,
    ),
    (re.compile(rb'"timelineObjects"\s*:'), Rule(_ANY, draft_place_visit), False),
    (
        re.compile(rb'"locations"\s*:\s*\[\s*\{\s*"(?:latitudeE7|timestamp|longitudeE7)'),
        Rule(_ANY, draft_point),
        False,
    ),
    (
        re.compile(rb'^\s*(?:\[|\{\s*"semanticSegments"\s*:\s*\[)\s*\{\s*"(?:startTime|endTime)"'),
        Rule(_ANY, draft_timeline, frozenset({"rawSignals", "userLocationProfile"})),
        False,
    ),
    (re.compile(rb'"photoTakenTime"\s*:'), Rule(_ANY, _whole(draft_photo, "a photo")), True),
    (
        re.compile(rb'"(?:textContent|listContent|isTrashed|userEditedTimestampUsec)"\s*:'),
        Rule(_ANY, _whole(draft_note, "a note")),
        True,
    ),
)
_COMMENTS = re.compile(rb"^(?:\xef\xbb\xbf)?[^\n]{0,400}Comment ID", re.IGNORECASE)


def takes(container: Container) -> list[tuple[str, Entry]]:
    """All below `Takeout/`; else single files that start like one of its kinds."""
    roots = {match.group("root") for one in container.entries if (match := _ROOT.search(one.path))}
    if roots:
        return [
            (one.path[len(root) :], one)
            for root in sorted(roots, key=len)[:1]
            for one in container.entries
            if one.path.startswith(root)
        ]
    return [
        (one.path, one)
        for one in container.entries
        if one.path.endswith((".json", ".csv")) and _is_known(one)
    ]


def _is_known(entry: Entry) -> bool:
    head = _head(entry)
    return any(sign.search(head) for sign, _, _ in _SIGNS) or _is_comments(entry.path, head)


def _head(entry: Entry) -> bytes:
    try:
        with entry.open() as file:
            return file.read(_HEAD_BYTES)
    except READ_ERRORS:
        return b""  # the reader names the reason


def _is_comments(path: str, head: bytes) -> bool:
    return path.endswith(".csv") and _COMMENTS.search(head) is not None


def read(claim: Claim, options: ReadOptions) -> Iterator[ReadItem]:
    """Every activity, visit, note, page and comment."""
    used: set[str] = set()
    owner = next(iter(sorted(options.owner_names or options.likely_names)), "")
    media = {path: entry for path, entry in claim.files if is_media(path)}
    for path, entry in claim.files:
        if path in media:
            continue
        place = Place(path, "google_takeout", "", owner, Ordinals(), media, used)
        yield from _read_file(path, entry, place, options)
    yield from unread_media(claim, used)


def _read_file(path: str, entry: Entry, place: Place, options: ReadOptions) -> Iterator[ReadItem]:
    if not path.endswith((".json", ".csv")):
        yield unread_file(path, "google_takeout")
        return
    try:
        with entry.open() as file:
            head = file.read(_HEAD_BYTES)
    except READ_ERRORS as error:
        yield Dropped(path, "refused", describe(error), None, "google_takeout")
        return
    found = next(((taken, is_whole) for sign, taken, is_whole in _SIGNS if sign.search(head)), None)
    if _is_comments(path, head):
        yield from _read_comments(entry, place)
    elif found is None:
        yield unread_file(path, "google_takeout")
    elif found[1]:
        yield from _read_whole(entry, found[0], place, options)
    else:
        yield from read_records(entry, found[0], place, options.limits)


def _read_whole(entry: Entry, taken: Rule, place: Place, options: ReadOptions) -> Iterator[ReadItem]:
    if entry.size_bytes > options.limits.max_record_bytes:
        reason = f"is one record of {entry.size_bytes // 1024**2} MB, more than can be held"
        yield Dropped(place.path, "refused", reason, None, place.kind)
        return
    try:
        with entry.open() as file:
            document = read_document(file, options.limits)
        for outcome in taken.draft(Record("", -1, document), place):
            if isinstance(outcome, EventDraft):
                yield Found(place.path, place.kind, place.account, outcome)
            else:
                yield Dropped(place.path, "empty", outcome.reason, None, place.kind)
    except Misshapen as error:
        yield Dropped(place.path, "refused", str(error), None, place.kind)
    except READ_ERRORS as error:
        yield Dropped(place.path, "refused", describe(error), None, place.kind)


def _read_comments(entry: Entry, place: Place) -> Iterator[ReadItem]:
    csv.field_size_limit(_MAX_FIELD_CHARS)
    index = 0
    try:
        with entry.open() as file:
            rows = csv.DictReader(open_text(file))
            for index, row in enumerate(rows):
                cells = {str(name).strip().lower(): str(cell or "") for name, cell in row.items()}
                for outcome in draft_comment(cells, place):
                    if isinstance(outcome, EventDraft):
                        yield Found(place.path, place.kind, place.account, outcome)
                    else:
                        yield Dropped(place.path, "empty", outcome.reason, index, place.kind)
    except csv.Error:
        yield Dropped(place.path, "refused", "the table is broken from here on", index, place.kind)
    except READ_ERRORS as error:
        yield Dropped(place.path, "refused", describe(error), index, place.kind)


PART = Part("google_takeout", takes, read, ask_nothing)
