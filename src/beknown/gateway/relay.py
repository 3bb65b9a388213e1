"""Passes requests on to whoever runs the model, and answers back as they come.

A request goes to the next backend when one doesn't answer, until the first byte came. When whoever asked goes away,
the connection to the backend is closed, which ends the generation there.
"""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from urllib.request import getproxies

import aiohttp

from beknown.gateway import wire
from beknown.gateway.backends import Backends
from beknown.gateway.circuit import Attempt
from beknown.gateway.types import JsonObject, Target
from beknown.gateway.wire import Verbatim
from beknown.kit.errors import BeknownError, Invalid, NotFound, TooMany, Unavailable

CONNECT_TIMEOUT_S = 5.0
SILENCE_TIMEOUT_S = 600.0
KEEP_ALIVE_S = 4.0
"""Shorter than the five seconds after which llama.cpp and uvicorn close a connection that rests."""

MOST_CONNECTIONS = 1000
_JSON = "application/json"
_SERVER_ERROR = 500
_BAD_REQUEST = 400
_TOO_BUSY = 429
_NO_ENTRY = {401, 403}
_NOT_THERE = 404
_TOO_LONG = ("context", "too long", "exceed")
_FAILURES = (aiohttp.ClientError, TimeoutError, ConnectionError)


def open_http() -> aiohttp.ClientSession:
    """Open the client that all requests to backends go through; whoever opened it closes it."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=MOST_CONNECTIONS, keepalive_timeout=KEEP_ALIVE_S),
        timeout=aiohttp.ClientTimeout(
            total=None, sock_connect=CONNECT_TIMEOUT_S, sock_read=SILENCE_TIMEOUT_S
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=bool(getproxies()),
    )


@dataclass(frozen=True, slots=True)
class Passed:
    """A whole answer as it came."""

    content: bytes
    kind: str | None


class Relay:
    """Asks backends.

    Args:
        http: The open client.
        backends: Whose health is noted.
    """

    def __init__(self, http: aiohttp.ClientSession, backends: Backends) -> None:
        self._http = http
        self._backends = backends

    async def post(self, targets: Sequence[Target], path: str, body: JsonObject) -> JsonObject:
        """Ask and wait for the whole answer.

        Raises:
            Invalid: The backend says that the request is wrong.
            NotFound: None of them has the model, or does this.
            TooMany: All of them have too much to do.
            Unavailable: None of them answers.
        """
        _, content, _ = await self._find(targets, path, _Asked(_naming(body), _JSON, is_whole=True))
        return read_answer(content, targets[0].name)

    @asynccontextmanager
    async def stream(
        self, targets: Sequence[Target], path: str, body: JsonObject
    ) -> AsyncGenerator[AsyncGenerator[bytes]]:
        """Ask and give the lines of the answer as they come, each without its end.

        Raises:
            Invalid: The backend says that the request is wrong.
            NotFound: None of them has the model, or does this.
            TooMany: All of them have too much to do.
            Unavailable: None of them answers, or one broke off in mid-answer.
        """
        asked = _Asked(_naming(body), _JSON, is_whole=False)
        async with (
            self._open(targets, path, asked) as (answer, first),
            aclosing(_lines(answer, first)) as lines,
        ):
            yield lines

    async def pass_on(self, targets: Sequence[Target], path: str, body: bytes, kind: str) -> Passed:
        """Pass a request on byte for byte, `kind` its Content-Type, and give the whole answer.

        Raises:
            Invalid: The backend says that the request is wrong.
            NotFound: None of them has the model, or does this.
            TooMany: All of them have too much to do.
            Unavailable: None of them answers.
        """
        asked = _Asked(lambda _: body, kind, is_whole=True)
        answer, content, _ = await self._find(targets, path, asked)
        return Passed(content, answer.headers.get("content-type"))

    @asynccontextmanager
    async def _open(
        self, targets: Sequence[Target], path: str, asked: "_Asked"
    ) -> AsyncGenerator[tuple[aiohttp.ClientResponse, bytes]]:
        """Give the first answer that isn't a failure, with its first bytes; the rest may fail yet."""
        answer, content, attempt = await self._find(targets, path, asked)
        try:
            yield answer, content
        except _FAILURES as error:
            attempt.fail(type(error).__name__)
            raise Unavailable("The model failed in mid-answer. Try again.") from error
        finally:
            answer.close()

    async def _find(
        self, targets: Sequence[Target], path: str, asked: "_Asked"
    ) -> tuple[aiohttp.ClientResponse, bytes, Attempt]:
        """Give the first answer that isn't a failure, with its first bytes or all of them, and who gave it."""
        last: BeknownError = Unavailable(
            "The model doesn't answer now. Try again in a moment.", code="unavailable"
        )
        for target, attempt in self._backends.attempts(targets):
            try:
                with attempt:
                    answer, content = await self._ask(target, path, asked)
            except (Unavailable, TooMany, NotFound) as error:
                last = error
                continue
            return answer, content, attempt
        raise last

    async def _ask(self, target: Target, path: str, asked: "_Asked") -> tuple[aiohttp.ClientResponse, bytes]:
        try:
            answer = await self._send(target, path, asked)
        except _FAILURES as error:
            raise _silent(target, error) from error
        try:
            is_whole = asked.is_whole or answer.status >= _BAD_REQUEST
            content = await (answer.read() if is_whole else answer.content.readany())
        except BaseException as error:
            answer.close()
            if isinstance(error, _FAILURES):
                raise _silent(target, error) from error
            raise
        if answer.status >= _BAD_REQUEST:
            raise _as_error(answer.status, content, target)
        return answer, content

    async def _send(self, target: Target, path: str, asked: "_Asked") -> aiohttp.ClientResponse:
        url, body = f"{target.endpoint.url}{path}", asked.write(target)
        headers = {"Content-Type": asked.kind}
        if target.endpoint.api_key:
            headers["Authorization"] = f"Bearer {target.endpoint.api_key}"
        try:
            return await self._http.post(url, data=body, headers=headers, allow_redirects=False)
        except (
            aiohttp.ServerDisconnectedError
        ):  # a connection that rested was closed just now: once more, on a new one
            return await self._http.post(url, data=body, headers=headers, allow_redirects=False)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request: its body for each target, of which kind, and whether all of the answer is waited for."""

    write: Callable[[Target], bytes]
    kind: str
    is_whole: bool


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


def _naming(body: JsonObject) -> Callable[[Target], bytes]:
    """Write the body with the model's name as the target knows it. Few engines read halves of characters."""
    return lambda target: wire.write(body | {"model": target.endpoint.model}, takes_halves=False)


