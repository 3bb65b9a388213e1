"""Every choice of tools and form, and the errors of limits, by each surface's own client against the small model."""

import json
from collections.abc import AsyncIterator
from typing import Any, Literal

import anthropic
import llama_api_client
import openai
import pytest
from anthropic import AsyncAnthropic
from anthropic.types import Message
from llama_api_client import AsyncLlamaAPIClient
from openai import AsyncOpenAI
from openai.types import Completion
from openai.types.chat import ChatCompletion

from beknown.gateway import NewKey, add_key
from beknown.kit.db import Scope
from tests.gateway.conftest import Api

pytestmark = pytest.mark.slow  # the embedded model answers
MODEL = "smollm2-135m-instruct"
FORM = {
    "type": "object",
    "properties": {"city": {"type": "string", "maxLength": 20}},
    "required": ["city"],
    "additionalProperties": False,
}
NAMES = ("get_weather", "get_time")
TOOLS: Any = [{"type": "function", "function": {"name": name, "parameters": FORM}} for name in NAMES]
HELD: Any = {"type": "json_schema", "json_schema": {"name": "place", "strict": True, "schema": FORM}}
ASKED: Any = [{"role": "user", "content": "What are the weather and the time in Lisbon?"}]


@pytest.fixture
async def llama(api: Api) -> AsyncIterator[AsyncLlamaAPIClient]:
    """Meta's client with a plain key."""
    made = await api.add_key("plain")
    async with AsyncLlamaAPIClient(
        base_url=f"{api.url}/llama/v1", api_key=made.token, max_retries=0, _strict_response_validation=True
    ) as opened:
        yield opened


@pytest.fixture
async def claude(api: Api) -> AsyncIterator[AsyncAnthropic]:
    """Anthropic's client with a plain key."""
    made = await api.add_key("plain")
    async with AsyncAnthropic(
        base_url=f"{api.url}/anthropic", api_key=made.token, max_retries=0, _strict_response_validation=True
    ) as opened:
        yield opened


def _calls(answer: ChatCompletion) -> list[tuple[str, set[str]]]:
    """Give the names of what was called, and of what it was given."""
    calls = answer.choices[0].message.tool_calls or []
    return [
        (call.function.name, set(json.loads(call.function.arguments)))
        for call in calls
        if call.type == "function"
    ]


async def test_a_required_call_names_a_tool_and_fits_its_form(openai_client: AsyncOpenAI) -> None:
    answer = await openai_client.chat.completions.create(
        model=MODEL, messages=ASKED, tools=TOOLS, tool_choice="required", temperature=0
    )
    calls = _calls(answer)
    assert calls
    assert {name for name, _ in calls} <= set(NAMES)
    assert [given for _, given in calls] == [{"city"}] * len(calls)


async def test_one_call_at_a_time_is_one(openai_client: AsyncOpenAI) -> None:
    answer = await openai_client.chat.completions.create(
        model=MODEL, messages=ASKED, tools=TOOLS, tool_choice="required", parallel_tool_calls=False
    )
    assert len(_calls(answer)) == 1


async def test_several_calls_go_back_with_their_results(openai_client: AsyncOpenAI) -> None:
    called: Any = [
        {
            "id": f"call_{name}",
            "type": "function",
            "function": {"name": name, "arguments": '{"city": "Lisbon"}'},
        }
        for name in NAMES
    ]
    results: Any = [{"role": "tool", "tool_call_id": f"call_{name}", "content": "fine"} for name in NAMES]
    said: Any = [*ASKED, {"role": "assistant", "content": None, "tool_calls": called}, *results]
    answer = await openai_client.chat.completions.create(
        model=MODEL, messages=said, tools=TOOLS, tool_choice="none", max_tokens=16
    )
    assert answer.choices[0].message.content


async def test_left_to_itself_the_model_calls_or_speaks(openai_client: AsyncOpenAI) -> None:
    answer = await openai_client.chat.completions.create(
        model=MODEL, messages=ASKED, tools=TOOLS, tool_choice="auto", temperature=0
    )
    choice = answer.choices[0]
    assert bool(choice.message.content) != bool(_calls(answer))
    assert (choice.finish_reason == "tool_calls") == bool(_calls(answer))


