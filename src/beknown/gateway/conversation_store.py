"""SQL of what the Conversations API keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from beknown.gateway.response_store import ItemRow
from beknown.gateway.types import JsonObject
from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A talk; `is_personal` when the assistant had a part in it."""

    id: str
    is_personal: bool
    metadata: JsonObject
    created_at: datetime


async def add_conversation(tx: Tx, conversation: str, key: UUID, metadata: JsonObject) -> None:
    """Begin a talk."""
    await tx.run(
        _sql("add_conversation"),
        {
            "person": tx.person,
            "id": conversation,
            "key": key,
            "metadata": Jsonb(metadata),
            "at": clock.now(),
        },
    )


async def find_conversation(tx: Tx, conversation: str, *, sees_personal: bool) -> ConversationRow | None:
    """Give a talk; None where there is none that this key may see."""
    asked = {"person": tx.person, "id": conversation, "sees_personal": sees_personal}
    return await tx.first(_sql("find_conversation"), ConversationRow, asked)


async def describe_conversation(tx: Tx, conversation: str, metadata: JsonObject) -> None:
    """Give a talk other notes."""
    await tx.run(
        _sql("describe_conversation"),
        {"person": tx.person, "id": conversation, "metadata": Jsonb(metadata)},
    )


async def mark_personal(tx: Tx, conversation: str) -> None:
    """Note that the assistant has a part in a talk from now on."""
    await tx.run(_sql("mark_personal"), {"person": tx.person, "id": conversation})


async def delete_conversation(tx: Tx, conversation: str) -> None:
    """Delete a talk and what is in it."""
    await tx.run(_sql("delete_conversation"), {"person": tx.person, "id": conversation})


async def add_items(tx: Tx, conversation: str, items: Sequence[JsonObject]) -> None:
    """Add items to the end of a talk; one that is there already stays where it is."""
    for item in items:
        await tx.run(
            _sql("add_item"),
            {"person": tx.person, "conversation": conversation, "id": item["id"], "item": Jsonb(item)},
        )


async def find_items(tx: Tx, conversation: str) -> list[JsonObject]:
    """Give what is in a talk, in its order."""
    rows = await tx.all(_sql("find_items"), ItemRow, {"person": tx.person, "conversation": conversation})
    return [row.item for row in rows]


async def delete_item(tx: Tx, conversation: str, item: str) -> bool:
    """Take an item out of a talk; False where it isn't there."""
    return (
        await tx.run(_sql("delete_item"), {"person": tx.person, "conversation": conversation, "id": item}) > 0
    )