async def _lines(answer: aiohttp.ClientResponse, first: bytes) -> AsyncGenerator[bytes]:
    piece, rest = first, b""
    while piece:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield line.removesuffix(b"\r")
        piece = await answer.content.readany()
    if rest:
        yield rest


def _silent(target: Target, error: Exception) -> Unavailable:
    return Unavailable(
        f"The server of {target.name!r} doesn't answer now ({type(error).__name__}). Try again in a moment.",
        code="unavailable",
    )


def _as_error(status: int, content: bytes, target: Target) -> BeknownError:
    """Make an error of what a backend says, in whose words alone it is clear what was wrong."""
    said = _message_of(content)
    if status == _TOO_BUSY:
        return TooMany(
            f"The server of {target.name!r} has too much to do. Try again in a moment.",
            code="rate_limit_exceeded",
            retry_after_s=1,
        )
    if status == _NOT_THERE:
        return NotFound(
            f"The server of {target.name!r} has no such model any more, or doesn't do this. Ask another model.",
            code="model_not_found",
            param="model",
        )
    if status >= _SERVER_ERROR or status in _NO_ENTRY:
        return Unavailable(f"The server of {target.name!r} failed (status {status}). Try again.")
    if any(word in said.lower() for word in _TOO_LONG):
        return Invalid(said, code="context_length_exceeded", param="messages")
    return Invalid(said or f"The server of {target.name!r} refused this request.")


def _message_of(content: bytes) -> str:
    try:
        said = wire.read(content)
    except ValueError:
        return ""
    error = said.get("error") if isinstance(said, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    return message[:500] if isinstance(message, str) else ""
