"""Conversations, by OpenAI's own client, whose types are checked strictly."""

from collections.abc import AsyncIterator

import openai
import pytest
from openai import AsyncOpenAI

from beknown.events import forget
from beknown.events.forget import What
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from tests.gateway.conftest import Api
from tests.gateway.test_responses import MODEL, open_client


@pytest.fixture
async def client(api: Api) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's client with a plain key."""
    made = await api.add_key("plain")
    async with open_client(api, made.token) as opened:
        yield opened


async def test_a_conversation_is_described_and_deleted(client: AsyncOpenAI) -> None:
    made = await client.conversations.create(metadata={"topic": "ships"})
    assert await client.conversations.retrieve(made.id) == made
    changed = await client.conversations.update(made.id, metadata={"topic": "sails"})
    assert changed.metadata == {"topic": "sails"}
    gone = await client.conversations.delete(made.id)
    assert (gone.id, gone.deleted) == (made.id, True)
    with pytest.raises(openai.NotFoundError, match=made.id):
        await client.conversations.retrieve(made.id)


async def test_items_are_added_listed_in_pages_and_taken_out(client: AsyncOpenAI) -> None:
    made = await client.conversations.create(items=[{"role": "user", "content": "One."}])
    added = await client.conversations.items.create(
        made.id,
        items=[
            {"role": "assistant", "content": "Two."},
            {"type": "function_call", "call_id": "call_1", "name": "count", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "call_1", "output": "3"},
        ],
    )
    pages = [item async for item in client.conversations.items.list(made.id, order="asc", limit=2)]
    kinds = ["message", "message", "function_call", "function_call_output"]
    assert [item.type for item in pages] == kinds
    assert [item.id for item in pages[1:]] == [item.id for item in added.data]
    newest = await client.conversations.items.list(made.id, limit=1)
    assert (newest.data[0].id, newest.has_more) == (pages[-1].id, True)
    one = await client.conversations.items.retrieve(pages[0].id or "", conversation_id=made.id)
    assert one == pages[0]
    await client.conversations.items.delete(pages[0].id or "", conversation_id=made.id)
    with pytest.raises(openai.NotFoundError, match="no item"):
        await client.conversations.items.retrieve(pages[0].id or "", conversation_id=made.id)


async def test_responses_go_on_with_their_conversation(client: AsyncOpenAI) -> None:
    talk = await client.conversations.create()
    first = await client.responses.create(
        model=MODEL, input="My name is Ines.", conversation=talk.id, max_output_tokens=16
    )
    second = await client.responses.create(
        model=MODEL, input="What is my name?", conversation={"id": talk.id}, max_output_tokens=16, store=False
    )
    assert second.conversation is not None
    assert second.conversation.id == talk.id
    assert second.usage is not None
    assert first.usage is not None
    assert second.usage.input_tokens > first.usage.total_tokens
    items = [item async for item in client.conversations.items.list(talk.id, order="asc")]
    assert [item.role for item in items if item.type == "message"] == ["user", "assistant"] * 2
    asked = [item async for item in client.responses.input_items.list(first.id)]
    assert len(asked) == 1


async def test_a_conversation_with_the_assistant_is_hidden_from_plain_keys(
    api: Api, client: AsyncOpenAI
) -> None:
    talk = await client.conversations.create()
    personal = await api.add_key("personal")
    async with open_client(api, personal.token) as friend:
        await friend.responses.create(model="beknown", input="What did I say?", conversation=talk.id)
        assert (await friend.conversations.retrieve(talk.id)).id == talk.id
    with pytest.raises(openai.NotFoundError, match=talk.id):
        await client.conversations.retrieve(talk.id)


async def test_another_person_sees_nothing(api: Api, client: AsyncOpenAI, ben: PersonId) -> None:
    talk = await client.conversations.create(items=[{"role": "user", "content": "One."}])
    strange = await Api(api.url, api.house, ben).add_key("plain", "personal")
    async with open_client(api, strange.token) as stranger:
        with pytest.raises(openai.NotFoundError, match=talk.id):
            await stranger.conversations.items.list(talk.id)
        with pytest.raises(openai.NotFoundError, match=talk.id):
            await stranger.conversations.delete(talk.id)
        with pytest.raises(openai.NotFoundError, match=talk.id):
            await stranger.responses.create(model=MODEL, input="Go on.", conversation=talk.id)
    assert (await client.conversations.retrieve(talk.id)).id == talk.id


async def test_forgetting_everything_takes_conversations_along(api: Api, client: AsyncOpenAI) -> None:
    talk = await client.conversations.create(items=[{"role": "user", "content": "One."}])
    made = await client.responses.create(model=MODEL, input="Hello.", max_output_tokens=16)
    async with api.house.db.begin(Scope(api.person, "export")) as tx:
        await forget(tx, api.house.blobs, What("everything"))
    with pytest.raises(openai.NotFoundError, match=talk.id):
        await client.conversations.retrieve(talk.id)
    with pytest.raises(openai.NotFoundError, match=made.id):
        await client.responses.retrieve(made.id)


@pytest.mark.parametrize(
    "items", [[{"type": "item_reference", "id": "x"}], [{"role": "user", "content": "x"}] * 21, "x"]
)
async def test_wrong_items_are_named(client: AsyncOpenAI, items: object) -> None:
    with pytest.raises(openai.BadRequestError) as raised:
        await client.post("/conversations", body={"items": items}, cast_to=object)
    assert raised.value.param == "items"
