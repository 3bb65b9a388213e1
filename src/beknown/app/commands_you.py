"""`beknown export` and `beknown erase`: everything about a person, into a file or gone for good."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from beknown.app.commands import AsJson, Person, get_person, show, with_house
from beknown.app.erase import clean_up, erase_person
from beknown.app.house import House
from beknown.events import write_export
from beknown.kit.errors import Conflict, Invalid


def export_person(out: Path, *, person: Person, as_json: AsJson = False) -> None:
    """Write everything that is held about a person to a zip, with the original media.

    Args:
        out: The file to write; there may be none of this name yet.
        person: Whose.
        as_json: Print one JSON document.
    """
    if out.exists():
        raise Conflict(f"There is a file {str(out)!r} already. Name another one.")
    if not out.absolute().parent.is_dir():
        raise Invalid(f"There is no folder {str(out.absolute().parent)!r}.")

    target = out.absolute()

    async def work(house: House) -> int:
        return await write_export(house.db, house.blobs, await get_person(house, person), target)

    size = with_house(work)
    document = {"path": str(out), "size_bytes": size}
    show(document, [f"Wrote {out} ({size:,} bytes)."], as_json=as_json)


def erase_for_good(
    *, person: Person, yes: Annotated[bool, Parameter(negative=())] = False, as_json: AsJson = False
) -> None:
    """Erase a person's account with everything that is held about them. Nothing brings it back.

    Args:
        person: Whose.
        yes: Don't ask.
        as_json: Print one JSON document.
    """

    async def find(house: House) -> None:
        await get_person(house, person)

    async def work(house: House) -> None:
        await erase_person(house.db, house.blobs, await get_person(house, person))
        await clean_up(house.db, house.blobs)

    if not yes:
        with_house(find)
        _ask(person)
    with_house(work)
    show({"erased": True}, ["Erased. Nothing of this account is left here."], as_json=as_json)


def _ask(email: str) -> None:
    if not sys.stdin.isatty():
        raise Invalid("Erasing asks first. Add --yes where nobody can answer.")
    sys.stderr.write(f"This erases {email} with all that is held about them. Type the email to go on: ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() != email.strip().lower():
        raise Invalid("That isn't the same email. Nothing was erased.")
