"""Carry out an import: read in a thread, append in batches, note the progress with each batch."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from uuid import UUID

from beknown.events import append_many, ensure_source
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import PersonId, TaskId
from beknown.kit.tasks import finish_task, set_progress
from beknown.sources import store
from beknown.sources.bring_back import bring_back
from beknown.sources.keep_media import keep_media
from beknown.sources.open import open_library
from beknown.sources.read import find_questions, read_library
from beknown.sources.report import Report, load_report
from beknown.sources.store import ImportRow
from beknown.sources.types import Dropped, Found, Question, ReadItem, ReadOptions

_BATCH_ITEMS = 2_000
_BATCH_CHARS = 4_000_000
SAMPLE_ACCOUNT = "sample"

Progress = Callable[[int], None]


@dataclass(slots=True)
class _Batch:
    """Items read together; `is_last` says that nothing follows."""

    items: list[ReadItem] = field(default_factory=list[ReadItem])
    is_last: bool = False
    has_media: bool = False


@dataclass(frozen=True, slots=True)
class Bringing:
    """An import under way: whose, which row, which files."""

    db: Database
    blobs: Blobs
    person: PersonId
    row: ImportRow
    paths: Sequence[Path]

    @property
    def scope(self) -> Scope:
        """The person's own hand."""
        return Scope(self.person, "export")


async def bring(bringing: Bringing, progress: Progress | None = None) -> None:
    """Read everything and append it; ends with the import done, asking or, when cancelled, as it was left.

    Taken up again after it was cut off, it goes on behind the last batch that was committed.
    """
    row, paths = await bring_back(bringing.db, bringing.blobs, bringing.person, bringing.row, bringing.paths)
    bringing = replace(bringing, row=row, paths=paths)
    options = options_of(bringing.row)
    with await asyncio.to_thread(open_library, bringing.paths, options.limits) as library:
        questions = await asyncio.to_thread(find_questions, library, options)
        if questions:
            async with bringing.db.begin(bringing.scope) as tx:
                await store.ask_person(tx, bringing.row.id, [asdict(question) for question in questions])
            return
        reading = read_library(library, options)
        is_whole = await _read_all(bringing, reading, progress)
    if is_whole:
        async with bringing.db.begin(bringing.scope) as tx:
            await store.end_import(tx, bringing.row.id, state="done")
            await finish_task(tx, TaskId(bringing.row.task_id))


def options_of(row: ImportRow) -> ReadOptions:
    """What the person has told about an import."""
    return ReadOptions(
        owner_names=frozenset(row.owner_names),
        likely_names=frozenset(row.likely_names),
        time_zone=row.time_zone,
        is_day_first=row.is_day_first,
    )


async def _read_all(bringing: Bringing, items: Iterator[ReadItem], progress: Progress | None) -> bool:
    """Append batch after batch; the next one is read while one is appended, unless its media must be opened."""
    report = load_report(bringing.row.report)
    done = bringing.row.read_items
    reading = islice(items, done, None)
    batch = await asyncio.to_thread(_take, reading)
    while batch.items:
        ahead = (
            None
            if batch.has_media or batch.is_last
            else asyncio.create_task(asyncio.to_thread(_take, reading))
        )
        try:
            is_on = await _append(bringing, batch, report, done + len(batch.items))
        finally:
            following = await ahead if ahead is not None else None
        done += len(batch.items)
        if progress is not None:
            progress(done)
        if not is_on:
            return False
        batch = following or (_Batch() if batch.is_last else await asyncio.to_thread(_take, reading))
    return True


def _take(reading: Iterator[ReadItem]) -> _Batch:
    batch = _Batch()
    chars = 0
    for item in reading:
        batch.items.append(item)
        if isinstance(item, Found):
            chars += len(item.draft.text)
            batch.has_media = batch.has_media or bool(item.draft.media)
        if len(batch.items) >= _BATCH_ITEMS or chars >= _BATCH_CHARS:
            return batch
    batch.is_last = True
    return batch


async def _append(bringing: Bringing, batch: _Batch, report: Report, done: int) -> bool:
    """One transaction: the events, their media and how far the import is. False where it was cancelled."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for item in batch.items:
        if isinstance(item, Found):
            account = _account(bringing.row, item)
            groups.setdefault((item.kind, account), []).append(item)
        elif isinstance(item, Dropped):
            report.drop(item)
        else:
            report.drop(_unanswered(item))
    async with bringing.db.begin(bringing.scope) as tx:
        for (kind, account), found in groups.items():
            await _append_group(bringing, tx, report, found, source=(kind, account))
        is_on = await store.save_progress(tx, bringing.row.id, read_items=done, report=report.dump())
        await set_progress(tx, TaskId(bringing.row.task_id), done=done)
    return is_on


def _account(row: ImportRow, item: Found) -> str:
    """A sample life stays apart from what the person brings of their own."""
    return f"{SAMPLE_ACCOUNT}:{item.account}" if row.origin == "sample" else item.account


def _unanswered(question: Question) -> Dropped:
    return Dropped(question.file, "unread", f"waits for an answer about {question.key.replace('_', ' ')}")


async def _append_group(
    bringing: Bringing, tx: Tx, report: Report, found: Sequence[Found], *, source: tuple[str, str]
) -> None:
    source_id = await ensure_source(tx, *source)
    appended = await append_many(tx, source_id, [item.draft for item in found])
    count = report.source(*source)
    count.kept += len(appended.new)
    count.forgotten += appended.forgotten
    count.known += appended.known - appended.forgotten
    await keep_media(tx, bringing.blobs, report, found, source=source_id, appended=appended)


async def cancel(tx: Tx, import_id: UUID) -> None:
    """Stop an import; what was appended stays and can be forgotten with its source."""
    row = await store.get_import(tx, import_id)
    if await store.end_import(tx, import_id, state="cancelled"):
        await finish_task(tx, TaskId(row.task_id), state="cancelled")
