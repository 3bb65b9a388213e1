"""What programs send wrongly, or in excess, and what becomes of an answer when nobody waits for it any more."""

import asyncio
import base64
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

import httpx
import openai
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from openai import AsyncOpenAI
from PIL import Image

from beknown.app.house import furnish
from beknown.app.server import create_app
from beknown.gateway import revoke_key, usage_store
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import serve_here
from tests.gateway.conftest import Api, get_gateway

MODEL = "smollm2-135m-instruct"
PATHS = ("/v1/chat/completions", "/llama/v1/chat/completions", "/anthropic/v1/messages")
BODY_PATHS = (
    *PATHS,
    "/v1/responses",
    "/v1/embeddings",
    "/v1/moderations",
    "/v1/conversations",
    "/v1/vector_stores",
    "/v1/completions",
    "/anthropic/v1/messages/count_tokens",
)
MOST_UNREAD_BYTES = 64 * 1024**2
"""What a machine's own buffers may hold of a stream that nobody reads."""

STORY = {"role": "user", "content": "Tell me a very long story about the sea."}


@dataclass(slots=True)
class Backend:
    """A server of a model that says a word and then is silent, or says it for ever as fast as it is read.

    `gone` is set when nobody listens any more.
    """

    name: str
    word: str
    is_endless: bool = False
    written: int = 0
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    def make_app(self) -> FastAPI:
        """Make the application."""
        app = FastAPI()

        @app.get("/v1/models")
        async def list_models() -> dict[str, object]:
            return {"object": "list", "data": [{"id": self.name, "object": "model"}]}

        @app.post("/v1/chat/completions")
        async def answer() -> StreamingResponse:
            return StreamingResponse(self._say(), media_type="text/event-stream")

        @app.post("/v1/audio/speech")
        async def speak(request: Request) -> Response:
            return Response((await request.body())[::-1], media_type="audio/wav")

        @app.post("/v1/images/generations")
        async def draw() -> dict[str, object]:
            return {"created": 1, "usage": {"input_tokens": 7, "output_tokens": 11}}

        return app

    async def _say(self) -> AsyncIterator[str]:
        choice = {"index": 0, "delta": {"role": "assistant", "content": self.word}, "finish_reason": None}
        chunk = {
            "id": "c",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": self.name,
            "choices": [choice],
        }
        try:
            yield f"data: {json.dumps(chunk)}\n\n"
            while self.is_endless:
                self.written += len(self.word)
                await asyncio.sleep(0)  # a connection that is gone takes all at once: others have their turn
                yield f"data: {json.dumps(chunk)}\n\n"
            await asyncio.Event().wait()
        finally:
            self.gone.set()


@asynccontextmanager
async def _house_with(
    backend: Backend, db: Database, database_url: str, home: Path, person: PersonId
) -> AsyncGenerator[tuple[Api, Backend]]:
    async with serve_here(backend.make_app()) as backend_url:
        settings = load_settings(home=home, gateway_urls=backend_url, gateway_stalled_after_s=1.0)
        async with (
            furnish(settings, database_url, db) as house,
            serve_here(create_app(house=house)) as url,
        ):
            yield Api(url, house, person), backend


@pytest.fixture
async def silent(
    db: Database, database_url: str, home: Path, ana: PersonId
) -> AsyncIterator[tuple[Api, Backend]]:
    """The model API of a house that knows a server which falls silent."""
    async with _house_with(Backend("silent", "Once"), db, database_url, home, ana) as opened:
        yield opened


@pytest.fixture
async def endless(
    db: Database, database_url: str, home: Path, ana: PersonId
) -> AsyncIterator[tuple[Api, Backend]]:
    """The model API of a house that knows a server which never ends."""
    backend = Backend("endless", "and on " * 1000, is_endless=True)
    async with _house_with(backend, db, database_url, home, ana) as opened:
        yield opened


