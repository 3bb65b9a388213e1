"""Responses in the background: begun by a request, answered by a worker, followed and given up by others.

Source: OpenAI API reference, "Responses: background mode".
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from typing import cast

from beknown.gateway import background_store as store
from beknown.gateway import response_store
from beknown.gateway.background_store import BackgroundRow
from beknown.gateway.gateway import Gateway
from beknown.gateway.keys import as_open
from beknown.gateway.response_answer import Answer
from beknown.gateway.response_body import ResponseBody
from beknown.gateway.response_context import UNDER_WAY
from beknown.gateway.responses import (
    Asked,
    add_to_conversation,
    answer_in_events,
    find_response,
    make_row,
    prepare,
)
from beknown.gateway.store import find_key_by_id
from beknown.gateway.types import JsonObject, OpenKey
from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.errors import BeknownError, Invalid
from beknown.kit.ids import PersonId
from beknown.kit.jobs import defer

RESPONSE_JOB = "gateway.answer_response"
WRITE_EVERY_S = 0.25
LOOK_EVERY_S = 0.25
"""How often an answer under way is written down, and looked for by whoever follows it."""

EVENTS_HOLD = timedelta(days=1)
MOST_EVENTS = 1000
"""So many events are read at once."""

_FIRST_EVENTS = 2
"""Those that are there before a worker begins."""

_LAST = frozenset({"response.completed", "response.incomplete", "response.failed"})


class _GivenUp(Exception):
    """The answer was given up, or deleted."""


async def begin(gateway: Gateway, key: OpenKey, body: ResponseBody) -> JsonObject:
    """Check a request and have it answered in the background; gives the object of its answer, `queued`.

    Raises:
        Invalid: The request is wrong, or its answer isn't to be kept.
        NotFound: There is no such model, or conversation.
        Refused: The key has no scope for this model.
        TooMany: The key's limit is reached.
    """
    if not body.is_kept:
        raise Invalid(
            "An answer in the background is kept, since it is asked for later. Leave `store` out.",
            param="store",
        )
    await gateway.ledger.admit(key)
    asked = await prepare(gateway, key, body)
    asked.resource.update(status="queued", background=True)
    response = cast("str", asked.resource["id"])
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        await store.sweep_events(tx, clock.now() - EVENTS_HOLD)
        await response_store.add_response(tx, make_row(key, asked))
        await store.add_background(tx, response, body.model_dump(mode="json", exclude_none=True))
        if body.stream:
            await store.add_events(tx, response, Answer(asked.resource).queue())
        await defer(tx, RESPONSE_JOB, person_id=key.person, response_id=response)
    return asked.resource


async def cancel(gateway: Gateway, key: OpenKey, response: str) -> JsonObject:
    """Give up an answer in the background; one that has ended stays as it is.

    Raises:
        NotFound: There is none that this key may see.
        Invalid: It isn't one in the background.
    """
    found = await find_response(gateway, key, response)
    if not found["background"]:
        raise Invalid(
            "Only an answer in the background can be cancelled. End one that is streamed by closing the connection."
        )
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        if await store.set_response(tx, response, found | {"status": "cancelled"}):
            await store.end_background(tx, response)
    return await find_response(gateway, key, response)


async def follow(
    gateway: Gateway, key: OpenKey, response: str, *, after: int = -1
) -> AsyncGenerator[JsonObject]:
    """Give the events of an answer in the background after one of them, as they come.

    Raises:
        NotFound: There is none that this key may see.
        Invalid: It isn't one that is streamed, or its events aren't kept any longer.
    """
    await _check_streamed(gateway, key, response)
    while True:
        found = await find_response(gateway, key, response)
        async with gateway.db.begin(Scope(key.person, "account")) as tx:
            rows = await store.find_events(tx, response, after=after, most=MOST_EVENTS)
        for row in rows:
            yield row.event
            after = row.number
        if any(row.event["type"] in _LAST for row in rows) or (not rows and found["status"] not in UNDER_WAY):
            return
        await asyncio.sleep(0 if rows else LOOK_EVERY_S)


async def run(gateway: Gateway, person: PersonId, response: str) -> None:
    """Answer a request that waits; one whose worker was killed is begun anew, if its key still holds."""
    async with gateway.db.begin(Scope(person, "account")) as tx:
        row = await store.find_background(tx, response)
        found = await find_key_by_id(tx, row.key_id) if row else None
        await store.delete_events(tx, response, since=_FIRST_EVENTS)
    if row is None:
        return
    record = _Record(gateway, person, row)
    resource: JsonObject = {**row.response, "status": "queued"}
    try:
        if found is None:
            raise Invalid("The key that asked doesn't hold any longer.")
        await _answer(gateway, as_open(found), row, record)
    except _GivenUp:
        return
    except BeknownError as error:  # before the model's first word
        answer = Answer(resource, _FIRST_EVENTS)
        await record.end(answer.resource, answer.fail(error.message))


async def _answer(gateway: Gateway, key: OpenKey, row: BackgroundRow, record: "_Record") -> None:
    ready = await prepare(gateway, key, ResponseBody.model_validate(row.body))
    asked = replace(ready, resource={**row.response, "status": "queued"})

    async def keep(last: Sequence[JsonObject]) -> None:
        await record.end(asked.resource, last, key, asked)

    async def take_all() -> None:
        answer = Answer(asked.resource, _FIRST_EVENTS)
        async with aclosing(answer_in_events(gateway, key, asked, answer, keep)) as events:
            async for event in events:
                await record.add(asked.resource, event)

    answering = asyncio.ensure_future(take_all())
    try:
        while not (await asyncio.wait((answering,), timeout=WRITE_EVERY_S))[0]:
            await record.write()
        answering.result()
    finally:
        answering.cancel()
        await asyncio.wait((answering,))


class _Record:
    """Writes down how far an answer is, and notices that it was given up."""

    def __init__(self, gateway: Gateway, person: PersonId, row: BackgroundRow) -> None:
        self._db = gateway.db
        self._scope = Scope(person, "account")
        self._response = cast("str", row.response["id"])
        self._queued = row.response
        self._is_streamed = row.body.get("stream") is True
        self._waiting: list[JsonObject] = []
        self._is_told = False
        self._has_ended = False
        self._one_writes = asyncio.Lock()

    async def add(self, resource: JsonObject, event: JsonObject) -> None:
        """Take an event.

        Raises:
            _GivenUp: Nobody wants the answer any longer.
        """
        if self._has_ended:
            return
        if event["type"] in _LAST:
            await self.end(resource, [event])
        elif self._is_streamed:
            self._waiting.append(event)

    async def write(self) -> None:
        """Write down what came since.

        Raises:
            _GivenUp: Nobody wants the answer any longer.
        """
        async with self._one_writes:
            if self._has_ended:
                return
            events, self._waiting = self._waiting, []
            async with self._db.begin(self._scope) as tx:
                if await store.find_background(tx, self._response) is None:
                    raise _GivenUp
                if not self._is_told:
                    await store.set_response(tx, self._response, self._queued | {"status": "in_progress"})
                if events:
                    await store.add_events(tx, self._response, events)
            self._is_told = True

    async def end(
        self,
        resource: JsonObject,
        last: Sequence[JsonObject],
        key: OpenKey | None = None,
        asked: Asked | None = None,
    ) -> None:
        """Write down how it ended; what was asked goes into its conversation where it was answered.

        Raises:
            _GivenUp: Nobody wants the answer any longer.
            NotFound: The conversation was deleted meanwhile.
        """
        async with self._one_writes:
            async with self._db.begin(self._scope) as tx:
                if not await store.set_response(tx, self._response, resource):
                    raise _GivenUp
                if key is not None and asked is not None:
                    await add_to_conversation(tx, key, asked)
                if self._is_streamed:
                    await store.add_events(tx, self._response, [*self._waiting, *last])
                await store.end_background(tx, self._response)
            self._has_ended = True


async def _check_streamed(gateway: Gateway, key: OpenKey, response: str) -> None:
    found = await find_response(gateway, key, response)
    async with gateway.db.begin(Scope(key.person, "account")) as tx:
        known = await store.find_events(tx, response, after=-1, most=1)
    if known:
        return
    if not found["background"]:
        raise Invalid(
            "Only an answer that was begun with `background` and `stream` comes as a stream later. Ask for this one "
            "without `stream`.",
            param="stream",
        )
    raise Invalid(
        "This answer wasn't begun with `stream`, or more than a day ago: it has no events. Ask without `stream`.",
        param="stream",
    )
