"""Read an export of Beknown, piece by piece, believing nothing in it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from beknown.events.export import FORMAT, FORMAT_VERSION, MANIFEST
from beknown.events.types import TYPES
from beknown.kit.errors import Invalid

MAX_MANIFEST_BYTES = 4 * 1024**2
MAX_LINE_BYTES = 64 * 1024**2
MAX_RATIO = 1000
RATIO_FREE_BYTES = 64 * 1024**2

Item = TypeVar("Item")


class EventLine(BaseModel):
    """A line of `events/*.jsonl`; its purposes are not believed, they come from its type."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    source_id: UUID
    type: str
    key: str = Field(max_length=4000)
    occurred_at: AwareDatetime | None
    recorded_at: AwareDatetime
    speaker: str | None = None
    is_mine: bool = False
    thread: str | None = None
    thread_title: str | None = None
    text: str = ""
    payload: dict[str, JsonValue] = {}


class SourceLine(BaseModel):
    """A line of `data/source.jsonl`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    kind: str = Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")
    account: str = Field("", max_length=1000)
    purposes: list[str]
    created_at: AwareDatetime


class BlobLine(BaseModel):
    """A line of `data/blob.jsonl`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    media_type: str = Field(max_length=200)
    name: str = Field("", max_length=1000)
    purposes: list[str]
    created_at: AwareDatetime


class MediaLine(BaseModel):
    """A line of `data/event_media.jsonl`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    event_id: UUID
    position: int = Field(ge=0)
    blob_id: UUID
    caption: str = ""


def is_export(path: Path) -> bool:
    """Say whether a file is an export of Beknown."""
    try:
        with ZipFile(path) as archive:
            return _read_manifest(archive).get("format") == FORMAT
    except (BadZipFile, OSError, ValueError, Invalid):
        return False


def check_export(archive: ZipFile) -> None:
    """Refuse what isn't an export, is newer than this Beknown, or unpacks to far more than it is.

    Raises:
        Invalid: It is one of these.
    """
    manifest = _read_manifest(archive)
    if manifest.get("format") != FORMAT:
        raise Invalid("This zip isn't an export of Beknown.")
    if manifest.get("format_version") != FORMAT_VERSION:
        raise Invalid(
            f"This export has format version {str(manifest.get('format_version'))[:20]!r}; this Beknown reads "
            f"{FORMAT_VERSION}. Update Beknown and try again."
        )
    for entry in archive.infolist():
        if entry.file_size > max(RATIO_FREE_BYTES, MAX_RATIO * entry.compress_size):
            raise Invalid("A file in this export unpacks to far more than its size; it isn't read.")


def read_lines(archive: ZipFile, name: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines; nothing when there is no such file.

    Raises:
        Invalid: A line is longer than anything this Beknown writes, or no object.
    """
    if name not in archive.NameToInfo:
        return
    with archive.open(name) as file:
        while line := file.readline(MAX_LINE_BYTES + 1):
            if len(line) > MAX_LINE_BYTES:
                raise Invalid(f"A line in {name!r} is longer than {MAX_LINE_BYTES >> 20} MB.")
            found = json.loads(line)
            if not isinstance(found, dict):
                raise Invalid(f"A line in {name!r} is no JSON object.")
            yield cast("dict[str, Any]", found)


def read_event(line: dict[str, Any]) -> EventLine | None:
    """Read an event; None when it isn't one of a type that this Beknown knows."""
    try:
        event = EventLine.model_validate(line)
    except ValidationError:
        return None
    return event if event.type in TYPES else None


async def in_batches(items: Iterator[Item], size: int) -> AsyncIterator[list[Item]]:
    """Yield lists of at most `size` items, each read off the event loop."""
    while batch := await asyncio.to_thread(lambda: list(islice(items, size))):
        yield batch


def _read_manifest(archive: ZipFile) -> dict[str, Any]:
    if MANIFEST not in archive.NameToInfo:
        return {}
    with archive.open(MANIFEST) as file:
        found = json.loads(file.read(MAX_MANIFEST_BYTES))
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
