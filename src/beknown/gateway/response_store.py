"""SQL of what the Responses API keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg.types.json import Jsonb

from beknown.gateway.types import JsonObject
from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class NewResponse:
    """An answer to keep.

    Args:
        id: Its id.
        key: Who asked.
        previous: The answer it goes on from.
        is_personal: The assistant had a part in it.
        input: What was asked, without what the one before holds.
        response: The answer as the program got it.
    """

    id: str
    key: UUID
    previous: str | None
    is_personal: bool
    input: Sequence[JsonObject]
    response: JsonObject


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """An answer as the program got it."""

    response: JsonObject


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One of the answers that a talk is made of."""

    id: str
    previous_id: str | None
    is_personal: bool
    input: list[JsonObject]
    output: list[JsonObject]
    status: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Something that was said, called or answered."""

    item: JsonObject


async def add_response(tx: Tx, new: NewResponse) -> None:
    """Keep an answer."""
    await tx.run(
        _sql("add_response"),
        {
            "person": tx.person,
            "id": new.id,
            "key": new.key,
            "previous": new.previous,
            "is_personal": new.is_personal,
            "input": Jsonb(list(new.input)),
            "response": Jsonb(new.response),
            "at": clock.now(),
        },
    )


async def find_response(tx: Tx, response: str, *, sees_personal: bool) -> JsonObject | None:
    """Give an answer; None where there is none that this key may see."""
    found = await tx.first(
        _sql("find_response"),
        ResponseRow,
        {"person": tx.person, "id": response, "sees_personal": sees_personal},
    )
    return found.response if found else None


async def find_chain(tx: Tx, response: str, most: int) -> list[ChainRow]:
    """Give an answer and those it goes on from, the oldest first."""
    return await tx.all(_sql("find_chain"), ChainRow, {"person": tx.person, "id": response, "most": most})


async def delete_response(tx: Tx, response: str, *, sees_personal: bool) -> bool:
    """Delete an answer; False where there is none that this key may see."""
    asked = {"person": tx.person, "id": response, "sees_personal": sees_personal}
    return await tx.run(_sql("delete_response"), asked) > 0


async def find_item(tx: Tx, item: str, *, sees_personal: bool) -> JsonObject | None:
    """Give an item of any talk or answer; None where there is none that this key may see."""
    found = await tx.first(
        _sql("find_item"), ItemRow, {"person": tx.person, "id": item, "sees_personal": sees_personal}
    )
    return found.item if found else None
