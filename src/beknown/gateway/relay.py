"""Passes requests on to whoever runs the model, and answers back as they come.

A request goes to the next backend when one doesn't answer, until the first byte came. When whoever asked goes away,
the connection to the backend is closed, which ends the generation there.
"""

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import cast

import httpx

from beknown.gateway.backends import Backends
from beknown.gateway.types import JsonObject, Target, Verbatim
from beknown.kit.errors import BeknownError, Invalid, Unavailable

CONNECT_TIMEOUT_S = 5.0
SILENCE_TIMEOUT_S = 600.0
MOST_CONNECTIONS = 1000
_SERVER_ERROR = 500
_BAD_REQUEST = 400
_TOO_LONG = ("context", "too long", "exceed")


def open_http() -> httpx.AsyncClient:
    """Open the client that all requests to backends go through; whoever opened it closes it."""
    return httpx.AsyncClient(
        timeout=httpx.Timeout(SILENCE_TIMEOUT_S, connect=CONNECT_TIMEOUT_S),
        limits=httpx.Limits(max_connections=MOST_CONNECTIONS, max_keepalive_connections=64),
    )


class Relay:
    """Asks backends.

    Args:
        http: The open client.
        backends: Whose health is noted.
    """

    def __init__(self, http: httpx.AsyncClient, backends: Backends) -> None:
        self._http = http
        self._backends = backends

    async def post(self, targets: Sequence[Target], path: str, body: JsonObject) -> JsonObject:
        """Ask and wait for the whole answer.

        Raises:
            Invalid: The backend says that the request is wrong.
            Unavailable: None of them answers.
        """
        async with self._open(targets, path, body) as answer:
            return read_answer(await answer.aread(), targets[0].name)

    @asynccontextmanager
    async def stream(
        self, targets: Sequence[Target], path: str, body: JsonObject
    ) -> AsyncGenerator[AsyncGenerator[bytes]]:
        """Ask and give the lines of the answer as they come, each without its end.

        Raises:
            Invalid: The backend says that the request is wrong.
            Unavailable: None of them answers.
        """
        async with self._open(targets, path, body) as answer:
            yield _lines(answer)

    async def pass_on(self, targets: Sequence[Target], path: str, body: bytes, kind: str) -> httpx.Response:
        """Pass a request on byte for byte, `kind` its Content-Type, and give the whole answer.

        Raises:
            Invalid: The backend says that the request is wrong.
            Unavailable: None of them answers.
        """
        for target in targets:
            headers = {**_key_of(target), "Content-Type": kind}
            try:
                answer = await self._http.post(f"{target.endpoint.url}{path}", content=body, headers=headers)
            except httpx.TransportError:
                self._backends.note_failure(target)
                continue
            await _check(answer, target)
            self._backends.note_success(target)
            return answer
        raise Unavailable("The model doesn't answer now. Try again in a moment.", code="unavailable")

    @asynccontextmanager
    async def _open(
        self, targets: Sequence[Target], path: str, body: JsonObject
    ) -> AsyncGenerator[httpx.Response]:
        last = "no backend is there"
        for target in targets:
            request = self._http.build_request(
                "POST", f"{target.endpoint.url}{path}", json=body | {"model": target.endpoint.model},
                headers=_key_of(target),
            )  # fmt: skip
            try:
                answer = await self._http.send(request, stream=True)
            except httpx.TransportError as error:
                self._backends.note_failure(target)
                last = type(error).__name__
                continue
            if answer.status_code >= _SERVER_ERROR and target is not targets[-1]:
                self._backends.note_failure(target)
                await answer.aclose()
                continue
            try:
                await _check(answer, target)
                self._backends.note_success(target)
                yield answer
            finally:
                await answer.aclose()
            return
        raise Unavailable(
            f"The model doesn't answer now ({last}). Try again in a moment.", code="unavailable"
        )


def read_answer(raw: bytes, model: str) -> Verbatim:
    """Read what a backend wrote.

    Raises:
        Unavailable: It isn't a JSON object.
    """
    try:
        return Verbatim(raw)
    except ValueError as error:
        raise Unavailable(
            f"The server of {model!r} answered with something else than JSON. Try again."
        ) from error


def _key_of(target: Target) -> dict[str, str]:
    key = target.endpoint.api_key
    return {"Authorization": f"Bearer {key}"} if key else {}


async def _lines(answer: httpx.Response) -> AsyncGenerator[bytes]:
    rest = b""
    async for piece in answer.aiter_raw():
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield line.removesuffix(b"\r")
    if rest:
        yield rest


async def _check(answer: httpx.Response, target: Target) -> None:
    if answer.status_code < _BAD_REQUEST:
        return
    await answer.aread()
    raise _as_error(answer, target)


def _as_error(answer: httpx.Response, target: Target) -> BeknownError:
    """Make an error of what a backend says, in whose words alone it is clear what was wrong."""
    said = _message_of(answer)
    if answer.status_code >= _SERVER_ERROR or answer.status_code in {401, 403, 404}:
        return Unavailable(f"The server of {target.name!r} failed (status {answer.status_code}). Try again.")
    if any(word in said.lower() for word in _TOO_LONG):
        return Invalid(said, code="context_length_exceeded", param="messages")
    return Invalid(said or f"The server of {target.name!r} refused this request.")


def _message_of(answer: httpx.Response) -> str:
    try:
        said = json.loads(answer.content)
    except ValueError:
        return ""
    error = cast("JsonObject", said).get("error") if isinstance(said, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    return message[:500] if isinstance(message, str) else ""
