"""Responses, asked by OpenAI's own client, whose types are checked strictly."""

import base64
from collections.abc import AsyncIterator
from io import BytesIO

import openai
import pytest
from openai import AsyncOpenAI
from openai.types.responses import (
    FunctionToolParam,
    Response,
    ResponseInputParam,
    ResponseInputText,
    ResponseOutputText,
)
from PIL import Image
from pydantic import BaseModel

from beknown.events import erase
from beknown.gateway import response_store
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId
from tests.gateway.conftest import Api

MODEL = "smollm2-135m-instruct"
TOOL: FunctionToolParam = {
    "type": "function",
    "name": "get_weather",
    "description": "Tells the weather of a city.",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string", "maxLength": 20}},
        "required": ["city"],
        "additionalProperties": False,
    },
    "strict": True,
}
TEXT_EVENTS = [
    "response.created",
    "response.in_progress",
    "response.output_item.added",
    "response.content_part.added",
    "response.output_text.delta",
    "response.output_text.done",
    "response.content_part.done",
    "response.output_item.done",
    "response.completed",
]
CALL_EVENTS = [
    "response.created",
    "response.in_progress",
    "response.output_item.added",
    "response.function_call_arguments.delta",
    "response.function_call_arguments.done",
    "response.output_item.done",
    "response.completed",
]


class Person(BaseModel):
    """What a model is asked to write."""

    name: str
    age: int


def open_client(api: Api, token: str) -> AsyncOpenAI:
    return AsyncOpenAI(
        base_url=f"{api.url}/v1", api_key=token, max_retries=0, _strict_response_validation=True
    )


@pytest.fixture
async def client(api: Api) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's client with a plain key."""
    made = await api.add_key("plain")
    async with open_client(api, made.token) as opened:
        yield opened


async def ask(client: AsyncOpenAI, words: str, *, previous: str | None = None) -> Response:
    return await client.responses.create(
        model=MODEL, input=words, max_output_tokens=16, temperature=0, previous_response_id=previous
    )


async def input_texts(client: AsyncOpenAI, response: str) -> list[str]:
    page = await client.responses.input_items.list(response, order="asc")
    said = [item.content[0] for item in page.data if item.type == "message"]
    return [part.text for part in said if isinstance(part, ResponseInputText | ResponseOutputText)]


async def test_a_response_is_whole_and_counted(client: AsyncOpenAI) -> None:
    answer = await client.responses.create(
        model=MODEL,
        input="Say hello.",
        instructions="You are kind.",
        metadata={"app": "test"},
        temperature=0,
        max_output_tokens=200,
    )
    assert answer.status == "completed"
    assert answer.output_text
    assert answer.metadata == {"app": "test"}
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.input_tokens + answer.usage.output_tokens > 0


async def test_a_short_limit_makes_an_answer_incomplete(client: AsyncOpenAI) -> None:
    answer = await ask(client, "Tell me a long story about a ship, with every detail.")
    assert answer.status == "incomplete"
    assert answer.incomplete_details is not None
    assert answer.incomplete_details.reason == "max_output_tokens"
    assert answer.usage is not None
    assert answer.usage.output_tokens == 16


async def test_events_come_in_order_and_are_numbered(client: AsyncOpenAI) -> None:
    stream = await client.responses.create(
        model=MODEL, input="Say hello.", temperature=0, max_output_tokens=200, stream=True
    )
    events = [event async for event in stream]
    assert list(dict.fromkeys(event.type for event in events)) == TEXT_EVENTS
    assert [event.sequence_number for event in events] == list(range(len(events)))
    text = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    last = events[-1]
    assert last.type == "response.completed"
    assert last.response.output_text == text != ""


@pytest.mark.slow  # the embedded model answers
async def test_a_call_streams_its_arguments(client: AsyncOpenAI) -> None:
    stream = await client.responses.create(
        model=MODEL,
        input="What is the weather in Lisbon?",
        tools=[TOOL],
        tool_choice={"type": "function", "name": "get_weather"},
        parallel_tool_calls=False,
        stream=True,
    )
    events = [event async for event in stream]
    assert list(dict.fromkeys(event.type for event in events)) == CALL_EVENTS


async def test_an_answer_keeps_to_a_schema(client: AsyncOpenAI) -> None:
    answer = await client.responses.parse(
        model=MODEL, input="Bob is 30 years old. Write him down.", text_format=Person
    )
    assert isinstance(answer.output_parsed, Person)


