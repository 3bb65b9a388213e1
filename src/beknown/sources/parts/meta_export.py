"""What the exports of Facebook, Instagram and Threads have in common: roots, owners and threads."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from beknown.events import JsonValue
from beknown.sources.detect import is_media
from beknown.sources.json_stream import find_top_text, read_document, stream_records
from beknown.sources.keys import Ordinals
from beknown.sources.open import READ_ERRORS
from beknown.sources.parts.meta_messages import FOLDERS, MESSAGE_RULE, thread_key
from beknown.sources.records import Place, Rule, find_rule, read_records, unread_file, unread_media
from beknown.sources.shape import find_fields, find_list, find_text
from beknown.sources.text_stream import mend_mojibake
from beknown.sources.types import (
    Claim,
    Container,
    Dropped,
    Entry,
    Flaw,
    Question,
    ReadItem,
    ReadOptions,
    SourceKind,
)

_SAMPLED_THREADS = 200


@dataclass(frozen=True, slots=True)
class Owner:
    """The account's name as messages write it, and its handle; "" where the export does not say."""

    name: str
    account: str


@dataclass(frozen=True, slots=True)
class Section:
    """A folder of an export that is a source of its own, with its rules."""

    kind: SourceKind
    folder: re.Pattern[str]
    rules: tuple[Rule, ...]
    owner: Owner


ANY_PATH = re.compile("")


def take(container: Container, markers: re.Pattern[str]) -> list[tuple[str, Entry]]:
    """The entries below each folder in which a marker stands, under their paths there."""
    matches = (markers.search(entry.path) for entry in container.entries)
    roots = tuple(sorted({match.group("root") for match in matches if match}, key=len))
    taken: list[tuple[str, Entry]] = []
    for entry in container.entries if roots else ():
        root = next((root for root in roots if entry.path.startswith(root)), None)
        if root is not None:
            taken.append((entry.path[len(root) :], entry))
    return taken


def read_export(claim: Claim, options: ReadOptions, sections: tuple[Section, ...]) -> Iterator[ReadItem]:
    """Every file of the claim by the rules of the first section that it lies in; the rest is named."""
    used: set[str] = set()
    media = {path: entry for path, entry in claim.files if is_media(path)}
    threads: dict[str, str] = {}
    for path, entry in claim.files:
        section = next(one for one in sections if one.folder.search(path))
        taken = find_rule(section.rules, path)
        if taken is not None:
            owner = section.owner
            place = Place(path, section.kind, owner.account, owner.name, Ordinals(), media, used)
            if taken is MESSAGE_RULE:
                place = _in_thread(place, entry, threads, options)
            yield from read_records(entry, taken, place, options.limits, mend_mojibake)
        elif not is_media(path):
            yield unread_file(path, section.kind)
    yield from unread_media(claim, used)


def _in_thread(place: Place, entry: Entry, titles: dict[str, str], options: ReadOptions) -> Place:
    thread = thread_key(place.path)
    if thread not in titles:
        titles[thread] = _title(entry, place.owner, options)
    return replace(place, thread=thread, thread_title=titles[thread])


def _title(entry: Entry, owner: str, options: ReadOptions) -> str:
    """The title stands after the messages; the file is read through for it once per thread."""
    for name in ("title", "threadName"):
        try:
            with entry.open() as file:
                title = find_top_text(file, options.limits, name, mend_mojibake)
        except READ_ERRORS:
            title = ""  # the same error is reported when the messages are read
        if title:
            return title
    return ", ".join(name for name in participants(entry, options) if name != owner)


def _name(value: JsonValue) -> str:
    return value if isinstance(value, str) else find_text(find_fields(value).get("name"))


def infer_owner(claim: Claim, options: ReadOptions) -> tuple[str, list[str]]:
    """Who takes part in every thread: that is the account's owner. Else "" and whom to choose from."""
    counts: Counter[str] = Counter()
    threads = 0
    for path, entry in claim.files:
        if not re.search(rf"(?:^|/){FOLDERS}/[^/]+/message_1\.json$", path) or threads >= _SAMPLED_THREADS:
            continue
        threads += 1
        counts.update(list(dict.fromkeys(participants(entry, options))))
    for name in sorted(options.names):
        if name in counts:
            return name, []
    everywhere = [name for name, count in counts.items() if count == threads and name]
    if threads > 1 and len(everywhere) == 1:
        return everywhere[0], []
    return "", [name for name, _ in counts.most_common(20)]


def participants(entry: Entry, options: ReadOptions) -> list[str]:
    """The names of a thread, which stand at the start of its first file."""
    names: list[str] = []
    try:
        with entry.open() as file:
            for record in stream_records(file, options.limits, mend_mojibake):
                if record.key != "participants":
                    break
                if not isinstance(record, Flaw):
                    names.append(_name(record.value))
    except READ_ERRORS:
        return []  # the same error is reported when the messages are read
    return names


def read_profile(claim: Claim, pattern: str, options: ReadOptions) -> dict[str, JsonValue]:
    """The document that a path pattern names; empty where there is none or it can't be read."""
    for path, entry in claim.files:
        if re.search(pattern, path):
            try:
                with entry.open() as file:
                    return read_document(file, options.limits, mend_mojibake)
            except READ_ERRORS:
                return {}  # the same error is reported when its rule reads it
    return {}


def ask_owner(claim: Claim, options: ReadOptions, owner: Owner) -> Iterator[Question]:
    """Ask who the person is where the export has messages and nothing in it says so."""
    if owner.name or options.owner_names:
        return
    name, choices = infer_owner(claim, options)
    if not name and choices:
        yield Question("owner", claim.files[0][0], tuple(choices))


def waiting(claim: Claim, kind: SourceKind) -> Iterator[Dropped]:
    """The files that wait for an answer."""
    for path, _ in claim.files:
        if not is_media(path):
            yield Dropped(path, "unread", "waits for an answer: who in it is you?", None, kind)


def first_map(value: JsonValue) -> dict[str, JsonValue]:
    """The first object of a list."""
    return find_fields(next(iter(find_list(value)), None))
