"""Bring an export of Beknown back: the same events with their ids, files, beliefs, switches, conversations.

An export is a file from outside like any other: everything in it is checked, and it gets no right that its events
would not get on any other way. What the person has here already stays as it is; what is the same is known by its
key or its content, and references follow.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from pydantic import ValidationError

from beknown.events import export_store, store
from beknown.events.append import Stamp, append_many, ensure_source
from beknown.events.purposes import SWITCHABLE, purposes_of
from beknown.events.read_export import (
    BlobLine,
    EventLine,
    MediaLine,
    SourceLine,
    check_export,
    in_batches,
    read_event,
    read_lines,
)
from beknown.events.tables import RESTORED, Restoring
from beknown.events.types import EventDraft
from beknown.kit.blobs import Blobs
from beknown.kit.db import PURPOSES, Database, Purpose, Scope, Tx
from beknown.kit.errors import Invalid
from beknown.kit.ids import BlobId, EventId, PersonId, SourceId

_BATCH = 1000
_FILES_AT_ONCE = 20
_MAX_WAITING = 20_000

Progress = Callable[[int], Awaitable[None]]
"""Called with how many lines have been read."""


Follower = Callable[[Tx], Awaitable[None]]
_followers: list[Follower] = []


@dataclass(slots=True)
class Restored:
    """What became of an export: events that are new, were known, were forgotten before; and all rows refused."""

    events: int = 0
    known: int = 0
    forgotten: int = 0
    files: int = 0
    rows: int = 0
    refused: int = 0


@dataclass(slots=True)
class _Restoring:
    """An export on its way back. `ids` maps ids that something has here under another one."""

    db: Database
    blobs: Blobs
    person: PersonId
    zip: ZipFile
    progress: Progress | None
    restored: Restored = field(default_factory=Restored)
    ids: dict[str, str] = field(default_factory=dict[str, str])
    sources: dict[UUID, SourceId] = field(default_factory=dict[UUID, SourceId])
    lines: int = 0

    @property
    def scope(self) -> Scope:
        """The person's own hand."""
        return Scope(self.person, "export")

    def here(self, known: UUID) -> UUID:
        """Give the id that something has here."""
        return UUID(self.ids.get(str(known), str(known)))

    async def tell(self, more: int) -> None:
        """Note that more lines were read."""
        self.lines += more
        if self.progress is not None:
            await self.progress(self.lines)


def after_restoring(follower: Follower) -> None:
    """Have `follower(tx)` called when all of an export is back: for what follows from several of its parts together."""
    if follower not in _followers:
        _followers.append(follower)


