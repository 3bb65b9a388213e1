"""The shapes of ASGI, and small things that every gate needs.

Source: ASGI specification 3.0, HTTP and WebSocket message format.
"""

from collections.abc import Iterable

from starlette.types import ASGIApp as App
from starlette.types import Message, Receive, Scope, Send

__all__ = ["App", "Message", "Receive", "Scope", "Send", "header_of", "with_headers"]


def header_of(scope: Scope, name: str) -> str | None:
    """Give a request's header; None when it isn't there. `name` is in lower case."""
    wanted = name.encode()
    for key, value in scope["headers"]:
        if key == wanted:
            return str(value.decode("latin-1"))
    return None


def with_headers(send: Send, added: Iterable[tuple[bytes, bytes]]) -> Send:
    """Give a `send` that adds these headers to the answer, except those that it has already."""
    wanted = list(added)

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {key.lower() for key, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(pair for pair in wanted if pair[0] not in present)]
        await send(message)

    return send_with_headers
