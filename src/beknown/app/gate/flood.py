"""Keep one caller from using up the server: too many requests are turned away before they cost anything."""

import json
import math
from collections import OrderedDict
from collections.abc import Hashable

from starlette.requests import HTTPConnection

from beknown.app.accounts.cookie import read_cookie
from beknown.app.accounts.tokens import hash_token
from beknown.app.gate.asgi import App, Receive, Scope, Send
from beknown.gateway import SURFACE_PATHS, find_token
from beknown.kit.buckets import MAX_CALLERS, Buckets, network_of
from beknown.kit.settings import Settings


class KnownTokens:
    """Hashes of tokens that opened a session not long ago: such a caller has a bucket of its own."""

    def __init__(self) -> None:
        self._hashes: OrderedDict[bytes, None] = OrderedDict()

    def add(self, token: str) -> None:
        """Note that a token opened a session."""
        key = hash_token(token)
        self._hashes[key] = None
        self._hashes.move_to_end(key)
        if len(self._hashes) > MAX_CALLERS:
            self._hashes.popitem(last=False)

    def find(self, token: str | None) -> bytes | None:
        """Give the hash of a token that is known."""
        key = hash_token(token) if token else None
        return key if key in self._hashes else None


class Flood:
    """Answers 429 to who asks too fast: by session where one is known, else by address."""

    def __init__(self, app: App, *, settings: Settings, known: KnownTokens) -> None:
        self._app = app
        self._settings = settings
        self._known = known
        self._buckets = Buckets(burst=settings.request_burst, per_s=settings.requests_per_second)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while the caller has tokens left."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        token = find_token(scope) if scope["path"].startswith(SURFACE_PATHS) else ""
        wait_s = 0.0 if self._known.find(token) else self._buckets.take(self._caller(scope))
        if wait_s == 0:
            await self._app(scope, receive, send)
            if "key" in scope.get("state", {}):  # keys have limits of their own
                self._known.add(token)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1013})
        else:
            await _turn_away(send, math.ceil(wait_s))

    def _caller(self, scope: Scope) -> Hashable:
        token = self._known.find(read_cookie(self._settings, HTTPConnection(scope)))
        client = scope.get("client")
        return token or network_of(client[0] if client else "")


async def _turn_away(send: Send, seconds: int) -> None:
    body = json.dumps(
        {
            "type": "about:blank",
            "title": "Too many requests",
            "status": 429,
            "detail": f"Too many requests in a short time. Wait {seconds} s and try again.",
            "retry_after_s": seconds,
        }
    ).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"retry-after", str(seconds).encode()),
    ]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": body})
