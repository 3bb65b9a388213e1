"""Clients that others wrote do real work through the API: npm's `openai` and the AI SDK on Node, and `pydantic-ai`."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openai import AsyncOpenAI
from pydantic import BaseModel
from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.openai import OpenAIProvider

from beknown.app.house import furnish
from beknown.app.server import create_app
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.settings import load_settings
from tests.clients import serve_here
from tests.gateway import planner
from tests.gateway.conftest import Api

pytestmark = pytest.mark.slow  # clients on Node, agents, the embedded model

ROOT = Path(__file__).parents[2]
SMALL = "smollm2-135m-instruct"
EMBEDDER = "multilingual-e5-small-q4"


@pytest.fixture
async def both(db: Database, database_url: str, home: Path, ana: PersonId) -> AsyncIterator[Api]:
    """The model API of a house with the embedded models, and a server of one that plans."""
    async with serve_here(planner.make_server()) as planner_url:
        settings = load_settings(home=home, gateway_urls=planner_url)
        async with (
            furnish(settings, database_url, db) as house,
            serve_here(create_app(house=house)) as url,
        ):
            yield Api(url, house, ana)


async def _run(*command: str) -> str:
    """Run a program to its end and give what it said, which is all there is to see when it fails."""
    path = f"{ROOT / '.tools' / 'node' / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    program = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT / "web",
        env=os.environ | {"PATH": path},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, errors = await program.communicate()
    assert program.returncode == 0, errors.decode()
    return said.decode()


async def test_clients_on_node_hold_all_they_check(both: Api) -> None:
    made = await both.add_key("plain")
    await _run(sys.executable, str(ROOT / "tools" / "web.py"), "run")  # their packages, unless they are there
    said = await _run("node", "clients/run.mjs", both.url, made.token, planner.NAME, SMALL, EMBEDDER)
    held: list[str] = json.loads(said)
    assert len(held) == 16


@pytest.fixture
async def provider(both: Api) -> AsyncIterator[OpenAIProvider]:
    """Where `pydantic-ai` asks, with a plain key."""
    made = await both.add_key("plain")
    async with AsyncOpenAI(base_url=f"{both.url}/v1", api_key=made.token) as client:
        yield OpenAIProvider(openai_client=client)


def _give_tools(agent: Agent[None, str]) -> list[str]:
    """Give an agent the two tools of the task; the list tells what was called."""
    called: list[str] = []

    def get_order(number: int) -> dict[str, str]:
        called.append(f"get_order {number}")
        return {"city": {17: "Lisbon"}[number]}

    def get_weather(city: str) -> dict[str, str]:
        called.append(f"get_weather {city}")
        return {"sky": {"Lisbon": "sunny"}[city]}

    agent.tool_plain(get_order)
    agent.tool_plain(get_weather)
    return called


async def test_an_agent_of_pydantic_ai_does_a_task_by_chat(provider: OpenAIProvider) -> None:
    agent = Agent(OpenAIChatModel(planner.NAME, provider=provider))
    called = _give_tools(agent)
    done = await agent.run(planner.QUESTION)
    assert called == ["get_order 17", "get_weather Lisbon"]
    assert done.output == planner.SENTENCE
    assert done.usage.requests == 3
    assert (done.usage.input_tokens, done.usage.output_tokens) == (60, 15)


async def test_an_agent_of_pydantic_ai_does_a_task_by_responses_in_a_stream(provider: OpenAIProvider) -> None:
    agent = Agent(OpenAIResponsesModel(planner.NAME, provider=provider))
    called = _give_tools(agent)
    async with agent.run_stream(planner.QUESTION) as stream:
        output = await stream.get_output()
    assert called == ["get_order 17", "get_weather Lisbon"]
    assert output == planner.SENTENCE


class Person(BaseModel):
    """What the small model is asked to write."""

    name: str
    age: int


async def test_an_agent_of_pydantic_ai_gets_its_form_from_the_small_model(provider: OpenAIProvider) -> None:
    agent = Agent(OpenAIChatModel(SMALL, provider=provider), output_type=Person)
    done = await agent.run("Bob is 30 years old. Write him down.")
    assert isinstance(done.output, Person)
