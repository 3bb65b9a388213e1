"""Routes of the Responses and Conversations APIs, a part of OpenAI's at `/v1`."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Annotated, Literal

from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from beknown.gateway import background, responses, wire
from beknown.gateway import conversations as talks
from beknown.gateway.items import clean_all
from beknown.gateway.response_body import ResponseBody
from beknown.gateway.surface import KeyHolder, Parts, answer_whole, respond
from beknown.gateway.types import JsonObject
from beknown.kit.errors import Invalid
from beknown.kit.web import takes_up_to

MOST_BODY_BYTES = 32 * 1024**2
Order = Literal["asc", "desc"]


class Paging(BaseModel):
    """Which part of a list is wanted; `after` is the id of the last item of the part before."""

    limit: int = Field(default=20, ge=1, le=100)
    order: Order = "desc"
    after: str | None = None


Wanted = Annotated[Paging, Depends()]


def add_responses(app: FastAPI) -> None:
    """Add the routes of responses."""

    @app.post("/responses", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def create_response(
        request: Request, key: KeyHolder, gateway: Parts, body: ResponseBody
    ) -> Response:
        """Answer with a model, and keep the answer unless `store` is false."""
        asked = _clean(body)
        if asked.background:
            queued = await background.begin(gateway, key, asked)
            if not asked.stream:
                return JSONResponse(queued)
            return await respond(request, _lines(background.follow(gateway, key, str(queued["id"]))))
        if asked.stream:
            return await respond(request, _lines(responses.respond_in_events(gateway, key, asked)))
        return await answer_whole(request, responses.respond_whole(gateway, key, asked), wire.write)

    @app.post("/responses/input_tokens", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def count_input_tokens(key: KeyHolder, gateway: Parts, body: ResponseBody) -> JsonObject:
        """Count the tokens that a request would be."""
        return await responses.count_input(gateway, key, _clean(body))

    @app.post("/responses/compact", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def compact_response(key: KeyHolder, gateway: Parts, body: ResponseBody) -> JsonObject:
        """Put what was said so far in short."""
        return await responses.compact(gateway, key, _clean(body))

    _add_kept_responses(app)


def _add_kept_responses(app: FastAPI) -> None:
    @app.get("/responses/{response_id}", response_model=None)
    async def retrieve_response(
        request: Request,
        response_id: str,
        key: KeyHolder,
        gateway: Parts,
        *,
        stream: bool = False,
        starting_after: Annotated[int, Query(ge=0)] | None = None,
    ) -> Response:
        """Give an answer that was kept, or the events of one in the background after one of them."""
        if stream:
            after = -1 if starting_after is None else starting_after
            return await respond(request, _lines(background.follow(gateway, key, response_id, after=after)))
        if starting_after is not None:
            raise Invalid("starting_after goes with `stream`.", param="starting_after")
        return JSONResponse(await responses.find_response(gateway, key, response_id))

    @app.delete("/responses/{response_id}", response_model=None)
    async def delete_response(response_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Delete an answer and what was asked."""
        await responses.delete_response(gateway, key, response_id)
        return {"id": response_id, "object": "response", "deleted": True}

    @app.post("/responses/{response_id}/cancel", response_model=None)
    async def cancel_response(response_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give up an answer in the background."""
        return await background.cancel(gateway, key, response_id)

    @app.get("/responses/{response_id}/input_items", response_model=None)
    async def list_input_items(
        response_id: str, key: KeyHolder, gateway: Parts, wanted: Wanted
    ) -> JsonObject:
        """List what an answer was made from."""
        return _page(await responses.find_input(gateway, key, response_id), wanted)


def add_conversations(app: FastAPI) -> None:
    """Add the routes of conversations."""

    @app.post("/conversations", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def create_conversation(
        key: KeyHolder, gateway: Parts, body: talks.ConversationBody | None = None
    ) -> JsonObject:
        """Begin a conversation."""
        return await talks.begin_conversation(gateway, key, body or talks.ConversationBody())

    @app.get("/conversations/{conversation_id}", response_model=None)
    async def retrieve_conversation(conversation_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give a conversation."""
        return await talks.find_conversation(gateway, key, conversation_id)

    @app.post("/conversations/{conversation_id}", response_model=None)
    async def update_conversation(
        conversation_id: str, key: KeyHolder, gateway: Parts, body: talks.MetadataBody
    ) -> JsonObject:
        """Give a conversation other notes."""
        return await talks.describe_conversation(gateway, key, conversation_id, body)

    @app.delete("/conversations/{conversation_id}", response_model=None)
    async def delete_conversation(conversation_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Delete a conversation and what is in it."""
        return await talks.delete_conversation(gateway, key, conversation_id)

    _add_conversation_items(app)


def _add_conversation_items(app: FastAPI) -> None:
    @app.post("/conversations/{conversation_id}/items", response_model=None)
    @takes_up_to(MOST_BODY_BYTES)
    async def create_items(
        conversation_id: str, key: KeyHolder, gateway: Parts, body: talks.ItemsBody
    ) -> JsonObject:
        """Add items to a conversation."""
        items = await talks.add_items(gateway, key, conversation_id, body)
        return _page(items, Paging(limit=100, order="asc"))

    @app.get("/conversations/{conversation_id}/items", response_model=None)
    async def list_items(conversation_id: str, key: KeyHolder, gateway: Parts, wanted: Wanted) -> JsonObject:
        """List what is in a conversation."""
        return _page(await talks.find_items(gateway, key, conversation_id), wanted)

    @app.get("/conversations/{conversation_id}/items/{item_id}", response_model=None)
    async def retrieve_item(conversation_id: str, item_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Give one item of a conversation."""
        return await talks.find_item(gateway, key, conversation_id, item_id)

    @app.delete("/conversations/{conversation_id}/items/{item_id}", response_model=None)
    async def delete_item(conversation_id: str, item_id: str, key: KeyHolder, gateway: Parts) -> JsonObject:
        """Take an item out of a conversation."""
        return await talks.delete_item(gateway, key, conversation_id, item_id)


def _clean(body: ResponseBody) -> ResponseBody:
    return ResponseBody.model_validate(clean_all(body.model_dump()))


async def _lines(events: AsyncGenerator[JsonObject]) -> AsyncGenerator[bytes]:
    async with aclosing(events):
        async for event in events:
            yield f"event: {event['type']}\ndata: ".encode() + wire.write(event) + b"\n\n"
    yield b"data: [DONE]\n\n"


def _page(items: Sequence[JsonObject], wanted: Paging) -> JsonObject:
    """Give a part of a list: so many, the newest or the oldest first, after the one that is named.

    Raises:
        Invalid: The one that is named isn't in the list.
    """
    ordered = list(items) if wanted.order == "asc" else list(reversed(items))
    if wanted.after is not None:
        ids = [item["id"] for item in ordered]
        if wanted.after not in ids:
            raise Invalid(f"There is no item {wanted.after[:100]!r} to go on after.", param="after")
        ordered = ordered[ids.index(wanted.after) + 1 :]
    page = ordered[: wanted.limit]
    return {
        "object": "list",
        "data": list(page),
        "first_id": page[0]["id"] if page else "",
        "last_id": page[-1]["id"] if page else "",
        "has_more": len(ordered) > len(page),
    }
