"""`beknown person`: who has an account on this machine."""

import getpass
import sys
from typing import Annotated

from cyclopts import App, Parameter

from beknown.app.accounts import people
from beknown.app.accounts.people import Made
from beknown.app.accounts.shapes import parse_email
from beknown.app.accounts.types import NewAccount
from beknown.app.commands import AsJson, get_person, show, with_house
from beknown.app.house import House
from beknown.kit.errors import Invalid
from beknown.kit.words import tidy_line

Flag = Annotated[bool, Parameter(negative=())]

person = App(name="person", help="Add and list people, set their passwords.")


@person.command
def add(
    email: str,
    *,
    name: str = "",
    operator: Flag = False,
    password_stdin: Flag = False,
    as_json: AsJson = False,
) -> None:
    """Make an account. Without a password it prints a link by which its owner sets one.

    Args:
        email: What they sign in with.
        name: How they are called; what stands before the @ when left out.
        operator: They may invite others and change models. The first account is an operator's in any case.
        password_stdin: Read the password from the first line of standard input; on a terminal it is asked for.
        as_json: Print one JSON document.
    """
    address = parse_email(email)
    new = NewAccount(
        email=address,
        display_name=tidy_line(name) or address.partition("@")[0],
        password=_read_password(from_stdin=password_stdin),
        time_zone="UTC",
        locale="en",
    )

    async def work(house: House) -> Made:
        return await people.add_person(house.db, house.settings, new, is_operator=operator)

    _show_made(with_house(work), "Added", as_json=as_json)


@person.command(name="list")
def list_people(*, as_json: AsJson = False) -> None:
    """List who has an account.

    Args:
        as_json: Print one JSON document.
    """
    found = with_house(lambda house: people.find_people(house.db))
    lines = [
        f"{each.email}  {each.role}  {each.display_name}  since {each.created_at:%Y-%m-%d}" for each in found
    ]
    show(
        found, lines or ["Nobody has an account yet. `beknown person add EMAIL` makes one."], as_json=as_json
    )


@person.command
def password(email: str, *, password_stdin: Flag = False, as_json: AsJson = False) -> None:
    """Set a person's password and sign them out everywhere. Without one it prints a link to set it by.

    Args:
        email: Whose.
        password_stdin: Read it from the first line of standard input; on a terminal it is asked for.
        as_json: Print one JSON document.
    """
    given = _read_password(from_stdin=password_stdin)

    async def work(house: House) -> Made:
        return await people.set_password(house.db, house.settings, await get_person(house, email), given)

    _show_made(with_house(work), "The password is set for", as_json=as_json)


def _read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
        if not given:
            raise Invalid("There is no password on standard input.")
        return given
    if not sys.stdin.isatty():
        return ""
    given = getpass.getpass("Password (Enter alone makes a link instead): ")
    if given and getpass.getpass("Once more: ") != given:
        raise Invalid("The two passwords differ. Try again.")
    return given


def _show_made(made: Made, done: str, *, as_json: bool) -> None:
    account = made.account
    document = {
        "id": account.id,
        "email": account.email,
        "display_name": account.display_name,
        "role": account.role,
        "url": made.url,
    }
    link = [f"They set their password here, once, within two days: {made.url}"] if made.url else []
    first = f"{done} {account.email} ({account.role})." if made.url is None or done == "Added" else None
    show(document, [*([first] if first else []), *link], as_json=as_json)
