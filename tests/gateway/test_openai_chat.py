"""OpenAI's own client, against the embedded model."""

from collections.abc import AsyncIterator

import openai
import pytest
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletionMessageParam, ChatCompletionToolParam
from pydantic import BaseModel

from tests.gateway.conftest import Api

MODEL = "smollm2-135m-instruct"
TOOL: ChatCompletionToolParam = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Tells the weather of a city.",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["c", "f"]}},
            "required": ["city", "unit"],
            "additionalProperties": False,
        },
    },
}


class Person(BaseModel):
    """What a model is asked to write."""

    name: str
    age: int


@pytest.fixture
async def client(api: Api) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's client with a plain key."""
    made = await api.add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as opened:
        yield opened


async def test_a_chat_is_answered_and_counted(client: AsyncOpenAI) -> None:
    answer = await client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": "Say hello."}], max_tokens=8, temperature=0
    )
    assert answer.model == MODEL
    assert answer.choices[0].message.content
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0


async def test_a_stream_says_the_same_as_a_whole_answer(client: AsyncOpenAI) -> None:
    asked: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Count to five."}]
    whole = await client.chat.completions.create(model=MODEL, messages=asked, max_tokens=16, temperature=0)
    stream = await client.chat.completions.create(
        model=MODEL,
        messages=asked,
        max_tokens=16,
        temperature=0,
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = [chunk async for chunk in stream]
    text = "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)
    assert text == whole.choices[0].message.content
    assert [chunk.usage is not None for chunk in chunks].count(True) == 1


@pytest.mark.slow  # the embedded model answers
async def test_a_forced_tool_is_called_with_valid_arguments(client: AsyncOpenAI) -> None:
    answer = await client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "What is the weather in Lisbon?"}],
        tools=[TOOL],
        tool_choice={"type": "function", "function": {"name": "get_weather"}},
    )
    assert answer.choices[0].finish_reason == "tool_calls"
    calls = answer.choices[0].message.tool_calls or []
    assert [call.function.name for call in calls if call.type == "function"] == ["get_weather"] * len(calls)
    assert calls


async def test_an_answer_keeps_to_a_schema(client: AsyncOpenAI) -> None:
    answer = await client.chat.completions.parse(
        model=MODEL,
        messages=[{"role": "user", "content": "Bob is 30 years old. Write him down."}],
        response_format=Person,
    )
    assert isinstance(answer.choices[0].message.parsed, Person)


async def test_a_key_without_the_scope_learns_nothing(client: AsyncOpenAI) -> None:
    with pytest.raises(openai.PermissionDeniedError, match="personal"):
        await client.chat.completions.create(
            model="beknown", messages=[{"role": "user", "content": "Who am I?"}]
        )


async def test_an_unknown_model_is_named(client: AsyncOpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="no-such-model"):
        await client.chat.completions.create(
            model="no-such-model", messages=[{"role": "user", "content": "Hi."}]
        )


async def test_models_are_those_the_key_may_ask(client: AsyncOpenAI) -> None:
    names = [model.id async for model in client.models.list()]
    assert MODEL in names
    assert "beknown" not in names


async def test_a_model_stays_the_same_from_one_list_to_the_next(client: AsyncOpenAI) -> None:
    first, again = [[model async for model in client.models.list()] for _ in range(2)]
    assert first == again
    assert {model.created for model in first} == {0}


async def test_vectors_come_in_order(client: AsyncOpenAI) -> None:
    answer = await client.embeddings.create(
        model="multilingual-e5-small-q4", input=["a ship on the sea", "the price of bread"]
    )
    assert [len(each.embedding) for each in answer.data] == [384, 384]


async def test_usage_of_vectors_is_what_the_model_read(client: AsyncOpenAI) -> None:
    create = client.embeddings.create
    short, twice = [
        await create(model="multilingual-e5-small-q4", input=texts)
        for texts in (["日本語のテキスト"], ["日本語のテキスト", "日本語のテキスト"])
    ]
    by_letters = 2
    assert short.usage.prompt_tokens > by_letters
    assert twice.usage.prompt_tokens == twice.usage.total_tokens == 2 * short.usage.prompt_tokens


async def test_a_wrong_key_opens_nothing(api: Api) -> None:
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key="bk_wrong", max_retries=0) as stranger:
        with pytest.raises(openai.AuthenticationError, match="isn't known"):
            await stranger.models.list()


async def test_the_owner_is_answered_by_their_assistant(api: Api) -> None:
    made = await api.add_key("personal")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as client:
        answer = await client.chat.completions.create(
            model="beknown", messages=[{"role": "user", "content": "What did Ana say about Lisbon?"}]
        )
    assert answer.choices[0].message.content
