"""Meta's own client for Llama's API, which checks every answer against its types, against the embedded model."""

import json
from collections.abc import AsyncIterator

import llama_api_client
import pytest
from llama_api_client import AsyncLlamaAPIClient
from llama_api_client.types import MessageTextContentItem
from llama_api_client.types.chat.completion_create_params import ResponseFormat, Tool

from tests.gateway.conftest import Api

MODEL = "smollm2-135m-instruct"
TOOL: Tool = {
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
FORMAT: ResponseFormat = {
    "type": "json_schema",
    "json_schema": {
        "name": "person",
        "schema": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
            "required": ["name", "age"],
            "additionalProperties": False,
        },
    },
}


@pytest.fixture
async def client(api: Api) -> AsyncIterator[AsyncLlamaAPIClient]:
    """Meta's client with a plain key."""
    made = await api.add_key("plain")
    async with AsyncLlamaAPIClient(
        base_url=f"{api.url}/llama/v1",
        api_key=made.token,
        max_retries=0,
        _strict_response_validation=True,
    ) as opened:
        yield opened


async def test_a_chat_is_answered_with_its_metrics(client: AsyncLlamaAPIClient) -> None:
    answer = await client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": "Say hello."}], max_completion_tokens=8
    )
    said = answer.completion_message.content
    assert isinstance(said, MessageTextContentItem)
    assert said.text
    assert answer.completion_message.stop_reason in {"stop", "length"}
    counted = {each.metric: each.value for each in answer.metrics or []}
    assert counted["num_total_tokens"] == counted["num_prompt_tokens"] + counted["num_completion_tokens"] > 0


async def test_a_stream_starts_completes_and_measures_once(client: AsyncLlamaAPIClient) -> None:
    stream = await client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "Count to five."}],
        max_completion_tokens=12,
        stream=True,
    )
    events = [chunk.event async for chunk in stream]
    kinds = [event.event_type for event in events]
    assert kinds == ["start", *["progress"] * (len(kinds) - 3), "complete", "metrics"]
    assert "".join(event.delta.text for event in events if event.delta.type == "text")
    assert events[-2].stop_reason in {"stop", "length"}
    assert events[-1].metrics


@pytest.mark.slow  # the embedded model answers
async def test_a_required_tool_is_called(client: AsyncLlamaAPIClient) -> None:
    answer = await client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "What is the weather in Lisbon?"}],
        tools=[TOOL],
        tool_choice="required",
    )
    assert answer.completion_message.stop_reason == "tool_calls"
    calls = answer.completion_message.tool_calls or []
    assert {call.function.name for call in calls} == {"get_weather"}
    assert set(json.loads(calls[0].function.arguments)) == {"city", "unit"}


@pytest.mark.slow  # the embedded model answers
async def test_a_called_tool_comes_in_a_stream_and_its_result_goes_back(client: AsyncLlamaAPIClient) -> None:
    stream = await client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "What is the weather in Lisbon?"}],
        tools=[TOOL],
        tool_choice={"type": "function", "function": {"name": "get_weather"}},
        stream=True,
    )
    deltas = [chunk.event.delta async for chunk in stream]
    called = next(delta for delta in deltas if delta.type == "tool_call")
    answer = await client.chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "user", "content": "What is the weather in Lisbon?"},
            {
                "role": "assistant",
                "content": {"type": "text", "text": ""},
                "stop_reason": "tool_calls",
                "tool_calls": [
                    {
                        "id": called.id or "",
                        "function": {
                            "name": called.function.name or "",
                            "arguments": called.function.arguments or "",
                        },
                    }
                ],
            },
            {"role": "tool", "tool_call_id": called.id or "", "content": "Sunny, 24 degrees."},
        ],
        max_completion_tokens=16,
    )
    assert answer.completion_message.content


@pytest.mark.slow  # the embedded model answers
async def test_an_answer_keeps_to_a_schema(client: AsyncLlamaAPIClient) -> None:
    answer = await client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "Bob is 30 years old. Write him down."}],
        response_format=FORMAT,
    )
    said = answer.completion_message.content
    assert isinstance(said, MessageTextContentItem)
    assert set(json.loads(said.text)) == {"name", "age"}


async def test_models_are_listed_and_given(client: AsyncLlamaAPIClient) -> None:
    assert MODEL in [model.id for model in await client.models.list()]
    assert (await client.models.retrieve(MODEL)).id == MODEL


async def test_an_unknown_model_is_named(client: AsyncLlamaAPIClient) -> None:
    with pytest.raises(llama_api_client.NotFoundError, match="no-such-model"):
        await client.chat.completions.create(
            model="no-such-model", messages=[{"role": "user", "content": "Hi."}]
        )


async def test_a_stream_to_an_unknown_model_has_its_status(client: AsyncLlamaAPIClient) -> None:
    with pytest.raises(llama_api_client.NotFoundError, match="no-such-model"):
        await client.chat.completions.create(
            model="no-such-model", messages=[{"role": "user", "content": "Hi."}], stream=True
        )


async def test_a_wrong_key_opens_nothing(api: Api) -> None:
    async with AsyncLlamaAPIClient(
        base_url=f"{api.url}/llama/v1", api_key="bk_wrong", max_retries=0
    ) as stranger:
        with pytest.raises(llama_api_client.AuthenticationError, match="isn't known"):
            await stranger.models.list()