@pytest.fixture
async def http(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """A bare client with a plain key."""
    made = await api.add_key("plain")
    headers = {"Authorization": f"Bearer {made.token}", "Content-Type": "application/json"}
    async with httpx.AsyncClient(base_url=api.url, headers=headers, timeout=60) as opened:
        yield opened


@pytest.fixture
async def client(api: Api) -> AsyncIterator[AsyncOpenAI]:
    """OpenAI's client with a plain key."""
    made = await api.add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as opened:
        yield opened


@pytest.mark.parametrize("path", BODY_PATHS)
async def test_bytes_that_are_not_utf8_are_refused(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.post(path, content=b'{"model": "\xff\xfe", "messages": [], "max_tokens": 1}')
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("path", BODY_PATHS)
async def test_json_ten_thousand_deep_is_refused(http: httpx.AsyncClient, path: str) -> None:
    deep = b'{"model": "x", "max_tokens": 1, "messages": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
    answer = await http.post(path, content=deep)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("path", BODY_PATHS)
async def test_a_body_of_100_mb_is_refused_by_its_length(http: httpx.AsyncClient, path: str) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1024**2

    answer = await http.post(path, content=pieces(), headers={"Content-Length": str(100 * 1024**2)})
    assert answer.status_code == 413
    assert answer.json()["error"]["message"]


async def test_a_body_of_100_mb_that_hides_its_length_is_refused_too(http: httpx.AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1024**2

    answer = await http.post("/v1/chat/completions", content=pieces())
    assert answer.status_code == 413
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("path", PATHS)
async def test_half_a_character_is_refused_in_words(http: httpx.AsyncClient, path: str) -> None:
    said = (
        b'{"model": "%s", "max_tokens": 1, "messages": [{"role": "user", "content": "\\ud800"}]}'
        % MODEL.encode()
    )
    answer = await http.post(path, content=said)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        *((path, {"messages": [STORY], "max_tokens": 1}) for path in PATHS),
        ("/v1/responses", {"input": "Hi."}),
        ("/v1/responses/input_tokens", {"input": "Hi."}),
        ("/v1/responses/compact", {"input": "Hi."}),
        ("/v1/embeddings", {"input": "Hi."}),
        ("/anthropic/v1/messages/count_tokens", {"messages": [STORY]}),
    ],
)
async def test_a_model_that_is_not_there_is_named(
    http: httpx.AsyncClient, path: str, body: dict[str, object]
) -> None:
    answer = await http.post(path, json={**body, "model": "no-such-model"})
    assert answer.status_code == 404
    assert "no-such-model" in answer.json()["error"]["message"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("stream", [False, True])
async def test_a_prompt_that_is_too_long_is_said_to_be_on_every_surface(
    http: httpx.AsyncClient, path: str, stream: bool
) -> None:
    long = {"role": "user", "content": "word " * 20_000}
    body = {"model": MODEL, "messages": [long], "max_tokens": 8, "stream": stream}
    answer = await http.post(path, json=body)
    assert answer.status_code == 400
    assert "context" in answer.json()["error"]["message"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"model": MODEL},
        {"model": 7, "messages": [STORY], "max_tokens": 1},
        {"model": MODEL, "messages": "hello", "max_tokens": 1},
        {"model": MODEL, "messages": [1, None], "max_tokens": 1},
        {"model": MODEL, "messages": [STORY], "tools": "all", "max_tokens": 1},
        {"model": MODEL, "messages": [STORY], "tools": [1], "tool_choice": "required", "max_tokens": 1},
        {"model": MODEL, "messages": [{"role": "assistant", "tool_calls": [1]}], "max_tokens": 1},
    ],
)
async def test_wrong_shapes_are_refused_in_words(
    http: httpx.AsyncClient, path: str, body: dict[str, object]
) -> None:
    answer = await http.post(path, json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


async def test_a_prompt_longer_than_the_context_is_said_to_be(client: AsyncOpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        await client.chat.completions.create(
            model=MODEL, messages=[{"role": "user", "content": "word " * 20_000}]
        )
    assert refused.value.code == "context_length_exceeded"


async def test_a_picture_for_a_model_that_sees_none_is_refused(client: AsyncOpenAI) -> None:
    file = BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "PNG")
    url = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
    with pytest.raises(openai.BadRequestError, match=MODEL):
        await client.chat.completions.create(
            model=MODEL,
            messages=[
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "What is this?"},
                        {"type": "image_url", "image_url": {"url": url}},
                    ],
                }
            ],
        )


