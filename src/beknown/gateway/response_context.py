"""What a response goes on from: the answers before it, or the conversation that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from beknown.gateway import conversation_store, response_store
from beknown.gateway.gateway import Gateway
from beknown.gateway.items import read_items
from beknown.gateway.response_body import ResponseBody
from beknown.gateway.types import PERSONAL_MODEL, JsonObject, OpenKey
from beknown.kit.db import Scope, Tx
from beknown.kit.errors import Invalid, NotFound

MOST_TURNS = 1000
UNDER_WAY = frozenset({"queued", "in_progress"})
"""How an answer stands that is yet to come."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a model is to know, and what of it is new.

    Args:
        before: What was said before.
        new: The input of this request, references resolved.
        is_personal: The assistant had, or has, a part in it.
    """

    before: Sequence[JsonObject]
    new: Sequence[JsonObject]
    is_personal: bool

    @property
    def items(self) -> list[JsonObject]:
        """All of it, in its order."""
        return [*self.before, *self.new]


def sees_personal(key: OpenKey) -> bool:
    """Whether a key may see what the assistant had a part in."""
    return "personal" in key.scopes


async def find_context(gateway: Gateway, key: OpenKey, body: ResponseBody) -> Context:
    """Find what a request goes on from, and read its input.

    Raises:
        Invalid: The input is wrong, or what it refers to isn't there.
        NotFound: There is no such conversation.
    """
    new = read_items(body.input if body.input is not None else "")
    before: list[JsonObject] = []
    is_personal = body.model == PERSONAL_MODEL
    if body.previous_response_id is None and body.conversation_id is None and not _refers(new):
        return Context(before, new, is_personal)
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        if body.previous_response_id is not None:
            before, was_personal = await find_chain(tx, key, body.previous_response_id)
            is_personal = is_personal or was_personal
        if body.conversation_id is not None:
            row = await conversation_store.find_conversation(
                tx, body.conversation_id, sees_personal=sees_personal(key)
            )
            if row is None:
                raise no_conversation(body.conversation_id)
            before = await conversation_store.find_items(tx, row.id)
            is_personal = is_personal or row.is_personal
        new = [await _resolve(tx, key, item, before) for item in new]
    return Context(before, new, is_personal)


async def find_chain(tx: Tx, key: OpenKey, response: str) -> tuple[list[JsonObject], bool]:
    """Give what was asked and answered up to a response, and whether the assistant had a part in it.

    Raises:
        Invalid: It, or one before it, isn't there.
    """
    rows = await response_store.find_chain(tx, response, MOST_TURNS)
    if not rows or (any(row.is_personal for row in rows) and not sees_personal(key)):
        raise _not_before(response)
    if rows[0].previous_id is not None:
        raise _not_before(rows[0].previous_id)
    if rows[-1].status in UNDER_WAY:
        raise Invalid(
            f"The response {response[:100]!r} isn't finished yet. Ask for it until it is `completed`, then go on.",
            param="previous_response_id",
        )
    items = [item for row in rows for item in (*row.input, *row.output)]
    return items, any(row.is_personal for row in rows)


def no_conversation(conversation: str) -> NotFound:
    """Say that there is no such conversation."""
    return NotFound(f"There is no conversation {conversation[:100]!r}; it may have been deleted.")


def _not_before(response: str) -> Invalid:
    return Invalid(
        f"There is no response {response[:100]!r} to go on from; it was deleted, or made with `store: false`.",
        code="previous_response_not_found",
        param="previous_response_id",
    )


def _refers(items: Sequence[JsonObject]) -> bool:
    return any(item["type"] == "item_reference" for item in items)


async def _resolve(tx: Tx, key: OpenKey, item: JsonObject, before: Sequence[JsonObject]) -> JsonObject:
    if item["type"] != "item_reference":
        return item
    wanted = cast("str", item["id"])
    near = next((each for each in before if each["id"] == wanted), None)
    found = near or await response_store.find_item(tx, wanted, sees_personal=sees_personal(key))
    if found is None:
        raise Invalid(f"There is no item {wanted[:100]!r} to refer to.", param="input")
    return found
