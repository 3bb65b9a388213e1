"""What the owner's assistant used for an answer is told on every surface, and counted against the key."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from anthropic import AsyncAnthropic
from anthropic.types import Usage
from llama_api_client import AsyncLlamaAPIClient
from openai import AsyncOpenAI
from openai.types import CompletionUsage
from openai.types.responses import ResponseCompletedEvent, ResponseUsage

from beknown.app.house import furnish
from beknown.app.server import create_app
from beknown.gateway.usage_store import find_usage
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.assistant.scripted import Script, make_server
from tests.clients import serve_here
from tests.gateway.conftest import Api, get_gateway

ASKED = "What day is it, and is it a good one?"
CALLED_AND_SAID = (210, 40, 14)
"""Tokens in, those of them that were cached, tokens out: of the call of the tool and of the answer together."""

Used = tuple[int, int, int]
Way = Callable[[str, str], Awaitable[Used]]


@pytest.fixture
async def capable(
    db: Database, database_url: str, home: Path, ana: PersonId
) -> AsyncIterator[tuple[Api, Script]]:
    """The model API of a house whose assistant has a model that calls tools."""
    script = Script()
    async with serve_here(make_server(script)) as model_url:
        settings = load_settings(home=home, language_url=f"{model_url}/v1", language_model="scripted")
        async with (
            furnish(settings, database_url, db) as house,
            serve_here(create_app(house=house)) as url,
        ):
            yield Api(url, house, ana), script


async def _chat(url: str, key: str) -> Used:
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key=key) as client:
        answer = await client.chat.completions.create(
            model="beknown", messages=[{"role": "user", "content": ASKED}]
        )
    return _of_chat(answer.usage)


async def _chat_stream(url: str, key: str) -> Used:
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key=key) as client:
        stream = await client.chat.completions.create(
            model="beknown",
            messages=[{"role": "user", "content": ASKED}],
            stream=True,
            stream_options={"include_usage": True},
        )
        return _of_chat([chunk.usage async for chunk in stream][-1])


def _of_chat(usage: CompletionUsage | None) -> Used:
    assert usage is not None
    assert usage.prompt_tokens_details is not None
    return usage.prompt_tokens, usage.prompt_tokens_details.cached_tokens or 0, usage.completion_tokens


async def _response(url: str, key: str) -> Used:
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key=key) as client:
        return _of_response((await client.responses.create(model="beknown", input=ASKED)).usage)


async def _response_stream(url: str, key: str) -> Used:
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key=key) as client:
        stream = await client.responses.create(model="beknown", input=ASKED, stream=True)
        last = [event async for event in stream][-1]
    assert isinstance(last, ResponseCompletedEvent)
    return _of_response(last.response.usage)


def _of_response(usage: ResponseUsage | None) -> Used:
    assert usage is not None
    return usage.input_tokens, usage.input_tokens_details.cached_tokens, usage.output_tokens


async def _message(url: str, key: str) -> Used:
    async with AsyncAnthropic(base_url=f"{url}/anthropic", api_key=key) as client:
        answer = await client.messages.create(
            model="beknown", max_tokens=100, messages=[{"role": "user", "content": ASKED}]
        )
    return _of_message(answer.usage)


async def _message_stream(url: str, key: str) -> Used:
    async with (
        AsyncAnthropic(base_url=f"{url}/anthropic", api_key=key) as client,
        client.messages.stream(
            model="beknown", max_tokens=100, messages=[{"role": "user", "content": ASKED}]
        ) as stream,
    ):
        return _of_message((await stream.get_final_message()).usage)


def _of_message(usage: Usage) -> Used:
    cached = usage.cache_read_input_tokens or 0
    return usage.input_tokens + cached, cached, usage.output_tokens


async def _llama(url: str, key: str) -> Used:
    async with AsyncLlamaAPIClient(base_url=f"{url}/llama/v1", api_key=key) as client:
        answer = await client.chat.completions.create(
            model="beknown", messages=[{"role": "user", "content": ASKED}]
        )
    counted = {each.metric: int(each.value) for each in answer.metrics or []}
    return (
        counted["num_prompt_tokens"],
        CALLED_AND_SAID[1],
        counted["num_completion_tokens"],
    )  # tells no cached ones


async def _llama_stream(url: str, key: str) -> Used:
    async with AsyncLlamaAPIClient(base_url=f"{url}/llama/v1", api_key=key) as client:
        stream = await client.chat.completions.create(
            model="beknown", messages=[{"role": "user", "content": ASKED}], stream=True
        )
        last = [chunk async for chunk in stream][-1]
    counted = {each.metric: int(each.value) for each in last.event.metrics or []}
    return counted["num_prompt_tokens"], CALLED_AND_SAID[1], counted["num_completion_tokens"]


WAYS: tuple[Way, ...] = (
    _chat,
    _chat_stream,
    _response,
    _response_stream,
    _message,
    _message_stream,
    _llama,
    _llama_stream,
)


async def test_all_calls_of_a_personal_turn_are_told_and_counted(capable: tuple[Api, Script]) -> None:
    api, script = capable
    made = await api.add_key("personal")
    told: list[Used] = []
    for way in WAYS:
        script.asked.clear()
        script.call("what_day_is_it")
        script.say("It is", " a good day.")
        told.append(await way(api.url, made.token))
    assert told == [CALLED_AND_SAID] * len(WAYS)
    await get_gateway(api.house).ledger.write()
    async with api.house.db.begin(Scope(api.person, "account")) as tx:
        (row,) = await find_usage(tx, clock.now().date())
    counted = (row.input_tokens, row.cached_tokens, row.output_tokens)
    assert counted == tuple(each * len(WAYS) for each in CALLED_AND_SAID)


@pytest.mark.slow  # the embedded model answers
async def test_an_answer_of_the_small_model_tells_what_it_used(api: Api) -> None:
    made = await api.add_key("personal")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token) as client:
        talked = await client.chat.completions.create(
            model="beknown", messages=[{"role": "user", "content": "Write a short poem about the sea."}]
        )
        quoted = await client.chat.completions.create(
            model="beknown", messages=[{"role": "user", "content": "What day is it?"}]
        )
    assert talked.usage is not None
    assert talked.usage.total_tokens == talked.usage.prompt_tokens + talked.usage.completion_tokens
    assert talked.usage.prompt_tokens > 0
    assert talked.usage.completion_tokens > 0
    assert quoted.usage is not None
    assert quoted.usage.total_tokens == 0  # code answered: no model was asked
