"""`beknown key`: keys of the model API."""

from typing import Annotated, Literal
from uuid import UUID

from cyclopts import App, Parameter

from beknown.app.commands import AsJson, get_person, show, with_house
from beknown.app.house import House
from beknown.gateway import KeyRow, MadeKey, NewKey, add_key, find_keys, revoke_key
from beknown.kit.db import Scope

key = App(name="key", help="Keys by which programs ask the model API.")

KeyScopes = Annotated[list[Literal["plain", "personal"]], Parameter(name="--scope")]


@key.command
def add(*, person: str, scope: KeyScopes, name: str, as_json: AsJson = False) -> None:
    """Make a key and print it, this once.

    Args:
        person: Email of its owner.
        scope: What it may ask: `plain` models that know nobody, `personal` the owner's assistant. May be repeated.
        name: What it is called in the list.
        as_json: Print one JSON document.
    """

    async def work(house: House) -> MadeKey:
        async with house.db.begin(Scope(await get_person(house, person), "account")) as tx:
            return await add_key(tx, NewKey(name, frozenset(scope)))

    made = with_house(work)
    show({"id": made.id, "key": made.token}, [made.token], as_json=as_json)


@key.command(name="list")
def list_keys(*, person: str, as_json: AsJson = False) -> None:
    """List a person's keys, those that apps hold too.

    Args:
        person: Their email.
        as_json: Print one JSON document.
    """

    async def work(house: House) -> list[KeyRow]:
        async with house.db.begin(Scope(await get_person(house, person), "account")) as tx:
            return await find_keys(tx)

    found = with_house(work)
    lines = [
        f"{each.id}  …{each.hint}  {' '.join(each.scopes)}  {each.name}{' (app)' * (each.client_id is not None)}"
        for each in found
    ]
    show(found, lines or ["There are no keys. `beknown key add` makes one."], as_json=as_json)


@key.command
def revoke(key_id: UUID, *, person: str, as_json: AsJson = False) -> None:
    """End a key, or the access of an app; programs that use it are out within a second.

    Args:
        key_id: Its id, as `beknown key list` shows it.
        person: Email of its owner.
        as_json: Print one JSON document.
    """

    async def work(house: House) -> None:
        async with house.db.begin(Scope(await get_person(house, person), "account")) as tx:
            await revoke_key(tx, key_id)

    with_house(work)
    show({"revoked": key_id}, [f"The key {key_id} is revoked."], as_json=as_json)