@pytest.mark.slow  # the embedded model answers
async def test_a_call_and_its_result_go_back(client: AsyncOpenAI) -> None:
    first = await client.responses.create(
        model=MODEL, input="What is the weather in Lisbon?", tools=[TOOL], tool_choice="required"
    )
    calls = [item for item in first.output if item.type == "function_call"]
    assert [call.name for call in calls] == ["get_weather"] * len(calls) != []
    results: ResponseInputParam = [
        {"type": "function_call_output", "call_id": call.call_id, "output": '{"sky": "clear"}'}
        for call in calls
    ]
    second = await client.responses.create(
        model=MODEL,
        input=results,
        previous_response_id=first.id,
        tools=[TOOL],
        tool_choice="none",
        max_output_tokens=16,
    )
    assert second.output_text
    items = (await client.responses.input_items.list(second.id, order="asc")).data
    kinds = ["message", *["function_call"] * len(calls), *["function_call_output"] * len(calls)]
    assert [item.type for item in items] == kinds


async def test_a_response_goes_on_from_the_one_before(client: AsyncOpenAI) -> None:
    first = await ask(client, "My name is Ines.")
    second = await ask(client, "What is my name?", previous=first.id)
    assert await input_texts(client, second.id) == ["My name is Ines.", first.output_text, "What is my name?"]
    assert second.usage is not None
    assert first.usage is not None
    assert second.usage.input_tokens > first.usage.total_tokens


async def test_an_item_can_be_referred_to(client: AsyncOpenAI) -> None:
    first = await ask(client, "My name is Ines.")
    second = await client.responses.create(
        model=MODEL,
        input=[
            {"type": "item_reference", "id": first.output[0].id or ""},
            {"role": "user", "content": "Go on."},
        ],
        max_output_tokens=16,
    )
    assert await input_texts(client, second.id) == [first.output_text, "Go on."]


async def test_a_response_is_kept_until_it_is_deleted(client: AsyncOpenAI) -> None:
    made = await ask(client, "Hello.")
    assert await client.responses.retrieve(made.id) == made
    with pytest.raises(openai.BadRequestError, match="background"):
        await client.responses.cancel(made.id)
    await client.responses.delete(made.id)
    with pytest.raises(openai.NotFoundError, match=made.id):
        await client.responses.retrieve(made.id)
    with pytest.raises(openai.BadRequestError, match=made.id):
        await ask(client, "Go on.", previous=made.id)


async def test_what_is_not_to_be_kept_is_not(client: AsyncOpenAI) -> None:
    made = await client.responses.create(model=MODEL, input="Hello.", store=False, max_output_tokens=16)
    with pytest.raises(openai.NotFoundError, match=made.id):
        await client.responses.retrieve(made.id)


async def test_a_talk_without_a_part_of_it_is_not_gone_on_with(client: AsyncOpenAI) -> None:
    first = await ask(client, "One.")
    second = await ask(client, "Two.", previous=first.id)
    await client.responses.delete(first.id)
    with pytest.raises(openai.BadRequestError, match=first.id):
        await ask(client, "Three.", previous=second.id)


async def test_another_person_sees_nothing(api: Api, client: AsyncOpenAI, ben: PersonId) -> None:
    made = await ask(client, "Hello.")
    strange = await Api(api.url, api.house, ben).add_key("plain", "personal")
    async with open_client(api, strange.token) as stranger:
        with pytest.raises(openai.NotFoundError, match=made.id):
            await stranger.responses.retrieve(made.id)
        with pytest.raises(openai.NotFoundError, match=made.id):
            await stranger.responses.input_items.list(made.id)
        with pytest.raises(openai.NotFoundError, match=made.id):
            await stranger.responses.delete(made.id)
        with pytest.raises(openai.BadRequestError, match=made.id):
            await ask(stranger, "Go on.", previous=made.id)
    assert await client.responses.retrieve(made.id) == made


async def test_the_assistants_answers_are_seen_by_personal_keys_alone(api: Api, client: AsyncOpenAI) -> None:
    personal = await api.add_key("personal")
    async with open_client(api, personal.token) as friend:
        made = await friend.responses.create(model="beknown", input="What did Ana say about Lisbon?")
        assert made.output_text
        assert await friend.responses.retrieve(made.id) == made
    with pytest.raises(openai.NotFoundError, match=made.id):
        await client.responses.retrieve(made.id)
    with pytest.raises(openai.BadRequestError, match=made.id):
        await ask(client, "Go on.", previous=made.id)


