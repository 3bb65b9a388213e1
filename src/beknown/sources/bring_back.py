"""Exports of Beknown among what is brought: they come back with ids, beliefs, switches and conversations."""

from asyncio import to_thread
from collections.abc import Sequence
from pathlib import Path

from beknown.events import Restored, is_export, restore
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId, TaskId
from beknown.kit.tasks import set_progress
from beknown.sources import store
from beknown.sources.report import SourceCount, load_report
from beknown.sources.store import ImportRow
from beknown.sources.types import Dropped

KIND = "beknown"
_REFUSED = "doesn't fit what this Beknown knows, or refers to what isn't in the export"


async def bring_back(
    db: Database, blobs: Blobs, person: PersonId, row: ImportRow, paths: Sequence[Path]
) -> tuple[ImportRow, list[Path]]:
    """Bring back each export among the files; give the import as it stands then, and the files left to read.

    Raises:
        Invalid: An export is damaged, or was made by a newer Beknown.
    """
    exports = [path for path in paths if await to_thread(is_export, path)]
    if not exports:
        return row, list(paths)

    async def progress(lines: int) -> None:
        async with db.begin(Scope(person, "export")) as tx:
            await set_progress(tx, TaskId(row.task_id), done=lines)

    counts = [(path, await restore(db, blobs, person, path, progress=progress)) for path in exports]
    async with db.begin(Scope(person, "export")) as tx:
        await store.save_progress(tx, row.id, read_items=row.read_items, report=_report(row, counts))
        row = await store.get_import(tx, row.id)
    return row, [path for path in paths if path not in exports]


def _report(row: ImportRow, counts: Sequence[tuple[Path, Restored]]) -> dict[str, object]:
    report = load_report(row.report)
    report.sources[KIND, ""] = SourceCount(
        KIND,
        "",
        kept=sum(each.events for _, each in counts),
        known=sum(each.known for _, each in counts),
        forgotten=sum(each.forgotten for _, each in counts),
    )
    for path, each in counts:
        if each.refused:
            report.drop(Dropped(path.name, "refused", _REFUSED, count=each.refused))
    return report.dump()
