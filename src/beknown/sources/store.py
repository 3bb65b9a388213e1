"""SQL of the imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from beknown.kit.db import SqlFiles, Tx
from beknown.kit.errors import Conflict

ImportState = Literal["queued", "running", "asking", "done", "failed", "cancelled"]
Origin = Literal["upload", "sample", "path"]
_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import: what was brought, how far it is read, what is asked, what became of its records."""

    id: UUID
    task_id: UUID
    origin: str
    state: str
    names: list[str]
    size_bytes: int
    owner_names: list[str]
    likely_names: list[str]
    time_zone: str | None
    is_day_first: bool | None
    questions: list[dict[str, Any]]
    read_items: int
    report: dict[str, Any]
    error: str | None
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewImport:
    """What is known of an import when it begins."""

    id: UUID
    task_id: UUID
    origin: Origin
    names: Sequence[str]
    size_bytes: int
    owner_names: Sequence[str] = ()
    likely_names: Sequence[str] = ()
    time_zone: str | None = None
    is_day_first: bool | None = None


async def add_import(tx: Tx, new: NewImport) -> None:
    """Add an import that waits to be read."""
    await tx.run(
        _sql("add_import"),
        {
            "person": tx.person,
            "id": new.id,
            "task": new.task_id,
            "origin": new.origin,
            "names": list(new.names),
            "size_bytes": new.size_bytes,
            "owner_names": list(new.owner_names),
            "likely_names": list(new.likely_names),
            "time_zone": new.time_zone,
            "is_day_first": new.is_day_first,
        },
    )


async def get_import(tx: Tx, import_id: UUID) -> ImportRow:
    """Give one import with its report.

    Raises:
        NotFound: The person has none with this id.
    """
    return await tx.one(_sql("get_import"), ImportRow, {"person": tx.person, "id": import_id})


async def find_imports(tx: Tx, limit: int = 100) -> list[ImportRow]:
    """Give the newest imports, newest first; their reports hold the totals only."""
    return await tx.all(_sql("find_imports"), ImportRow, {"person": tx.person, "limit": limit})


async def start_import(tx: Tx, import_id: UUID) -> bool:
    """Take an import up; False where it was cancelled, is done or waits for an answer."""
    return await tx.run(_sql("start_import"), {"person": tx.person, "id": import_id}) == 1


async def save_progress(tx: Tx, import_id: UUID, *, read_items: int, report: dict[str, Any]) -> bool:
    """Note how far an import is read; False where it was cancelled meanwhile."""
    params = {"person": tx.person, "id": import_id, "read_items": read_items, "report": Jsonb(report)}
    return await tx.run(_sql("save_progress"), params) == 1


async def ask_person(tx: Tx, import_id: UUID, questions: Sequence[dict[str, Any]]) -> None:
    """Put questions to the person."""
    params = {"person": tx.person, "id": import_id, "questions": Jsonb(list(questions))}
    await tx.run(_sql("ask_person"), params)


async def save_answer(
    tx: Tx, import_id: UUID, *, owner: str | None, time_zone: str | None, is_day_first: bool | None
) -> None:
    """Keep what the person answered; None leaves as it is.

    Raises:
        Conflict: The import doesn't wait for an answer.
    """
    params = {
        "person": tx.person,
        "id": import_id,
        "owner": owner,
        "time_zone": time_zone,
        "is_day_first": is_day_first,
    }
    if await tx.run(_sql("save_answer"), params) == 0:
        raise Conflict("This import doesn't wait for an answer.")


async def end_import(
    tx: Tx, import_id: UUID, *, state: Literal["done", "failed", "cancelled"], error: str | None = None
) -> bool:
    """End an import; False where it had ended before."""
    params = {"person": tx.person, "id": import_id, "state": state, "error": error}
    return await tx.run(_sql("end_import"), params) == 1
