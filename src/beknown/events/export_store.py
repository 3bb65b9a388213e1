"""SQL of exports: every personal table by the catalogue, rows as JSON and back, the files that were written."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from beknown.kit.db import LOGGED_TABLES, SqlFiles, Tx
from beknown.kit.ids import TaskId

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """A table that holds something of a person; `purpose` may read it for them."""

    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row as JSON."""

    line: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as JSON, with its id."""

    id: UUID
    line: str


@dataclass(frozen=True, slots=True)
class BlobRow:
    """A file of the person."""

    id: UUID
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What the account says about the person."""

    email: str
    display_name: str
    locale: str
    time_zone: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: 'added', 'known' or 'refused'."""

    outcome: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether something holds."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """What was deleted."""

    id: UUID


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An export: how far it is, and until when its file is kept."""

    id: UUID
    task_id: UUID
    size_bytes: int | None
    created_at: datetime
    expires_at: datetime
    state: str
    done: int
    total: int | None
    error: str | None


async def find_personal_tables(tx: Tx) -> list[PersonalTable]:
    """Name every table that holds something of a person."""
    return await tx.all(_sql("find_personal_tables"), PersonalTable)


def find_personal_rows(tx: Tx, table: str) -> AsyncIterator[Line]:
    """Give the rows of one personal table as JSON."""
    tx.reads |= {table} & LOGGED_TABLES
    return tx.stream(_sql("find_personal_rows"), Line, {"table": table})


async def find_event_lines(tx: Tx, source: UUID, *, after: UUID, limit: int) -> list[EventLine]:
    """Give some events of a source as JSON, in the order of their ids."""
    return await tx.all(
        _sql("find_event_lines"),
        EventLine,
        {"person": tx.person, "source": source, "after": after, "limit": limit},
    )


async def find_blobs(tx: Tx) -> list[BlobRow]:
    """Give every file of the person."""
    return await tx.all(_sql("find_blobs"), BlobRow, {"person": tx.person})


async def get_profile(tx: Tx) -> Profile:
    """Give what the account says about the person."""
    return await tx.one(_sql("get_profile"), Profile, {"person": tx.person})


async def restore_row(tx: Tx, table: str, line: Mapping[str, Any]) -> str:
    """Put one row back; say whether it was 'added', 'known' or 'refused'."""
    found = await tx.one(_sql("restore_row"), Outcome, {"table": table, "line": Jsonb(dict(line))})
    return found.outcome


async def set_blob_created(tx: Tx, blob: UUID, at: datetime) -> None:
    """Say when a file that came back was kept first."""
    await tx.run(_sql("set_blob_created"), {"person": tx.person, "id": blob, "at": at})


async def has_marks(tx: Tx) -> bool:
    """Say whether the person has forgotten anything yet."""
    return (await tx.one(_sql("has_marks"), Truth, {"person": tx.person})).holds


async def has_person(tx: Tx) -> bool:
    """Say whether the person of this transaction has an account."""
    return (await tx.one(_sql("has_person"), Truth, {"person": tx.person})).holds


async def has_blob(tx: Tx, blob: UUID) -> bool:
    """Say whether the person has a file of this id."""
    return (await tx.one(_sql("has_blob"), Truth, {"person": tx.person, "id": blob})).holds


async def delete_person(tx: Tx) -> int:
    """Erase the person; everything personal goes with the row."""
    return await tx.run(_sql("delete_person"), {"person": tx.person})


async def add_export(tx: Tx, export: UUID, task: TaskId, *, at: datetime, expires_at: datetime) -> None:
    """Note an export that was asked for."""
    await tx.run(
        _sql("add_export"),
        {"person": tx.person, "id": export, "task": task, "at": at, "expires_at": expires_at},
    )


async def finish_export(tx: Tx, export: UUID, *, size_bytes: int, expires_at: datetime) -> None:
    """Note that an export is written, and until when it is kept."""
    await tx.run(
        _sql("finish_export"),
        {"person": tx.person, "id": export, "size_bytes": size_bytes, "expires_at": expires_at},
    )


async def find_exports(tx: Tx, at: datetime) -> list[ExportRow]:
    """Give the exports that haven't expired, newest first."""
    return await tx.all(_sql("find_exports"), ExportRow, {"person": tx.person, "at": at})


async def delete_export(tx: Tx, export: UUID) -> int:
    """Delete an export; give 0 when there was none."""
    return await tx.run(_sql("delete_export"), {"person": tx.person, "id": export})


async def delete_expired_exports(tx: Tx, at: datetime) -> list[UUID]:
    """Delete the exports that have expired; give their ids."""
    gone = await tx.all(_sql("delete_expired_exports"), Gone, {"person": tx.person, "at": at})
    return [each.id for each in gone]
