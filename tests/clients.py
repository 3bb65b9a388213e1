"""Clients of the web server for tests, and a real socket to reach it by."""

import asyncio
import itertools
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from beknown.app.accounts.cookie import cookie_name
from beknown.app.accounts.sessions import start_session
from beknown.app.house import House
from beknown.kit.db import Scope
from beknown.kit.ids import PersonId

Client = AsyncClient
ADDRESS = "http://127.0.0.1:8400"
_addresses = itertools.count(1)


def make_client(app: FastAPI, address: str | None = None) -> Client:
    """Give a client that calls the application in this task, from an address of its own unless one is given."""
    number = next(_addresses)
    address = address or f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return AsyncClient(transport=ASGITransport(app, client=(address, 50000)), base_url=ADDRESS)


async def sign_in_as(client: Client, house: House, person: PersonId, *, domain: str = "127.0.0.1") -> None:
    """Start a session for a person and have the client send its cookie and its CSRF token."""
    async with house.db.begin(Scope(person, "account")) as tx:
        started = await start_session(tx, house.settings, user_agent="tests")
    client.cookies.set(cookie_name(house.settings), started.token, domain=domain)
    client.headers["X-CSRF-Token"] = started.csrf_token


@asynccontextmanager
async def serve_here(app: FastAPI) -> AsyncGenerator[str]:
    """Serve an application on a free port of this machine; give its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn tells it by this flag alone
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        await serving
