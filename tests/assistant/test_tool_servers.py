"""MCP servers that the operator added: their tools are used, and ask before they write."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn
from httpx import AsyncClient

from tests.assistant import note_server
from tests.assistant.scripted import Script
from tests.assistant.talk import Talk


@pytest.fixture
async def notes_address() -> AsyncIterator[str]:
    """The note server behind a real socket, over streamable HTTP."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            note_server.server.streamable_http_app(), log_config=None, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn tells it by this flag alone
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{port}/mcp"
        server.should_exit = True
        await serving


async def test_a_servers_tools_run_and_ask_before_they_write(
    talk: Talk, operator_client: AsyncClient, script: Script, notes_address: str
) -> None:
    body = {"name": "notes", "transport": "http", "address": notes_address}
    added = await operator_client.post("/api/tool-servers", json=body)
    assert added.status_code == 201, added.text
    tried = (await operator_client.post(f"/api/tool-servers/{added.json()['id']}/test")).json()
    assert {(tool["name"], tool["asks_first"]) for tool in tried} == {
        ("notes_read_notes", False),
        ("notes_add_note", True),
    }
    script.call("notes_read_notes")
    script.say("You noted milk.")
    heard = await talk.ask("What did I note?")
    assert [(call["name"], call["state"]) for call in heard.end["tool_calls"]] == [
        ("notes_read_notes", "done")
    ]
    assert "milk" in script.prompt()
    script.call("notes_add_note", text="bread")
    asked = await talk.ask("Note bread")
    assert asked.end["state"] == "waiting"
    assert note_server.NOTES == ["milk"]
    script.say("Noted.")
    call = asked.end["tool_calls"][0]
    decided = await talk.post(
        f"/api/messages/{asked.start['answer_id']}/decide", {"decisions": {call["id"]: True}}
    )
    assert decided.end["tool_calls"][0]["state"] == "done"
    assert note_server.NOTES == ["milk", "bread"]
    await operator_client.delete(f"/api/tool-servers/{added.json()['id']}")


async def test_a_command_is_a_server_too(operator_client: AsyncClient) -> None:
    command = f"{sys.executable} {Path(note_server.__file__)}"
    body = {"name": "local-notes", "transport": "stdio", "address": command}
    added = await operator_client.post("/api/tool-servers", json=body)
    tried = await operator_client.post(f"/api/tool-servers/{added.json()['id']}/test")
    assert [tool["name"] for tool in tried.json()] == ["local-notes_read_notes", "local-notes_add_note"]
    await operator_client.delete(f"/api/tool-servers/{added.json()['id']}")


async def test_a_server_that_cant_be_reached_says_so_and_answers_go_on(
    talk: Talk, operator_client: AsyncClient, script: Script
) -> None:
    body = {"name": "gone", "transport": "http", "address": "http://127.0.0.1:9/mcp"}
    added = await operator_client.post("/api/tool-servers", json=body)
    tried = await operator_client.post(f"/api/tool-servers/{added.json()['id']}/test")
    assert tried.status_code == 503
    script.say("Still here.")
    assert (await talk.ask("Are you there?")).text == "Still here."
    await operator_client.delete(f"/api/tool-servers/{added.json()['id']}")


async def test_only_an_operator_adds_servers(talk: Talk) -> None:
    body = {"name": "mine", "transport": "stdio", "address": "touch /tmp/x"}
    assert (await talk.client.post("/api/tool-servers", json=body)).status_code == 403
    assert (await talk.client.get("/api/tool-servers")).status_code == 403
