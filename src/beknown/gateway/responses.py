"""Responses: asked as a chat, answered as items, and kept for whoever goes on from them.

Source: Open Responses specification; OpenAI API reference, "Responses".
"""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

from beknown.gateway import chat, conversation_store, response_store
from beknown.gateway.gateway import Gateway
from beknown.gateway.inputs import fill_items
from beknown.gateway.items import make_item_id
from beknown.gateway.response_answer import Answer
from beknown.gateway.response_body import ResponseBody, check_body, make_chat, make_resource
from beknown.gateway.response_context import Context, find_chain, find_context, no_conversation, sees_personal
from beknown.gateway.response_messages import pack_summary, to_messages
from beknown.gateway.types import PERSONAL_MODEL, JsonObject, OpenKey
from beknown.kit.db import Scope, Tx
from beknown.kit.errors import BeknownError, Invalid, NotFound, Unavailable

SUMMARY_TOKENS = 1024
SUMMARISE = (
    "Write down in short what was said so far, so that somebody who hasn't read it can go on: what is wanted, what is "
    "known, what was decided, what is open. Keep names, numbers and dates."
)
TOO_LONG = "context_length_exceeded"
Keep = Callable[[Sequence[JsonObject]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that can be answered: what it goes on from, the chat that it becomes, its object."""

    body: ResponseBody
    context: Context
    chat: JsonObject
    resource: JsonObject


async def respond_whole(gateway: Gateway, key: OpenKey, body: ResponseBody) -> JsonObject:
    """Answer in one piece: the object of the response.

    Raises:
        Refused: The key has no scope for this model.
        NotFound: There is no such model, or conversation.
        Invalid: The request is wrong.
        Unavailable: The model doesn't answer.
        TooMany: The key's limit is reached.
    """
    event: JsonObject = {}
    async with aclosing(respond_in_events(gateway, key, body)) as events:
        async for each in events:
            event = each
    response = cast("JsonObject", event["response"])
    if response["status"] == "failed":
        raise Unavailable(str(cast("JsonObject", response["error"])["message"]))
    return response


async def respond_in_events(gateway: Gateway, key: OpenKey, body: ResponseBody) -> AsyncGenerator[JsonObject]:
    """Answer in events, the last of which says how it ended. What is wrong before the model's first word is raised.

    Raises:
        As `respond_whole`.
    """
    asked = await prepare(gateway, key, body)

    async def keep(_last: Sequence[JsonObject]) -> None:
        await _keep(gateway, key, asked)

    async with aclosing(answer_in_events(gateway, key, asked, Answer(asked.resource), keep)) as events:
        async for event in events:
            yield event


async def answer_in_events(
    gateway: Gateway, key: OpenKey, asked: Asked, answer: Answer, keep: Keep
) -> AsyncGenerator[JsonObject]:
    """Answer a request that is ready, in events; `keep` is called with the last ones before they are given.

    An answer in the background was said to be there when it was queued.

    Raises:
        As `respond_whole`, before the model's first word.
    """
    has_begun = False
    try:
        async with aclosing(_ask(gateway, key, asked)) as chunks:
            async for chunk in chunks:
                for event in [] if has_begun else answer.start() if asked.body.background else answer.begin():
                    yield event
                has_begun = True
                for event in answer.take(chunk):
                    yield event
        for event in answer.end():
            yield event
        last = answer.last()
        await keep(last)
    except BeknownError as error:
        if not has_begun:
            raise
        for event in answer.fail(error.message):
            yield event
        return
    for event in last:
        yield event


async def prepare(gateway: Gateway, key: OpenKey, body: ResponseBody) -> Asked:
    """Make a request ready to be asked.

    Raises:
        As `respond_whole`, but for the model.
    """
    check_body(body)
    chat.check_scope(key, body.model)
    context = await find_context(gateway, key, body)
    if not context.items:
        raise Invalid("Send something as input.", param="input", code="missing_required_parameter")
    has_vision = await _has_vision(gateway, body.model)
    items = await fill_items(gateway, key, context.items)
    messages = await to_messages(body.instructions, items, has_vision=has_vision)
    return Asked(body, context, make_chat(body, messages), make_resource(body))


async def count_input(gateway: Gateway, key: OpenKey, body: ResponseBody) -> JsonObject:
    """Count the tokens of a request, by having its model read it and write a single one.

    Raises:
        As `respond_whole`.
    """
    if body.model == PERSONAL_MODEL:
        raise Invalid(
            f"What {PERSONAL_MODEL!r} reads is found anew for each answer, so it can't be counted before."
        )
    asked = await prepare(gateway, key, body)
    read = chat.read_usage(await chat.complete(gateway, key, _at_once(asked.chat) | {"max_tokens": 1}))
    return {"object": "response.input_tokens", "input_tokens": read.input_tokens}


async def compact(gateway: Gateway, key: OpenKey, body: ResponseBody) -> JsonObject:
    """Have a model put what was said so far in short: an item that stands for all of it in the next request.

    Raises:
        As `respond_whole`.
    """
    if body.model == PERSONAL_MODEL:
        raise Invalid(
            f"{PERSONAL_MODEL!r} doesn't sum up what a program sends. Name a plain model.", param="model"
        )
    asked = await prepare(gateway, key, body)
    messages: list[JsonValue] = [
        *cast("list[JsonValue]", asked.chat["messages"]),
        {"role": "user", "content": SUMMARISE},
    ]
    answer = Answer(asked.resource)
    answer.begin()
    wanted: JsonObject = {**asked.chat, "messages": messages, "max_tokens": SUMMARY_TOKENS}
    said = ""
    async with aclosing(chat.stream(gateway, key, wanted)) as chunks:
        async for chunk in chunks:
            said += "".join(cast("str", event["delta"]) for event in answer.take(chunk) if _is_text(event))
    packed: JsonObject = {"encrypted_content": pack_summary(said)}
    return {
        "id": asked.resource["id"],
        "object": "response.compaction",
        "created_at": int(time.time()),
        "output": [{"type": "compaction", "id": make_item_id("compaction"), **packed, "created_by": None}],
        "usage": asked.resource["usage"],
        "image": None,
    }


async def find_response(gateway: Gateway, key: OpenKey, response: str) -> JsonObject:
    """Give an answer that was kept.

    Raises:
        NotFound: There is none that this key may see.
    """
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        found = await response_store.find_response(tx, response, sees_personal=sees_personal(key))
    if found is None:
        raise _no_response(response)
    return found


async def delete_response(gateway: Gateway, key: OpenKey, response: str) -> None:
    """Delete an answer that was kept, and what was asked.

    Raises:
        NotFound: There is none that this key may see.
    """
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        if not await response_store.delete_response(tx, response, sees_personal=sees_personal(key)):
            raise _no_response(response)


async def find_input(gateway: Gateway, key: OpenKey, response: str) -> list[JsonObject]:
    """Give everything that an answer was made from, the oldest first.

    Raises:
        NotFound: There is none that this key may see.
    """
    found = await find_response(gateway, key, response)
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        items, _ = await find_chain(tx, key, response)
    written = len(cast("list[JsonObject]", found["output"]))
    return items[: len(items) - written]


async def _has_vision(gateway: Gateway, model: str) -> bool:
    if model == PERSONAL_MODEL:
        return False
    can = (await gateway.backends.find(model))[0].capabilities
    return can is None or can.has_vision


async def _ask(gateway: Gateway, key: OpenKey, asked: Asked) -> AsyncGenerator[JsonObject]:
    """Ask the model; where the program allows it, what is too long is asked again without its oldest part."""
    wanted, has_begun = asked.chat, False
    while True:
        try:
            async with aclosing(chat.stream(gateway, key, wanted)) as chunks:
                async for chunk in chunks:
                    has_begun = True
                    yield chunk
        except Invalid as error:
            shorter = _cut(cast("list[JsonObject]", wanted["messages"]))
            if error.extra.get("code") != TOO_LONG or has_begun:
                raise
            if asked.body.truncation != "auto" or shorter is None:
                raise Invalid(error.message, code=TOO_LONG, param="input") from error
            wanted = wanted | {"messages": cast("JsonValue", shorter)}
        else:
            return


def _cut(messages: list[JsonObject]) -> list[JsonObject] | None:
    """Leave out the older half of what was said, but not what the program told the model; None where one is left."""
    head = [each for each in messages[:1] if each["role"] == "system"]
    said = messages[len(head) :]
    if len(said) <= 1:
        return None
    rest = said[(len(said) + 1) // 2 :]
    while len(rest) > 1 and rest[0]["role"] == "tool":
        rest = rest[1:]
    return [*head, *rest]


async def _keep(gateway: Gateway, key: OpenKey, asked: Asked) -> None:
    """Keep an answer, as far as the program wants it, before it hears that it is complete."""
    if not asked.body.is_kept and asked.body.conversation_id is None:
        return
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        await add_to_conversation(tx, key, asked)
        if asked.body.is_kept:
            await response_store.add_response(tx, make_row(key, asked))


async def add_to_conversation(tx: Tx, key: OpenKey, asked: Asked) -> None:
    """Add what was asked and answered to the conversation that it belongs to, if it does.

    Raises:
        NotFound: The conversation was deleted meanwhile.
    """
    conversation, context = asked.body.conversation_id, asked.context
    if conversation is None:
        return
    known = await conversation_store.find_conversation(tx, conversation, sees_personal=sees_personal(key))
    if known is None:
        raise no_conversation(conversation)
    output = cast("list[JsonObject]", asked.resource["output"])
    await conversation_store.add_items(tx, conversation, [*context.new, *output])
    if context.is_personal:
        await conversation_store.mark_personal(tx, conversation)


def make_row(key: OpenKey, asked: Asked) -> response_store.NewResponse:
    """Give an answer as it is kept, with what was asked."""
    context = asked.context
    return response_store.NewResponse(
        id=cast("str", asked.resource["id"]),
        key=key.id,
        previous=asked.body.previous_response_id,
        is_personal=context.is_personal,
        input=context.new if asked.body.conversation_id is None else context.items,
        response=asked.resource,
    )


def _at_once(wanted: JsonObject) -> JsonObject:
    return {name: value for name, value in wanted.items() if name not in {"stream", "stream_options"}}


def _is_text(event: JsonObject) -> bool:
    return event["type"] == "response.output_text.delta"


def _no_response(response: str) -> NotFound:
    return NotFound(f"There is no response {response[:100]!r}; it was deleted, or made with `store: false`.")
