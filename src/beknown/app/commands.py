"""What every command needs: the open house, the person, and how to print.

A domain's commands stand in `commands_<domain>.py`, and `cli.py` names them. With `--json` a command prints one JSON
document on standard output; a failure is one line on standard error and a code other than 0.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from typing import Annotated, TypeVar

import orjson
from cyclopts import Parameter

from beknown.app.accounts import find_person
from beknown.app.house import House, open_house
from beknown.kit.errors import NotFound
from beknown.kit.ids import PersonId
from beknown.kit.settings import Settings, load_settings
from beknown.kit.telemetry import configure_logs

Result = TypeVar("Result")

AsJson = Annotated[bool, Parameter(name="--json", negative=())]
"""The parameter `as_json: AsJson = False` of a command: print one JSON document."""

Person = Annotated[str, Parameter(name="--person")]
"""The parameter `person: Person` of a command: the email of whom it is about."""


def with_house(work: Callable[[House], Awaitable[Result]]) -> Result:
    """Open the house, do the work in it, close it. It makes no difference whether the server runs."""

    async def run() -> Result:
        async with open_house(prepare()) as house:
            return await work(house)

    return asyncio.run(run())


def prepare() -> Settings:
    """Read the settings and set the log up, for a command that doesn't open the house by `with_house`."""
    settings = load_settings()
    configure_logs(_quiet(settings))
    return settings


async def get_person(house: House, email: str) -> PersonId:
    """Give whose email it is.

    Raises:
        NotFound: Nobody's.
    """
    person = await find_person(house.db, email)
    if person is None:
        raise NotFound("Nobody here has that email. `beknown person list` shows who has an account.")
    return person


def show(document: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print a result: as one JSON document (dataclasses, ids and times included), or as lines for people."""
    if as_json:
        sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def _quiet(settings: Settings) -> Settings:
    """A command says what it has to say itself; its log is for those who ask for it."""
    is_chosen = "log_level" in settings.model_fields_set
    return settings if is_chosen else settings.model_copy(update={"log_level": "warning"})


def show_progress(done: int, total: int, what: str) -> None:
    """Show on a terminal how far a command is, in one line that is written over."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} of {total:,} {what} ")
        sys.stderr.flush()
