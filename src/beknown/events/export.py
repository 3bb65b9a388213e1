"""Export everything that is held about a person: one zip, described in docs/export-format.md.

Nothing is left out in silence: the tables are found in the catalogue, and what isn't in the export is named in its
manifest with the reason.
"""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import cast
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from beknown.events import export_store, timeline_store
from beknown.events.export_store import BlobRow, PersonalTable
from beknown.events.tables import LEFT_OUT, RESTORED
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.ids import PersonId

FORMAT = "beknown.export"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
_PAGE = 2000
_FLUSH_CHARS = 1 << 20
_NIL = UUID(int=0)
_README = """This is everything that Beknown holds about you.

manifest.json   what is in here, who it is about, and what is not in here and why
events/         what you said and did, one file for each kind of source, one event a line (JSON)
data/           everything else, one file for each table, one row a line (JSON)
media/          your pictures, films, sounds and documents, as they came; data/blob.jsonl has their names

To bring it into another Beknown: drop this zip into 'Bring your life', or run: beknown import THIS.zip
The format is described in docs/export-format.md of Beknown.
"""

Progress = Callable[[int, int], Awaitable[None]]
"""Called with how many pieces (events and files) are written, and how many there are."""


@dataclass(slots=True)
class _Writing:
    """An export under way."""

    db: Database
    blobs: Blobs
    person: PersonId
    zip: ZipFile
    progress: Progress | None
    total: int = 0
    done: int = 0
    rows: dict[str, int] = field(default_factory=dict[str, int])
    missing: list[str] = field(default_factory=list[str])

    def scope(self, purpose: Purpose = "export") -> Scope:
        """Give the person's scope."""
        return Scope(self.person, purpose)

    async def tell(self, more: int) -> None:
        """Note that more pieces are written."""
        self.done += more
        if self.progress is not None:
            await self.progress(self.done, self.total)


async def write_export(
    db: Database, blobs: Blobs, person: PersonId, target: Path, *, progress: Progress | None = None
) -> int:
    """Write everything about a person to a zip; give its size in bytes.

    It is written beside the target and takes its name when it is whole. What refers to something is read before what
    it refers to, so that an export made while the person goes on living has no loose ends.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    with ZipFile(part, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        writing = _Writing(db, blobs, person, archive, progress)
        await _write_all(writing)
    return await asyncio.to_thread(_put_in_place, part, target)


def _put_in_place(part: Path, target: Path) -> int:
    part.replace(target)
    return target.stat().st_size


async def _write_all(writing: _Writing) -> None:
    async with writing.db.begin(writing.scope()) as tx:
        tables = await export_store.find_personal_tables(tx)
        files = await export_store.find_blobs(tx)
        sources = await timeline_store.find_sources(tx)
        profile = await export_store.get_profile(tx)
    writing.total = len(files) + sum(each.events for each in sources)
    writing.zip.writestr("README.txt", _README)
    for table in sorted(tables, key=_age, reverse=True):
        if table.name not in LEFT_OUT and table.name != "event":
            await _write_table(writing, table)
    for kind in sorted({each.kind for each in sources}):
        ids = [each.id for each in sources if each.kind == kind]
        await _write_lines(writing, f"events/{kind}.jsonl", _event_lines(writing, ids))
    for file in files:
        await asyncio.to_thread(_write_file, writing, file)
        await writing.tell(1)
    manifest = _manifest(writing, {**asdict(profile), "created_at": profile.created_at.isoformat()})
    writing.zip.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))


def _age(table: PersonalTable) -> int:
    """Tables that others refer to come early in `RESTORED`; they are written late."""
    return list(RESTORED).index(table.name) if table.name in RESTORED else -1


async def _write_table(writing: _Writing, table: PersonalTable) -> None:
    async with writing.db.begin(writing.scope(cast("Purpose", table.purpose))) as tx:
        lines = (row.line async for row in export_store.find_personal_rows(tx, table.name))
        await _write_lines(writing, f"data/{table.name}.jsonl", lines)


async def _event_lines(writing: _Writing, sources: list[UUID]) -> AsyncIterator[str]:
    for source in sources:
        after = _NIL
        while True:
            async with writing.db.begin(writing.scope()) as tx:
                page = await export_store.find_event_lines(tx, source, after=after, limit=_PAGE)
            for each in page:
                yield each.line
            await writing.tell(len(page))
            if len(page) < _PAGE:
                break
            after = page[-1].id


async def _write_lines(writing: _Writing, name: str, lines: AsyncIterator[str]) -> None:
    """Write lines in pieces of about a megabyte, off the event loop."""
    count, waiting, size = 0, list[str](), 0
    with writing.zip.open(_entry(name), "w", force_zip64=True) as entry:
        async for line in lines:
            count += 1
            waiting.append(line)
            size += len(line)
            if size >= _FLUSH_CHARS:
                await asyncio.to_thread(entry.write, _encode(waiting))
                waiting, size = [], 0
        await asyncio.to_thread(entry.write, _encode(waiting))
    writing.rows[name] = count


def _encode(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _write_file(writing: _Writing, file: BlobRow) -> None:
    path = writing.blobs.path(writing.person, file.id)
    if not path.is_file():
        writing.missing.append(str(file.id))
        return
    entry = _entry(f"media/{file.id}")
    entry.compress_type = ZIP_STORED  # media are compressed already
    with path.open("rb") as source, writing.zip.open(entry, "w", force_zip64=True) as stored:
        shutil.copyfileobj(source, stored, 1 << 20)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, clock.now().timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _manifest(writing: _Writing, profile: Mapping[str, object]) -> dict[str, object]:
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "beknown_version": version("beknown"),
        "made_at": clock.now().isoformat(),
        "person": {"id": str(writing.person), **profile},
        "rows": writing.rows,
        "missing_media": writing.missing,
        "left_out": LEFT_OUT,
    }
