"""Requests made at random from our own OpenAPI documents: none is a server error, none hangs.

`BEKNOWN_FUZZ_EXAMPLES=100` asks for more of them, and for the borders of every parameter; `BEKNOWN_FUZZ_SEED` for
others.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from benchmarks import fake_model
from openai import AsyncOpenAI

from beknown.app.house import furnish
from beknown.app.server import create_app
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import serve_here
from tests.gateway.conftest import Api

pytestmark = pytest.mark.slow  # hundreds of requests

EXAMPLES = os.environ.get("BEKNOWN_FUZZ_EXAMPLES")
SEED = os.environ.get("BEKNOWN_FUZZ_SEED", "20261128")
FEW, FEW_PHASES, MANY_PHASES = "4", "fuzzing", "coverage,fuzzing"
HANGS_AFTER_S = "30"


@pytest.fixture
async def instant(db: Database, database_url: str, home: Path, ana: PersonId) -> AsyncIterator[Api]:
    """The model API of a house whose model answers at once."""
    async with serve_here(fake_model.make_server()) as model_url:
        settings = load_settings(
            home=home,
            language_url=f"{model_url}/v1",
            language_model=fake_model.NAME,
            gateway_requests_per_minute=1_000_000,
        )
        async with (
            furnish(settings, database_url, db) as house,
            serve_here(create_app(house=house)) as url,
        ):
            yield Api(url, house, ana)


async def _make_things(url: str, key: str) -> dict[str, str]:
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key=key) as client:
        file = await client.files.create(file=("a.txt", b"The ship sails."), purpose="assistants")
        store = await client.vector_stores.create(name="a", file_ids=[file.id])
        upload = await client.uploads.create(
            bytes=4, filename="b.txt", mime_type="text/plain", purpose="assistants"
        )
        response = await client.responses.create(model=fake_model.NAME, input="Hello.")
        talk = await client.conversations.create(items=[{"role": "user", "content": "Hello."}])
        items = await client.conversations.items.list(talk.id)
    return {
        "model": fake_model.NAME,
        "file_id": file.id,
        "input_file_id": file.id,
        "store_id": store.id,
        "upload_id": upload.id,
        "response_id": response.id,
        "previous_response_id": response.id,
        "conversation_id": talk.id,
        "conversation": talk.id,
        "item_id": items.data[0].id or "",
    }


@pytest.mark.parametrize("surface", ["/v1", "/llama/v1", "/anthropic/v1"])
async def test_no_request_of_our_documents_is_an_error_of_ours(
    instant: Api, surface: str, tmp_path: Path
) -> None:
    made = await instant.add_key("plain", "personal")
    there = await _make_things(instant.url, made.token)
    program = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{instant.url}{surface}/openapi.json",
        "--url", f"{instant.url}{surface}",
        "--header", f"Authorization: Bearer {made.token}",
        "--checks", "not_a_server_error",
        "--phases", MANY_PHASES if EXAMPLES else FEW_PHASES,
        "--max-examples", EXAMPLES or FEW,
        "--seed", SEED,
        "--request-timeout", HANGS_AFTER_S,
        "--generation-database", "none",
        "--suppress-health-check", "all",
        "--warnings", "off",
        "--continue-on-failure",
        "--no-color",
        cwd=tmp_path,
        env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.gateway.fuzz_hooks", "BEKNOWN_FUZZ_THERE": json.dumps(there),
                          "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await program.communicate()
    assert program.returncode == 0, said.decode()
    assert b" passed" in said, said.decode()
