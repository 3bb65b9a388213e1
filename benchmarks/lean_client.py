"""A client that builds nothing anew for each request: it takes little of the cores that it shares with the server."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

OK = b" 200 "
_END = b"\r\n\r\n"


class LeanClient:
    """One connection that is kept open.

    Args:
        url: The address with `/v1`.
        token: The key.
        body: What is asked, each time the same.
    """

    def __init__(self, url: str, token: str, body: Mapping[str, object]) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        written = json.dumps(body).encode()
        self._request = (
            f"POST {parts.path}/chat/completions HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(written)}\r\n\r\n"
        ).encode() + written
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self) -> bytes:
        """Ask, and give the body of the answer.

        Raises:
            RuntimeError: It wasn't answered with 200.
        """
        try:
            head, reader = await self._send()
        except (asyncio.IncompleteReadError, ConnectionError):  # it rested too long, and was closed
            await self.close()
            head, reader = await self._send()
        size = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await reader.readexactly(size)
        if OK not in head[:16]:
            raise RuntimeError(f"refused: {head[:16]!r} {body[:300]!r}")
        if b"connection: close" in head:
            await self.close()
        return body

    async def _send(self) -> tuple[bytes, asyncio.StreamReader]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        writer.write(self._request)
        return (await reader.readuntil(_END)).lower(), reader

    async def close(self) -> None:
        """Let go of the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


@asynccontextmanager
async def lean_clients(
    url: str, token: str, body: Mapping[str, object], count: int
) -> AsyncGenerator[list[LeanClient]]:
    """Give clients with a connection each."""
    clients = [LeanClient(url, token, body) for _ in range(count)]
    try:
        yield clients
    finally:
        for client in clients:
            await client.close()
