"""Begin an import: from uploaded files, from paths on this machine, or of a sample life."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Invalid
from beknown.kit.ids import PersonId, TaskId, new_id
from beknown.kit.jobs import defer
from beknown.kit.tasks import finish_task, start_task
from beknown.sources import store
from beknown.sources.bring import Bringing, Progress, bring
from beknown.sources.store import ImportRow, NewImport, Origin

TASK_KIND = "sources.import"
_FLAGS = {"time_zone": "--time-zone", "owner": "--owner-name", "day_order": "--day-first or --month-first"}


NOT_IN_IT = ""
"""The owner's name where the person says that none of the names in an archive is theirs."""


class NeedsAnswer(Invalid):
    """The archive doesn't say all that is needed; `keys` name the questions, `choices` the names to choose from."""

    def __init__(self, message: str, keys: Sequence[str], choices: Sequence[str]) -> None:
        super().__init__(message)
        self.keys = tuple(keys)
        self.choices = tuple(choices)


@dataclass(frozen=True, slots=True)
class Told:
    """What the person says along with an archive."""

    owner_names: tuple[str, ...] = ()
    likely_names: tuple[str, ...] = ()
    time_zone: str | None = None
    is_day_first: bool | None = None


def upload_folder(blobs: Blobs, person: PersonId, import_id: UUID) -> Path:
    """Where an import's files wait to be read: among the person's own files, so that erasing takes them along."""
    return blobs.folder / str(person) / "uploads" / str(import_id)


def delete_upload(blobs: Blobs, person: PersonId, import_id: UUID) -> None:
    """Delete the files of an import that was read."""
    shutil.rmtree(upload_folder(blobs, person, import_id), ignore_errors=True)


def check_time_zone(name: str) -> str:
    """The name of a time zone.

    Raises:
        Invalid: There is none of this name.
    """
    if name not in available_timezones():
        raise Invalid(f"There is no time zone {name[:60]!r}. Use a name such as 'Europe/Lisbon'.")
    return ZoneInfo(name).key


async def add_import(
    tx: Tx, import_id: UUID, origin: Origin, names: Sequence[str], *, size_bytes: int, told: Told
) -> None:
    """Note an import and what is told about it; nothing is read yet."""
    if told.time_zone is not None:
        check_time_zone(told.time_zone)
    task = await start_task(tx, TASK_KIND, ref=import_id)
    await store.add_import(
        tx,
        NewImport(
            id=import_id,
            task_id=task,
            origin=origin,
            names=names,
            size_bytes=size_bytes,
            owner_names=told.owner_names,
            likely_names=told.likely_names,
            time_zone=told.time_zone,
            is_day_first=told.is_day_first,
        ),
    )


async def queue_import(tx: Tx, import_id: UUID) -> None:
    """Have a worker read the import; one of a person at a time."""
    await defer(tx, TASK_KIND, lock=f"import-{tx.person}", person_id=tx.person, import_id=import_id)


async def import_path(
    db: Database,
    blobs: Blobs,
    person: PersonId,
    paths: Sequence[Path],
    *,
    told: Told | None = None,
    progress: Progress | None = None,
) -> ImportRow:
    """Read files or folders of this machine at once, in this process; give the import with its report.

    Args:
        db: The door.
        blobs: Where media go.
        person: Whose life it is.
        paths: Zips, folders or files, which stay where they are.
        told: What the person says along with them.
        progress: Called with the number of records read, after each batch.

    Raises:
        Invalid: There is no such path.
        NeedsAnswer: Something must be told first; the message names the option.
    """
    missing = [path for path in paths if not path.exists()]
    if missing or not paths:
        raise Invalid(
            f"There is nothing at {str(missing[0])!r}." if missing else "Name a file or folder to import."
        )
    import_id = new_id()
    size = sum(path.stat().st_size for path in paths if path.is_file())
    scope = Scope(person, "export")
    async with db.begin(scope) as tx:
        names = [path.name for path in paths]
        await add_import(tx, import_id, "path", names, size_bytes=size, told=told or Told())
        await store.start_import(tx, import_id)
        row = await store.get_import(tx, import_id)
    await bring(Bringing(db, blobs, person, row, paths), progress)
    async with db.begin(scope) as tx:
        row = await store.get_import(tx, import_id)
        if row.state == "asking":
            await store.end_import(tx, import_id, state="cancelled")
            await finish_task(tx, TaskId(row.task_id), state="cancelled")
    if row.state == "asking":
        raise _unanswered(row)
    return row


def _unanswered(row: ImportRow) -> NeedsAnswer:
    keys = sorted({str(question["key"]) for question in row.questions})
    names = {name for question in row.questions if question["key"] == "owner" for name in question["choices"]}
    choices = sorted(names)[:20]
    who = f" You may be one of: {', '.join(choices)}." if choices else ""
    flags = ", ".join(_FLAGS[key] for key in keys)
    return NeedsAnswer(f"The archive doesn't say all that is needed. Add {flags}.{who}", keys, choices)