async def test_no_tool_is_called_where_none_may_be(openai_client: AsyncOpenAI) -> None:
    answer = await openai_client.chat.completions.create(
        model=MODEL, messages=ASKED, tools=TOOLS, tool_choice="none", max_tokens=16
    )
    assert answer.choices[0].message.content
    assert not answer.choices[0].message.tool_calls


async def test_a_streamed_call_adds_up(openai_client: AsyncOpenAI) -> None:
    async with openai_client.chat.completions.stream(
        model=MODEL,
        messages=ASKED,
        tools=TOOLS,
        tool_choice={"type": "function", "function": {"name": NAMES[1]}},
    ) as stream:
        answer = await stream.get_final_completion()
    assert answer.choices[0].finish_reason == "tool_calls"
    assert set(json.loads((answer.choices[0].message.tool_calls or [])[0].function.arguments)) == {"city"}


async def test_a_tool_that_is_not_offered_is_named(openai_client: AsyncOpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="get_money") as refused:
        await openai_client.chat.completions.create(
            model=MODEL,
            messages=ASKED,
            tools=TOOLS,
            tool_choice={"type": "function", "function": {"name": "get_money"}},
        )
    assert refused.value.param == "tool_choice"


@pytest.mark.parametrize("form", [{"type": "json_object"}, HELD])
async def test_a_form_holds_in_a_stream_too(openai_client: AsyncOpenAI, form: Any) -> None:  # noqa: ANN401 - the client has a type for each form
    stream = await openai_client.chat.completions.create(
        model=MODEL, messages=ASKED, response_format=form, stream=True, max_tokens=300
    )
    text = "".join([chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices])
    assert isinstance(json.loads(text), dict)


async def test_what_is_no_schema_is_refused(openai_client: AsyncOpenAI) -> None:
    wrong: Any = {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "nonsense"}}}
    with pytest.raises(openai.BadRequestError) as refused:
        await openai_client.chat.completions.create(model=MODEL, messages=ASKED, response_format=wrong)
    assert refused.value.code == "invalid_json_schema"


async def test_a_text_is_gone_on_with_whole_and_in_a_stream(openai_client: AsyncOpenAI) -> None:
    asked: Any = {"model": MODEL, "prompt": "The ship", "max_tokens": 8, "temperature": 0}
    create: Any = openai_client.completions.create
    whole: Completion = await create(**asked)
    assert whole.usage is not None
    assert whole.usage.completion_tokens == 8
    lenient = openai_client.with_options(
        _extra_kwargs={"_strict_response_validation": False}
    )  # their own type of a piece asks for a reason to end that only the last one has
    stream = await lenient.completions.create(**asked, stream=True, stream_options={"include_usage": True})
    chunks: list[Completion] = [chunk async for chunk in stream]
    text = "".join(choice.text for chunk in chunks for choice in chunk.choices)
    assert text == whole.choices[0].text != ""
    assert [chunk.usage is not None for chunk in chunks].count(True) == 1
    with pytest.raises(openai.NotFoundError, match="no-such-model"):
        await openai_client.completions.create(model="no-such-model", prompt="The ship", stream=True)


@pytest.mark.parametrize("choice", ["required", "auto", "none"])
async def test_metas_client_gets_what_it_chose(
    llama: AsyncLlamaAPIClient, choice: Literal["required", "auto", "none"]
) -> None:
    answer = await llama.chat.completions.create(
        model=MODEL, messages=ASKED, tools=TOOLS, tool_choice=choice, max_completion_tokens=120, temperature=0
    )
    calls = answer.completion_message.tool_calls or []
    may_call = {"required": {True}, "auto": {True, False}, "none": {False}}[choice]
    assert bool(calls) in may_call
    assert [set(json.loads(call.function.arguments)) for call in calls] == [{"city"}] * len(calls)


