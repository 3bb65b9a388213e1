"""The socket that people and programs reach."""

import asyncio
import socket
from pathlib import Path

from beknown.app.listen import open_listener
from beknown.kit.settings import load_settings
from tests.walks.running import free_port


async def test_small_pieces_of_an_answer_are_sent_at_once(tmp_path: Path) -> None:
    seen: list[int] = []

    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        seen.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    settings = load_settings(home=tmp_path, port=free_port())
    server = await asyncio.start_server(greet, sock=open_listener(settings))
    async with server:
        reader, writer = await asyncio.open_connection(settings.host, settings.port)
        await reader.read()
        writer.close()
    assert seen == [1]
