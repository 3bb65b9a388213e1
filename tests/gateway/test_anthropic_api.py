"""Anthropic's own client, which checks every answer against its types, against the embedded model."""

from collections.abc import AsyncIterator

import anthropic
import pytest
from anthropic import AsyncAnthropic
from anthropic.types import ToolParam

from tests.gateway.conftest import Api

MODEL = "smollm2-135m-instruct"
TOOL: ToolParam = {
    "name": "get_weather",
    "description": "Tells the weather of a city.",
    "input_schema": {
        "type": "object",
        "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["c", "f"]}},
        "required": ["city", "unit"],
        "additionalProperties": False,
    },
}


@pytest.fixture
async def client(api: Api) -> AsyncIterator[AsyncAnthropic]:
    """Anthropic's client with a plain key."""
    made = await api.add_key("plain")
    async with AsyncAnthropic(
        base_url=f"{api.url}/anthropic", api_key=made.token, max_retries=0, _strict_response_validation=True
    ) as opened:
        yield opened


async def test_a_message_is_answered_and_counted(client: AsyncAnthropic) -> None:
    answer = await client.messages.create(
        model=MODEL,
        max_tokens=8,
        system=[{"type": "text", "text": "You are brief."}],
        messages=[{"role": "user", "content": [{"type": "text", "text": "Say hello."}]}],
    )
    assert answer.content[0].type == "text"
    assert answer.content[0].text
    assert answer.stop_reason in {"end_turn", "max_tokens"}
    assert answer.usage.input_tokens + (answer.usage.cache_read_input_tokens or 0) > 0
    assert 0 < answer.usage.output_tokens <= 8


async def test_an_answer_that_is_cut_says_so(client: AsyncAnthropic) -> None:
    answer = await client.messages.create(
        model=MODEL, max_tokens=2, messages=[{"role": "user", "content": "Tell me a long story."}]
    )
    assert answer.stop_reason == "max_tokens"


async def test_a_stream_has_its_events_in_order(client: AsyncAnthropic) -> None:
    async with await client.messages.create(
        model=MODEL, max_tokens=12, messages=[{"role": "user", "content": "Count to five."}], stream=True
    ) as stream:
        kinds = [event.type async for event in stream]
    assert kinds[:2] == ["message_start", "content_block_start"]
    assert set(kinds[2:-3]) == {"content_block_delta"}
    assert kinds[-3:] == ["content_block_stop", "message_delta", "message_stop"]


async def test_a_stream_adds_up_to_a_message(client: AsyncAnthropic) -> None:
    async with client.messages.stream(
        model=MODEL, max_tokens=12, messages=[{"role": "user", "content": "Count to five."}]
    ) as stream:
        text = "".join([piece async for piece in stream.text_stream])
        message = await stream.get_final_message()
    assert text == "".join(block.text for block in message.content if block.type == "text") != ""
    assert message.usage.output_tokens > 0


@pytest.mark.slow  # the embedded model answers
async def test_a_named_tool_is_called_and_its_result_goes_back(client: AsyncAnthropic) -> None:
    asked = "What is the weather in Lisbon?"
    answer = await client.messages.create(
        model=MODEL,
        max_tokens=200,
        messages=[{"role": "user", "content": asked}],
        tools=[TOOL],
        tool_choice={"type": "tool", "name": "get_weather", "disable_parallel_tool_use": True},
    )
    assert answer.stop_reason == "tool_use"
    (called,) = [block for block in answer.content if block.type == "tool_use"]
    assert set(called.input) == {"city", "unit"}
    told = await client.messages.create(
        model=MODEL,
        max_tokens=16,
        messages=[
            {"role": "user", "content": asked},
            {"role": "assistant", "content": answer.content},
            {
                "role": "user",
                "content": [
                    {"type": "tool_result", "tool_use_id": called.id, "content": "Sunny, 24 degrees."}
                ],
            },
        ],
    )
    assert told.content


@pytest.mark.slow  # the embedded model answers
async def test_a_streamed_call_is_one_block_of_json(client: AsyncAnthropic) -> None:
    async with client.messages.stream(
        model=MODEL,
        max_tokens=200,
        messages=[{"role": "user", "content": "What is the weather in Lisbon?"}],
        tools=[TOOL],
        tool_choice={"type": "any"},
    ) as stream:
        message = await stream.get_final_message()
    assert message.stop_reason == "tool_use"
    assert message.content[0].type == "tool_use"
    assert set(message.content[0].input) == {"city", "unit"}


async def test_tokens_are_counted_as_they_will_be_used(client: AsyncAnthropic) -> None:
    counted = await client.messages.count_tokens(
        model=MODEL, messages=[{"role": "user", "content": "How many tokens are these?"}]
    )
    used = await client.messages.create(
        model=MODEL, max_tokens=1, messages=[{"role": "user", "content": "How many tokens are these?"}]
    )
    assert counted.input_tokens == used.usage.input_tokens + (used.usage.cache_read_input_tokens or 0)


async def test_models_are_listed_and_given(client: AsyncAnthropic) -> None:
    assert MODEL in [model.id async for model in client.models.list()]
    assert (await client.models.retrieve(MODEL)).id == MODEL


async def test_errors_have_their_types(client: AsyncAnthropic) -> None:
    with pytest.raises(anthropic.NotFoundError, match="not_found_error"):
        await client.messages.create(
            model="no-such-model", max_tokens=1, messages=[{"role": "user", "content": "Hi."}]
        )
    with pytest.raises(anthropic.BadRequestError, match="invalid_request_error"):
        await client.messages.create(model=MODEL, max_tokens=1, messages=[])
    with pytest.raises(anthropic.PermissionDeniedError, match="permission_error"):
        await client.messages.create(
            model="beknown", max_tokens=1, messages=[{"role": "user", "content": "Who am I?"}]
        )


async def test_a_tool_that_runs_at_anthropic_is_refused_by_name(client: AsyncAnthropic) -> None:
    with pytest.raises(anthropic.BadRequestError, match="web_search_20250305"):
        await client.messages.create(
            model=MODEL,
            max_tokens=1,
            messages=[{"role": "user", "content": "Hi."}],
            tools=[{"type": "web_search_20250305", "name": "web_search"}],
        )


async def test_a_wrong_key_opens_nothing(api: Api) -> None:
    async with AsyncAnthropic(base_url=f"{api.url}/anthropic", api_key="bk_wrong", max_retries=0) as stranger:
        with pytest.raises(anthropic.AuthenticationError, match="authentication_error"):
            await stranger.models.list()