async def test_an_erased_person_leaves_no_response(api: Api, client: AsyncOpenAI) -> None:
    made = await ask(client, "Hello.")
    async with api.house.db.begin(Scope(api.person, "account")) as tx:
        assert await response_store.find_response(tx, made.id, sees_personal=True) is not None
    await erase(api.house.db, api.house.blobs, api.person)
    async with api.house.db.begin(Scope(api.person, "account")) as tx:
        assert await response_store.find_response(tx, made.id, sees_personal=True) is None


async def test_tokens_are_counted_as_the_model_reads_them(client: AsyncOpenAI) -> None:
    counted = await client.responses.input_tokens.count(model=MODEL, input="Say hello.")
    asked = await ask(client, "Say hello.")
    assert asked.usage is not None
    assert counted.input_tokens == asked.usage.input_tokens


@pytest.mark.slow  # the embedded model answers
async def test_a_talk_in_short_stands_for_what_was_said(client: AsyncOpenAI) -> None:
    first = await ask(client, "My name is Ines.")
    short = await client.responses.compact(model=MODEL, previous_response_id=first.id)
    packed = [item for item in short.output if item.type == "compaction"]
    answer = await client.responses.create(
        model=MODEL,
        input=[
            {"type": "compaction", "encrypted_content": packed[0].encrypted_content},
            {"role": "user", "content": "Go on."},
        ],
        max_output_tokens=16,
    )
    assert answer.usage is not None
    assert answer.usage.input_tokens > 30
    with pytest.raises(openai.BadRequestError, match="made here"):
        await client.responses.create(model=MODEL, input=[{"type": "compaction", "encrypted_content": "x"}])


async def test_a_picture_is_read_out_to_a_model_that_sees_none(client: AsyncOpenAI) -> None:
    picture = BytesIO()
    Image.new("RGB", (32, 32), "red").save(picture, "PNG")
    url = f"data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}"
    answer = await client.responses.create(
        model=MODEL,
        input=[
            {
                "role": "user",
                "content": [
                    {"type": "input_text", "text": "What is this?"},
                    {"type": "input_image", "image_url": url, "detail": "auto"},
                ],
            }
        ],
        max_output_tokens=16,
    )
    assert answer.output_text
    with pytest.raises(openai.BadRequestError, match="data URL"):
        await client.responses.create(
            model=MODEL,
            input=[
                {
                    "role": "user",
                    "content": [
                        {"type": "input_image", "image_url": "https://example.org/a.png", "detail": "auto"}
                    ],
                }
            ],
        )


async def test_what_is_too_long_is_cut_where_that_is_allowed(client: AsyncOpenAI) -> None:
    long = "The ship sailed on over the sea. " * 3000
    said: ResponseInputParam = [{"role": "user", "content": long}, {"role": "user", "content": "Say hello."}]
    with pytest.raises(openai.BadRequestError) as raised:
        await client.responses.create(model=MODEL, input=said, max_output_tokens=16)
    assert raised.value.code == "context_length_exceeded"
    answer = await client.responses.create(model=MODEL, input=said, max_output_tokens=16, truncation="auto")
    assert answer.output_text


@pytest.mark.parametrize(
    ("wrong", "param"),
    [
        ({"input": ""}, "input"),
        ({"input": [{"type": "message", "role": "robot", "content": "x"}]}, "input[0].role"),
        ({"input": [{"type": "web_search_call"}]}, "input[0].type"),
        ({"input": [{"type": "item_reference", "id": "msg_none"}]}, "input"),
        ({"input": "x", "tools": [{"type": "web_search"}]}, "tools[0].type"),
        ({"input": "x", "tool_choice": "maybe"}, "tool_choice"),
        ({"input": "x", "text": {"format": {"type": "xml"}}}, "text.format.type"),
        ({"input": "x", "background": True, "store": False}, "store"),
        ({"input": "x", "max_output_tokens": 1}, "max_output_tokens"),
        ({"input": "x", "previous_response_id": "resp_x", "conversation": "conv_x"}, "conversation"),
    ],
)
async def test_what_is_wrong_is_named(client: AsyncOpenAI, wrong: dict[str, object], param: str) -> None:
    with pytest.raises(openai.BadRequestError) as raised:
        await client.post("/responses", body={"model": MODEL, **wrong}, cast_to=Response)
    assert raised.value.param == param