async def restore(
    db: Database, blobs: Blobs, person: PersonId, path: Path, *, progress: Progress | None = None
) -> Restored:
    """Bring an export back into a person's account; doing it twice changes nothing more.

    Raises:
        Invalid: It isn't an export, is damaged, or was made by a newer Beknown.
    """
    try:
        with ZipFile(path) as archive:
            check_export(archive)
            restoring = _Restoring(db, blobs, person, archive, progress)
            await _restore_all(restoring)
            return restoring.restored
    except (BadZipFile, EOFError, ValidationError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Invalid(
            "This export is damaged: it ends early or was changed. Download or copy it again."
        ) from error


async def _restore_all(restoring: _Restoring) -> None:
    await _restore_sources(restoring)
    await _restore_marks(restoring)
    await _restore_files(restoring)
    for name in sorted(restoring.zip.namelist()):
        if name.startswith("events/") and name.endswith(".jsonl"):
            await _restore_events(restoring, name)
    await _restore_media(restoring)
    for table, how in RESTORED.items():
        await _restore_table(restoring, table, how)
    async with restoring.db.begin(restoring.scope) as tx:
        for follower in _followers:
            await follower(tx)


async def _restore_sources(restoring: _Restoring) -> None:
    """A source that is new here comes with its switches; one that is here keeps those it has."""
    for line in read_lines(restoring.zip, "data/source.jsonl"):
        source = SourceLine.model_validate(line)
        wanted = sorted({"export", "safety", *(set(source.purposes) & set(SWITCHABLE))})
        async with restoring.db.begin(restoring.scope) as tx:
            if await store.find_source(tx, source.kind, source.account) is None:
                row = {**source.model_dump(mode="json"), "purposes": wanted}
                await export_store.restore_row(tx, "source", row)
            here = await ensure_source(tx, source.kind, source.account)
        restoring.sources[source.id] = here
        if here != source.id:
            restoring.ids[str(source.id)] = str(here)


async def _restore_marks(restoring: _Restoring) -> None:
    """What was forgotten there stays forgotten here, unless something was forgotten here under another key."""
    async with restoring.db.begin(restoring.scope) as tx:
        for table in ("belief_key", "belief_mark"):
            for line in read_lines(restoring.zip, f"data/{table}.jsonl"):
                await export_store.restore_row(tx, table, line)
        if await export_store.has_marks(tx):
            return
        for table in ("forgetting", "forgotten"):
            for line in read_lines(restoring.zip, f"data/{table}.jsonl"):
                await export_store.restore_row(tx, table, line)


async def _restore_files(restoring: _Restoring) -> None:
    names = set(restoring.zip.namelist())
    async for batch in in_batches(read_lines(restoring.zip, "data/blob.jsonl"), _FILES_AT_ONCE):
        async with restoring.db.begin(restoring.scope) as tx:
            for line in batch:
                file = BlobLine.model_validate(line)
                if f"media/{file.id}" in names:
                    await _restore_file(restoring, tx, file)
        await restoring.tell(len(batch))


async def _restore_file(restoring: _Restoring, tx: Tx, file: BlobLine) -> None:
    purposes: list[Purpose] = [purpose for purpose in PURPOSES if purpose in file.purposes]
    is_taken = await export_store.has_blob(tx, file.id)
    with restoring.zip.open(f"media/{file.id}") as stream:
        kept = await restoring.blobs.put(
            tx,
            cast("BinaryIO", stream),
            media_type=file.media_type,
            name=file.name,
            purposes=purposes,
            wanted=None if is_taken else BlobId(file.id),
        )
    restoring.restored.files += 1
    if kept.id != file.id:
        restoring.ids[str(file.id)] = str(kept.id)
    elif not is_taken:
        await export_store.set_blob_created(tx, kept.id, file.created_at)


async def _restore_events(restoring: _Restoring, name: str) -> None:
    async for batch in in_batches(read_lines(restoring.zip, name), _BATCH):
        by_source: dict[SourceId, list[EventLine]] = {}
        for line in batch:
            event = read_event(line)
            source = restoring.sources.get(event.source_id) if event is not None else None
            if event is None or source is None:
                restoring.restored.refused += 1
            else:
                by_source.setdefault(source, []).append(event)
        async with restoring.db.begin(restoring.scope) as tx:
            for source, events in by_source.items():
                await _append(restoring, tx, source, events)
        await restoring.tell(len(batch))


async def _append(restoring: _Restoring, tx: Tx, source: SourceId, events: Sequence[EventLine]) -> None:
    appended = await append_many(
        tx,
        source,
        [_draft(event) for event in events],
        stamps=[Stamp(EventId(event.id), event.recorded_at) for event in events],
    )
    restoring.restored.events += len(appended.new)
    restoring.restored.forgotten += appended.forgotten
    others = {event.key: event.id for event in events if event.key not in appended.new}
    known = await store.find_ids_by_key(tx, source, list(others)) if others else []
    restoring.restored.known += len(known)
    restoring.restored.refused += len(others) - len(known) - appended.forgotten
    for each in known:
        if others[each.key] != each.id:
            restoring.ids[str(others[each.key])] = str(each.id)


async def _restore_media(restoring: _Restoring) -> None:
    async for batch in in_batches(read_lines(restoring.zip, "data/event_media.jsonl"), _BATCH):
        async with restoring.db.begin(restoring.scope) as tx:
            media = [MediaLine.model_validate(line) for line in batch]
            ids = [EventId(restoring.here(each.event_id)) for each in media]
            types = {row.id: row.type for row in await store.find_events_by_id(tx, ids)}
            for each in media:
                event, blob = restoring.here(each.event_id), restoring.here(each.blob_id)
                if event in types and await export_store.has_blob(tx, blob):
                    await store.add_media(
                        tx,
                        EventId(event),
                        each.position,
                        blob=blob,
                        caption=each.caption,
                        purposes=sorted(purposes_of(types[event])),
                    )


async def _restore_table(restoring: _Restoring, table: str, how: Restoring) -> None:
    """Rows that refer to one another come in any order: what is refused is tried again while that helps."""
    waiting: list[dict[str, Any]] = []
    async for batch in in_batches(read_lines(restoring.zip, f"data/{table}.jsonl"), _BATCH):
        rows = [_settle(_follow(line, restoring.ids), how) for line in batch]
        waiting += await _restore_rows(restoring, table, rows)
        if len(waiting) > _MAX_WAITING:
            raise Invalid(f"The rows of {table!r} in this export don't fit together; it isn't read.")
    refused = len(waiting) + 1
    while waiting and len(waiting) < refused:
        refused = len(waiting)
        waiting = await _restore_rows(restoring, table, waiting)
    restoring.restored.refused += len(waiting)


async def _restore_rows(
    restoring: _Restoring, table: str, rows: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    refused: list[dict[str, Any]] = []
    async with restoring.db.begin(restoring.scope) as tx:
        for row in rows:
            outcome = await export_store.restore_row(tx, table, row)
            restoring.restored.rows += outcome == "added"
            if outcome == "refused":
                refused.append(row)
    await restoring.tell(len(rows))
    return refused


def _settle(row: dict[str, Any], how: Restoring) -> dict[str, Any]:
    """Take from a row what it may not bring along."""
    kept = {name: value for name, value in row.items() if name not in how.without}
    for name, states in how.settled.items():
        kept[name] = states.get(str(kept.get(name)), kept.get(name))
    if "purposes" in kept:
        kept["purposes"] = sorted(how.purposes & set(kept["purposes"] or ()))
    return kept


def _follow(value: Any, ids: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON of any shape
    """Put the ids of here in the place of those of there, wherever they stand."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, dict):
        return {name: _follow(each, ids) for name, each in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_follow(each, ids) for each in cast("list[Any]", value)]
    return value


def _draft(event: EventLine) -> EventDraft:
    return EventDraft(
        type=event.type,
        key=event.key,
        occurred_at=event.occurred_at,
        text=event.text,
        speaker=event.speaker,
        is_mine=event.is_mine,
        thread=event.thread,
        thread_title=event.thread_title,
        payload=event.payload,
    )
