"""Say which reader takes which files of what was brought."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from beknown.sources.types import (
    Claim,
    Container,
    Dropped,
    Entry,
    Question,
    ReadItem,
    ReadOptions,
    SourceKind,
)

_MEDIA = re.compile(
    r"\.(jpe?g|png|gif|webp|heic|heif|bmp|tiff?|svg|mp4|mov|m4v|3gp|webm|mkv|mp3|m4a|aac|ogg|opus|wav|amr|pdf"
    r"|docx?|xlsx?|pptx?|vcf|srt|tgs)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A reader of one kind of archive.

    `takes` gives the entries of a container that are this kind's, under their paths below the export's root
    (empty when the container is not of this kind). `read` yields what is in them; `ask` what must be asked first.
    """

    kind: SourceKind
    takes: Callable[[Container], list[tuple[str, Entry]]]
    read: Callable[[Claim, ReadOptions], Iterator[ReadItem]]
    ask: Callable[[Claim, ReadOptions], Iterator[Question]]


def ask_nothing(claim: Claim, options: ReadOptions) -> Iterator[Question]:
    """For kinds whose archives say all that is needed."""
    del claim, options
    return iter(())


def is_media(path: str) -> bool:
    """Whether the path names a picture, sound, film or document rather than records."""
    return _MEDIA.search(path) is not None


def detect(
    containers: list[Container], parts: tuple[Part, ...]
) -> tuple[list[tuple[Part, Claim]], list[Dropped]]:
    """The claims of each reader, parts of one export joined, and the files that nobody reads."""
    taken: dict[SourceKind, list[tuple[str, Entry]]] = {}
    rest: list[Entry] = []
    for container in containers:
        remaining = container
        for part in parts:
            files = part.takes(remaining)
            if files:
                taken.setdefault(part.kind, []).extend(files)
                gone = {id(entry) for _, entry in files}
                left = tuple(entry for entry in remaining.entries if id(entry) not in gone)
                remaining = Container(container.name, left)
        rest.extend(remaining.entries)
    orphans = [entry for entry in rest if is_media(entry.path)]
    exports: list[SourceKind] = [kind for kind in taken if kind in {"facebook", "instagram"}]
    if len(exports) == 1:  # the second zip of an export may hold nothing but pictures
        taken[exports[0]].extend((entry.path, entry) for entry in orphans)
        rest = [entry for entry in rest if not is_media(entry.path)]
    claims = [(part, _claim(part.kind, taken[part.kind])) for part in parts if part.kind in taken]
    return claims, [_unknown(entry) for entry in rest]


def _unknown(entry: Entry) -> Dropped:
    is_archive = entry.path.lower().endswith((".zip", ".tar", ".gz", ".tgz", ".rar", ".7z"))
    reason = (
        "is an archive inside an archive; bring it on its own" if is_archive else "not read: kind unknown"
    )
    return Dropped(entry.path, "unread", reason)


def _claim(kind: SourceKind, files: list[tuple[str, Entry]]) -> Claim:
    unique: dict[tuple[str, int | None, int], tuple[str, Entry]] = {}
    for path, entry in files:
        same = entry.checksum if entry.checksum is not None else id(entry)
        unique.setdefault((path, same, entry.size_bytes), (path, entry))
    by_path: dict[str, Entry] = {}
    for path, entry in unique.values():
        by_path.setdefault(path, entry)
    return Claim(kind, tuple(sorted(unique.values(), key=_natural)), by_path)


def _natural(file: tuple[str, Entry]) -> tuple[list[tuple[int, str]], str]:
    """`message_2` before `message_10`; files of several containers side by side."""
    pieces = re.split(r"(\d{1,18})", file[0])
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces], file[1].container
