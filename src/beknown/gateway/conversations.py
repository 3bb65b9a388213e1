"""Conversations of programs: begun, gone on with by responses, read and deleted.

Source: OpenAI API reference, "Conversations".
"""

import secrets
from typing import Annotated, cast

from pydantic import BaseModel, JsonValue, WithJsonSchema

from beknown.gateway import conversation_store
from beknown.gateway.conversation_store import ConversationRow
from beknown.gateway.gateway import Gateway
from beknown.gateway.items import clean_all, read_items
from beknown.gateway.response_body import Metadata
from beknown.gateway.response_context import no_conversation, sees_personal
from beknown.gateway.response_schemas import SENT_ITEMS
from beknown.gateway.types import JsonObject, OpenKey
from beknown.kit import clock
from beknown.kit.db import Scope, Tx
from beknown.kit.errors import Invalid, NotFound

MOST_ITEMS = 20
"""So many items may be added at once."""


class ConversationBody(BaseModel):
    """A conversation as a program wants it."""

    items: Annotated[JsonValue, WithJsonSchema(SENT_ITEMS)] = None
    metadata: Metadata | None = None


class ItemsBody(BaseModel):
    """Items to add to a conversation."""

    items: Annotated[JsonValue, WithJsonSchema(SENT_ITEMS)]


class MetadataBody(BaseModel):
    """Other notes of a conversation."""

    metadata: Metadata | None


async def begin_conversation(gateway: Gateway, key: OpenKey, body: ConversationBody) -> JsonObject:
    """Begin a conversation, with items in it if they are sent.

    Raises:
        Invalid: An item is wrong, or there are too many.
    """
    items = _read(body.items)
    row = ConversationRow(
        f"conv_{secrets.token_hex(24)}",
        is_personal=False,
        metadata=cast("JsonObject", clean_all(cast("JsonObject", body.metadata or {}))),
        created_at=clock.now(),
    )
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        await conversation_store.add_conversation(tx, row.id, key.id, row.metadata)
        await conversation_store.add_items(tx, row.id, items)
    return _as_object(row)


async def find_conversation(gateway: Gateway, key: OpenKey, conversation: str) -> JsonObject:
    """Give a conversation.

    Raises:
        NotFound: There is none that this key may see.
    """
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        return _as_object(await _find(tx, key, conversation))


async def describe_conversation(
    gateway: Gateway, key: OpenKey, conversation: str, body: MetadataBody
) -> JsonObject:
    """Give a conversation other notes.

    Raises:
        NotFound: There is none that this key may see.
    """
    metadata = cast("JsonObject", clean_all(cast("JsonObject", body.metadata or {})))
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        await _find(tx, key, conversation)
        await conversation_store.describe_conversation(tx, conversation, metadata)
        return _as_object(await _find(tx, key, conversation))


async def delete_conversation(gateway: Gateway, key: OpenKey, conversation: str) -> JsonObject:
    """Delete a conversation and what is in it.

    Raises:
        NotFound: There is none that this key may see.
    """
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        await _find(tx, key, conversation)
        await conversation_store.delete_conversation(tx, conversation)
    return {"id": conversation, "object": "conversation.deleted", "deleted": True}


async def add_items(gateway: Gateway, key: OpenKey, conversation: str, body: ItemsBody) -> list[JsonObject]:
    """Add items to the end of a conversation; gives them as they are kept.

    Raises:
        Invalid: An item is wrong, or there are too many.
        NotFound: There is no such conversation that this key may see.
    """
    items = _read(body.items)
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        await _find(tx, key, conversation)
        await conversation_store.add_items(tx, conversation, items)
    return items


async def find_items(gateway: Gateway, key: OpenKey, conversation: str) -> list[JsonObject]:
    """Give what is in a conversation, in its order.

    Raises:
        NotFound: There is none that this key may see.
    """
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        await _find(tx, key, conversation)
        return await conversation_store.find_items(tx, conversation)


async def find_item(gateway: Gateway, key: OpenKey, conversation: str, item: str) -> JsonObject:
    """Give one item of a conversation.

    Raises:
        NotFound: It isn't there.
    """
    found = [each for each in await find_items(gateway, key, conversation) if each["id"] == item]
    if not found:
        raise _no_item(item)
    return found[0]


async def delete_item(gateway: Gateway, key: OpenKey, conversation: str, item: str) -> JsonObject:
    """Take an item out of a conversation; gives the conversation.

    Raises:
        NotFound: It isn't there.
    """
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        row = await _find(tx, key, conversation)
        if not await conversation_store.delete_item(tx, conversation, item):
            raise _no_item(item)
    return _as_object(row)


async def _find(tx: Tx, key: OpenKey, conversation: str) -> ConversationRow:
    row = await conversation_store.find_conversation(tx, conversation, sees_personal=sees_personal(key))
    if row is None:
        raise no_conversation(conversation)
    return row


def _read(value: JsonValue) -> list[JsonObject]:
    if value is not None and not isinstance(value, list):
        raise Invalid("items has to be a list.", param="items")
    items = read_items(clean_all(value or []), "items")
    if len(items) > MOST_ITEMS:
        raise Invalid(f"{len(items)} items at once are too many; {MOST_ITEMS} can be added.", param="items")
    if any(item["type"] == "item_reference" for item in items):
        raise Invalid("A conversation takes items themselves, no references to others.", param="items")
    return items


def _no_item(item: str) -> NotFound:
    return NotFound(f"There is no item {item[:100]!r} in this conversation.")


def _as_object(row: ConversationRow) -> JsonObject:
    return {
        "id": row.id,
        "object": "conversation",
        "created_at": int(row.created_at.timestamp()),
        "metadata": row.metadata,
    }
