"""Pages that other processes of this server put together: asked for by a socket, answered in whatever order.

A request is a person and a page, an answer the page or the error that came of it, each as a frame: its number, its
length, and the thing (`feed/wire.py`). Both ends are this program; the socket lies in a folder that only its user may
open.
"""

import asyncio
import contextlib
import struct
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from beknown.feed.token import PageToken
from beknown.feed.wire import pack, unpack
from beknown.kit.errors import BeknownError, Unavailable
from beknown.kit.ids import PersonId
from beknown.kit.telemetry import get_logger

if TYPE_CHECKING:
    from beknown.feed.home import Page

MakePage = Callable[[PersonId, PageToken], Awaitable["Page"]]

PATIENCE_S = 20.0
"""So long a page waits for a process that is still starting."""

TRIES = 3
"""So often a page is asked for that a process ends over: not for ever, as it might be the page."""

_LOOK_AGAIN_S = 0.05
_HEAD = struct.Struct(">QI")
_log = get_logger(__name__)


async def serve_pages(path: Path, make_page: MakePage) -> asyncio.Server:
    """Serve pages at a socket until the server that is given back is closed.

    Args:
        path: Of the socket; nothing may lie there.
        make_page: Makes a page.
    """

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering: set[asyncio.Task[None]] = set()
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                number, asked = await _read(reader)
                task = asyncio.create_task(
                    _answer(writer, number, cast("tuple[PersonId, PageToken]", asked), make_page)
                )
                answering.add(task)
                task.add_done_callback(answering.discard)
        for task in answering:
            task.cancel()
        writer.close()

    return await asyncio.start_unix_server(serve, path)


async def _answer(
    writer: asyncio.StreamWriter, number: int, asked: tuple[PersonId, PageToken], make_page: MakePage
) -> None:
    try:
        answer: object = await make_page(*asked)
    except BeknownError as error:
        answer = error
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever asked is told, and the others go on
        _log.error("feed.page_failed", error_kind=type(error).__name__)
        answer = RuntimeError(f"a page of the feed failed by {type(error).__name__}; the log says more")
    _write(writer, number, answer)


class PageProcesses:
    """Asks processes for pages: always the one that has the fewest to make.

    A page that a process didn't give before it ended is asked of another, or of the same once it is there again: asked
    twice it is the same page.

    Args:
        sockets: Where they listen.
    """

    def __init__(self, sockets: Sequence[Path]) -> None:
        self._processes = [_Process(path) for path in sockets]

    async def make_page(self, person: PersonId, token: PageToken) -> "Page":
        """Give a page.

        Raises:
            Unavailable: No process is there in `PATIENCE_S`, or one after the other ended over it.
        """
        for each in self._processes:
            each.begin()
        for _ in range(TRIES):
            process = min(self._processes, key=lambda each: (not each.is_there, each.waiting))
            try:
                return await process.make_page(person, token)
            except ConnectionError:
                continue
        raise Unavailable("The feed was interrupted. Try again in a moment.")

    async def close(self) -> None:
        """Ask nothing more."""
        for each in self._processes:
            await each.close()


class _Process:
    """One process; the connection to it is made anew whenever it broke."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: dict[int, asyncio.Future[object]] = {}
        self._there = asyncio.Event()
        self._writer: asyncio.StreamWriter | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._number = 0
        self.waiting = 0
        """How many pages it has to make."""

    @property
    def is_there(self) -> bool:
        return self._there.is_set()

    def begin(self) -> None:
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep_connected())

    async def make_page(self, person: PersonId, token: PageToken) -> "Page":
        """Give a page; a ConnectionError says that the process ended over it."""
        self.waiting += 1
        try:
            given = await self._ask((person, token))
        finally:
            self.waiting -= 1
        if isinstance(given, Exception):
            raise given
        return cast("Page", given)

    async def _ask(self, what: tuple[PersonId, PageToken]) -> object:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._there.wait()
        except TimeoutError as error:
            raise Unavailable("The feed is still starting. Try again in a moment.") from error
        assert self._writer is not None  # noqa: S101 - it is there
        self._number += 1
        number, answer = self._number, asyncio.get_running_loop().create_future()
        self._open[number] = answer
        try:
            _write(self._writer, number, what)
            return await answer
        finally:
            self._open.pop(number, None)

    async def _keep_connected(self) -> None:
        while True:
            reader, self._writer = await self._find()
            self._there.set()
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._read_answers(reader)
            self._break()
            await asyncio.sleep(_LOOK_AGAIN_S)  # one that is ending may take a connection yet

    async def _find(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while True:
            try:
                return await asyncio.open_unix_connection(self._path)
            except OSError:  # it isn't there yet, or is being started again
                await asyncio.sleep(_LOOK_AGAIN_S)

    async def _read_answers(self, reader: asyncio.StreamReader) -> None:
        while True:
            number, given = await _read(reader)
            answer = self._open.get(number)
            if answer is not None and not answer.done():
                answer.set_result(given)

    def _break(self) -> None:
        self._there.clear()
        if self._writer is not None:
            self._writer.close()
        for answer in self._open.values():
            if not answer.done():
                answer.set_result(ConnectionError("the process ended"))

    async def close(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
        self._break()


async def _read(reader: asyncio.StreamReader) -> tuple[int, object]:
    number, length = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    return number, unpack(await reader.readexactly(length))


def _write(writer: asyncio.StreamWriter, number: int, what: object) -> None:
    packed = pack(what)
    writer.write(_HEAD.pack(number, len(packed)) + packed)
