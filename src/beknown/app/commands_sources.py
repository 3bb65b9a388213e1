"""`beknown import`: read archives of this machine into a person's log."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from beknown.app.accounts.people import get_account
from beknown.app.commands import AsJson, Person, get_person, show, with_house
from beknown.app.house import House
from beknown.kit.errors import Invalid
from beknown.sources import NOT_IN_IT, ImportRow, NeedsAnswer, Told, check_time_zone, import_path

Names = Annotated[list[str] | None, Parameter(name="--owner-name", negative=())]
DayFirst = Annotated[bool | None, Parameter(name="--day-first", negative="--month-first")]


def import_archives(
    paths: list[Path],
    *,
    person: Person,
    owner_names: Names = None,
    time_zone: str | None = None,
    day_first: DayFirst = None,
    as_json: AsJson = False,
) -> None:
    """Bring archives: zips as you got them, folders, or single files. Bringing one again adds only what is new.

    Args:
        paths: Zips, folders or files; several parts of one export together.
        person: Whose life it is.
        owner_names: Under which name the person appears in it, where the archive doesn't say. May be repeated.
        time_zone: Of clock times without a zone, such as Europe/Lisbon; the person's own when not given.
        day_first: Whether 03/04/2024 is the third of April, where nothing in the archive decides it.
        as_json: Print one JSON document, the import report.
    """
    zone = check_time_zone(time_zone) if time_zone else None
    told = Told(owner_names=tuple(owner_names or ()), time_zone=zone, is_day_first=day_first)

    async def work(house: House) -> ImportRow:
        owner = await get_person(house, person)
        profile = await get_account(house.db, owner)
        asked = replace(
            told, likely_names=(profile.display_name,), time_zone=told.time_zone or profile.time_zone
        )
        try:
            return await import_path(house.db, house.blobs, owner, paths, told=asked, progress=_progress())
        except NeedsAnswer as error:
            answered = replace(asked, owner_names=(_ask_owner(error),))
        return await import_path(house.db, house.blobs, owner, paths, told=answered, progress=_progress())

    row = with_house(work)
    document = {"import_id": row.id, "state": row.state, **row.report}
    show(document, _lines(row), as_json=as_json)


def _ask_owner(error: NeedsAnswer) -> str:
    """Ask who the person is; where nobody can answer, everything counts as said by others.

    Raises:
        NeedsAnswer: More must be told than that; nothing sensible can be assumed.
    """
    if set(error.keys) != {"owner"}:
        raise error
    choices = ", ".join(error.choices)
    if not sys.stdin.isatty():
        sys.stderr.write(
            f"beknown: none of the names in it is known to be the person's ({choices}), so all of it is kept as "
            "said by others. --owner-name says which one is theirs.\n"
        )
        return NOT_IN_IT
    sys.stderr.write(f"Which of these names is yours? {choices}\nName (empty: none of them): ")
    sys.stderr.flush()
    name = sys.stdin.readline().strip()
    if name and error.choices and name not in error.choices:
        raise Invalid(f"There is no {name!r} in it. It has: {choices}.")
    return name or NOT_IN_IT


def _progress() -> Callable[[int], None] | None:
    if not sys.stderr.isatty():
        return None

    def show_count(done: int) -> None:
        sys.stderr.write(f"\r{done:,} records")
        sys.stderr.flush()

    return show_count


def _lines(row: ImportRow) -> list[str]:
    totals = ", ".join(f"{count:,} {outcome}" for outcome, count in row.report["totals"].items() if count)
    lines = [f"{row.state}: {totals or 'nothing was found in it'}"]
    lines += [
        f"  {each['kind']} {each['account']}: {each['kept']:,} kept, {each['known']:,} known"
        for each in row.report["sources"]
    ]
    lines += [
        f"  {each['outcome']}: {each['file']}: {each['reason']} ({each['count']:,})"
        for each in row.report["findings"]
        if each["outcome"] != "empty"
    ]
    return lines
