"""`beknown source`: what a person follows elsewhere."""

from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from cyclopts import App

from beknown.app.commands import AsJson, Person, get_person, show, with_house
from beknown.app.house import House
from beknown.kit.db import Scope
from beknown.kit.errors import Invalid
from beknown.sources import (
    FollowRow,
    Guest,
    LineReport,
    find_follows,
    find_list,
    follow_address,
    follow_lines,
    read_opml,
    unfollow,
    write_opml,
)

source = App(name="source", help="Feeds, podcasts, channels and accounts elsewhere that a person follows.")


@source.command
def add(address: str, *, person: Person, as_json: AsJson = False) -> None:
    """Follow something: it is found, read and from then on fetched.

    Args:
        address: Of a site or its feed, @name@server and #tag@server of Mastodon, an account, feed or list of bsky.app,
            a channel of YouTube.
        person: Email of who follows it.
        as_json: Print one JSON document.
    """

    async def work(house: House) -> FollowRow:
        guest = house.job_context().part(Guest)
        return await follow_address(guest, await get_person(house, person), address)

    row = with_house(work)
    show(row, [f"You follow {row.title} ({row.items} so far)."], as_json=as_json)


@source.command(name="list")
def list_sources(*, person: Person, as_json: AsJson = False) -> None:
    """List what a person follows elsewhere, and how fetching goes.

    Args:
        person: Their email.
        as_json: Print one JSON document.
    """

    async def work(house: House) -> list[FollowRow]:
        async with house.db.begin(Scope(await get_person(house, person), "export")) as tx:
            return await find_follows(tx)

    rows = with_house(work)
    lines = [f"{row.id}  {_state_of(row):<24}  {row.title}  {row.address}" for row in rows]
    show(rows, lines or ["Nothing is followed. `beknown source add` begins with it."], as_json=as_json)


@source.command
def remove(source_id: UUID, *, person: Person, as_json: AsJson = False) -> None:
    """Stop following something.

    Args:
        source_id: Its id, as `beknown source list` shows it.
        person: Email of who follows it.
        as_json: Print one JSON document.
    """

    async def work(house: House) -> None:
        async with house.db.begin(Scope(await get_person(house, person), "export")) as tx:
            await unfollow(tx, source_id)

    with_house(work)
    show({"removed": source_id}, [f"{source_id} isn't followed any more."], as_json=as_json)


@source.command
def import_opml(file: Path, *, person: Person, as_json: AsJson = False) -> None:
    """Follow all of a list that another reader exported as OPML.

    Args:
        file: The list.
        person: Email of who follows what is in it.
        as_json: Print one JSON document, with what became of each line.
    """
    try:
        lines = read_opml(file.read_bytes())
    except OSError as error:
        raise Invalid(f"{str(file)!r} can't be read ({error.strerror}).") from error

    async def work(house: House) -> list[LineReport]:
        async with house.db.begin(Scope(await get_person(house, person), "export")) as tx:
            return await follow_lines(tx, lines)

    report = with_house(work)
    words = [f"{each.number}: {each.outcome}  {each.address}  {each.reason}".rstrip() for each in report]
    show([asdict(each) for each in report], words, as_json=as_json)


@source.command
def export_opml(*, person: Person, as_json: AsJson = False) -> None:
    """Print what a person follows elsewhere as an OPML list, which other readers take.

    Args:
        person: Their email.
        as_json: Print one JSON document with the list in it.
    """

    async def work(house: House) -> str:
        async with house.db.begin(Scope(await get_person(house, person), "export")) as tx:
            return write_opml(await find_list(tx))

    content = with_house(work)
    show({"opml": content}, [content.rstrip()], as_json=as_json)


def _state_of(row: FollowRow) -> str:
    if row.paused_at is not None:
        return "paused"
    number = f" {row.status}" if row.status else ""
    return f"{row.state} ({row.trouble}{number})" if row.trouble else row.state