async def test_several_answers_stop_words_seeds_and_logprobs_are_passed_on(client: AsyncOpenAI) -> None:
    several = await client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "Count: one, two, three, four, five."}],
        n=2,
        seed=7,
        max_tokens=12,
        logprobs=True,
        top_logprobs=2,
    )
    assert [choice.index for choice in several.choices] == [0, 1]
    logprobs = several.choices[0].logprobs
    assert logprobs is not None
    assert logprobs.content
    assert len(logprobs.content[0].top_logprobs) == 2
    whole = await client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": "Say hello."}], max_tokens=12, temperature=0
    )
    text = whole.choices[0].message.content or ""
    cut = await client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "Say hello."}],
        max_tokens=12,
        temperature=0,
        stop=[text[3:6]],
    )
    assert cut.choices[0].message.content == text[:3]
    assert cut.choices[0].finish_reason == "stop"


async def test_the_same_seed_gives_the_same_answer(client: AsyncOpenAI) -> None:
    said = [
        (
            await client.chat.completions.create(
                model=MODEL,
                messages=[{"role": "user", "content": "Name a fruit."}],
                max_tokens=12,
                seed=11,
                temperature=1,
            )
        )
        .choices[0]
        .message.content
        for _ in range(2)
    ]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        *((path, {"messages": [STORY], "max_tokens": 2000}) for path in PATHS),
        ("/v1/responses", {"input": "Go on."}),
    ],
)
async def test_a_key_that_is_revoked_ends_its_stream(
    endless: tuple[Api, Backend], path: str, body: dict[str, object]
) -> None:
    api, backend = endless
    made = await api.add_key("plain")
    headers = {"Authorization": f"Bearer {made.token}"}
    async with (
        httpx.AsyncClient(base_url=api.url, headers=headers, timeout=60) as client,
        client.stream("POST", path, json={**body, "model": "endless", "stream": True}) as answer,
    ):
        lines = answer.aiter_lines()
        assert await anext(lines)
        async with api.house.db.begin(Scope(api.person, "account")) as tx:
            await revoke_key(tx, made.id)
        last = [line async for line in lines if line][-1]
    assert "revoked" in last
    await asyncio.wait_for(backend.gone.wait(), 10)


async def test_a_reader_that_stops_reading_ends_the_generation(endless: tuple[Api, Backend]) -> None:
    api, backend = endless
    made = await api.add_key("plain")
    body = json.dumps({"model": "endless", "messages": [STORY], "stream": True}).encode()
    host, _, port = api.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=1024)
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {made.token}\r\n"
    )
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    assert b"200" in await reader.readline()
    await asyncio.wait_for(backend.gone.wait(), 30)
    assert backend.written < MOST_UNREAD_BYTES
    writer.close()


async def test_a_client_that_goes_away_ends_the_generation(silent: tuple[Api, Backend]) -> None:
    api, backend = silent
    made = await api.add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as client:
        stream = await client.chat.completions.create(
            model="silent", messages=[{"role": "user", "content": "Go on."}], stream=True
        )
        first = await anext(aiter(stream))
        assert first.choices[0].delta.content == "Once"
        await stream.close()
    await asyncio.wait_for(backend.gone.wait(), 10)


async def test_speech_is_passed_on_to_a_server_that_lists_the_model(silent: tuple[Api, Backend]) -> None:
    api, _backend = silent
    made = await api.add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as client:
        spoken = await client.audio.speech.create(model="silent", input="Hello.", voice="alloy")
    assert b"Hello." in spoken.content[::-1]


async def test_what_a_picture_used_is_written_down_as_its_server_says(silent: tuple[Api, Backend]) -> None:
    api, _backend = silent
    made = await api.add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as client:
        await client.images.generate(model="silent", prompt="A ship.")
    await get_gateway(api.house).ledger.write()
    async with api.house.db.begin(Scope(api.person, "account")) as tx:
        (row,) = await usage_store.find_usage(tx, date(2020, 1, 1))
    assert (row.model, row.input_tokens, row.output_tokens) == ("silent", 7, 11)