async def test_metas_client_is_told_what_is_wrong(api: Api, llama: AsyncLlamaAPIClient) -> None:
    with pytest.raises(llama_api_client.BadRequestError, match="message"):
        await llama.chat.completions.create(model=MODEL, messages=[])
    with pytest.raises(llama_api_client.PermissionDeniedError, match="personal"):
        await llama.chat.completions.create(model="beknown", messages=ASKED)
    with pytest.raises(llama_api_client.NotFoundError, match="no-such-model"):
        await llama.models.retrieve("no-such-model")
    with pytest.raises(llama_api_client.NotFoundError):
        await llama.uploads.get("no-such-upload")
    async with AsyncLlamaAPIClient(
        base_url=f"{api.url}/llama/v1", api_key=await _tired(api), max_retries=0
    ) as tired:
        await tired.chat.completions.create(model=MODEL, messages=ASKED, max_completion_tokens=1)
        with pytest.raises(llama_api_client.RateLimitError, match="1 requests a minute"):
            await tired.chat.completions.create(model=MODEL, messages=ASKED, stream=True)


@pytest.mark.parametrize("choice", ["any", "auto", "none"])
async def test_anthropics_client_gets_what_it_chose(
    claude: AsyncAnthropic, choice: Literal["any", "auto", "none"]
) -> None:
    tools: Any = [{"name": name, "input_schema": FORM} for name in NAMES]
    chosen: Any = {"type": choice}
    answer = await claude.messages.create(
        model=MODEL,
        max_tokens=120,
        messages=ASKED,
        tools=tools,
        tool_choice=chosen,
        extra_body={"temperature": 0},
    )
    calls = [block for block in answer.content if block.type == "tool_use"]
    may_call = {"any": {True}, "auto": {True, False}, "none": {False}}[choice]
    assert bool(calls) in may_call
    assert (answer.stop_reason == "tool_use") == bool(calls)
    assert [set(call.input) for call in calls] == [{"city"}] * len(calls)


async def test_anthropics_client_gets_a_form_and_a_stop_word(claude: AsyncAnthropic) -> None:
    held: Any = {"format": {"type": "json_schema", "schema": FORM}}
    answer = await claude.messages.create(model=MODEL, max_tokens=200, messages=ASKED, output_config=held)
    assert answer.content[0].type == "text"
    assert set(json.loads(answer.content[0].text)) == {"city"}
    asked: Any = {"model": MODEL, "max_tokens": 12, "messages": ASKED, "extra_body": {"temperature": 0}}
    create: Any = claude.messages.create
    whole = _text_of(await create(**asked))
    cut = _text_of(await create(**asked, stop_sequences=[whole[3:6]]))
    assert cut == whole[:3]


def _text_of(message: Message) -> str:
    return "".join(block.text for block in message.content if block.type == "text")


async def test_a_key_without_more_requests_or_tokens_is_told_when(api: Api) -> None:
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=await _tired(api), max_retries=0) as tired:
        await tired.chat.completions.create(model=MODEL, messages=ASKED, max_tokens=1)
        with pytest.raises(openai.RateLimitError) as refused:
            await tired.chat.completions.create(model=MODEL, messages=ASKED, max_tokens=1)
    assert refused.value.code == "rate_limit_exceeded"
    assert int(refused.value.response.headers["Retry-After"]) > 0
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=await _poor(api), max_retries=0) as poor:
        await poor.chat.completions.create(model=MODEL, messages=ASKED, max_tokens=1)
        with pytest.raises(openai.RateLimitError) as refused:
            await poor.responses.create(model=MODEL, input="Hi.")
    assert refused.value.code == "insufficient_quota"
    async with AsyncAnthropic(
        base_url=f"{api.url}/anthropic", api_key=await _tired(api), max_retries=0
    ) as other:
        await other.messages.create(model=MODEL, messages=ASKED, max_tokens=1)
        with pytest.raises(anthropic.RateLimitError, match="rate_limit_error"):
            await other.messages.create(model=MODEL, messages=ASKED, max_tokens=1)


async def _tired(api: Api) -> str:
    return await _add(api, NewKey("tired", frozenset({"plain"}), requests_per_minute=1))


async def _poor(api: Api) -> str:
    return await _add(api, NewKey("poor", frozenset({"plain"}), tokens_per_day=1))


async def _add(api: Api, new: NewKey) -> str:
    async with api.house.db.begin(Scope(api.person, "account")) as tx:
        return (await add_key(tx, new)).token
