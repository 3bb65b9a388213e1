"""The embedded language model: llama.cpp in a child process of its own, so that it can crash alone."""

import asyncio
import json
import os
import secrets
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from beknown.kit import telemetry
from beknown.kit.errors import Unavailable

SERVER_FILE = Path(__file__).with_name("language_server.py")
START_TIMEOUT_S = 600.0  # weights of many gigabytes on a slow disk
STOP_TIMEOUT_S = 2.0
HEALTH_TIMEOUT_S = 2.0
WELL_FOR_S = 1.0
"""An engine that answered is asked for its health again after so long; that its process ended is known at once."""

STEADY_AFTER_S = 60.0
MOST_FAILURES = 3
PAUSE_AFTER_FAILURES_S = 30.0
_log = telemetry.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start the engine; `threads` and `context_tokens` 0 mean what the engine finds best."""

    name: str
    weights: str
    vision_weights: str = ""
    context_tokens: int = 0
    parallel: int = 2
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """Where the running engine listens, and the key that only this process knows."""

    url: str
    api_key: str = field(repr=False)
    pid: int


class EmbeddedLanguage:
    """Keeps one engine process: starts it on first need, starts it again when it dies, ends it on close.

    Args:
        launch: How to start it.
    """

    def __init__(self, launch: Launch) -> None:
        self.launch = launch
        self._lock = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._address: Address | None = None
        self._watches: set[asyncio.Task[None]] = set()
        self._errors: deque[str] = deque(maxlen=12)
        self._failures: deque[float] = deque(maxlen=MOST_FAILURES)
        self._is_closed = False
        self._well_at = -WELL_FOR_S

    @property
    def address(self) -> Address | None:
        """Where it listens now; None while it doesn't run."""
        running = self._process is not None and self._process.returncode is None
        return self._address if running else None

    @property
    def last_failure(self) -> str:
        """Why it isn't running, in the engine's words; empty if it never failed."""
        return self._why() if self._failures and self.address is None else ""

    async def ready(self) -> Address:
        """Give the address of the running engine, starting it if need be.

        Raises:
            Unavailable: It can't be started; the message says why.
        """
        address = self.address
        if address is not None and await self._is_well(address):
            return address
        async with self._lock:
            if self._process is not None and self._address is address and self._process.returncode is None:
                await _end(self._process, patience_s=0)  # it hangs, or its death isn't known yet
            if (address := self.address) is not None:
                return address
            self._check_may_start()
            return await self._start()

    async def close(self) -> None:
        """End the engine."""
        self._is_closed = True
        async with self._lock:
            if self._process is not None:
                await _end(self._process)
        await asyncio.gather(*self._watches)

    async def _is_well(self, address: Address) -> bool:
        if time.monotonic() - self._well_at < WELL_FOR_S:
            return True
        is_well = await _answers(address.url)
        self._well_at = time.monotonic() if is_well else -WELL_FOR_S
        return is_well

    def _check_may_start(self) -> None:
        if self._is_closed:
            raise Unavailable(f"{self.launch.name} is closed; Beknown is stopping.")
        now = time.monotonic()
        if len(self._failures) == MOST_FAILURES and now - self._failures[0] < STEADY_AFTER_S:
            wait_s = PAUSE_AFTER_FAILURES_S - (now - self._failures[-1])
            if wait_s > 0:
                raise Unavailable(
                    f"{self._why()} It failed {MOST_FAILURES} times and is tried again in {wait_s:.0f} s."
                )

    async def _start(self) -> Address:
        started = time.monotonic()
        process, api_key = await self._spawn()
        try:
            url = await asyncio.wait_for(_read_url(process), START_TIMEOUT_S)
        except BaseException as error:
            await _end(process)
            await self._read_errors(process)
            self._failures.append(time.monotonic())
            if isinstance(error, _NotStartedError | TimeoutError):
                raise Unavailable(self._why()) from error
            raise
        self._process, self._address = process, Address(url, api_key, process.pid)
        watch = asyncio.create_task(self._watch_over(process))
        self._watches.add(watch)
        watch.add_done_callback(self._watches.discard)
        _log.info("language engine started", pid=process.pid, seconds=round(time.monotonic() - started, 2))
        return self._address

    async def _spawn(self) -> tuple[asyncio.subprocess.Process, str]:
        api_key = secrets.token_urlsafe(32)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", str(SERVER_FILE)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # a Ctrl-C in the terminal is for the parent, which ends the engine in good order
        )
        self._errors.clear()
        launch = asdict(self.launch) | {"api_key": api_key, "parent": os.getpid(), "threads": self._threads()}
        if process.stdin is not None:
            process.stdin.write(json.dumps(launch).encode() + b"\n")
            with suppress(ConnectionError):  # it died at once; its silence on standard output says so
                await process.stdin.drain()
        return process, api_key

    def _threads(self) -> int:
        """Leave a core to the rest: an engine whose threads wait for each other on a busy machine nearly stops."""
        return self.launch.threads or max(1, (os.cpu_count() or 1) - 1)

    async def _watch_over(self, process: asyncio.subprocess.Process) -> None:
        """Read the engine's complaints until it ends; start it again unless it was told to end."""
        started = time.monotonic()
        await self._read_errors(process)
        code = await process.wait()
        if self._is_closed:
            return
        self._failures.append(time.monotonic())
        _log.warning(
            "language engine died", pid=process.pid, code=code, lived_s=round(self._failures[-1] - started, 1)
        )
        try:
            await self.ready()
        except Unavailable:
            _log.warning("language engine is not started again by itself", failures=len(self._failures))

    async def _read_errors(self, process: asyncio.subprocess.Process) -> None:
        if process.stderr is not None:
            async for line in process.stderr:
                self._errors.append(line.decode(errors="replace").strip())

    def _why(self) -> str:
        said = next((line for line in self._errors if " E " in line), "")
        reason = said.partition(" E ")[2] or "it ended without a word"
        return (
            f"{self.launch.name} could not be started from {self.launch.weights!r}: {reason}. "
            "Fetch the weights again, or choose another GGUF file or server."
        )


class _NotStartedError(Exception):
    """The engine said why it can't start, or ended."""


async def _read_url(process: asyncio.subprocess.Process) -> str:
    if process.stdout is None:
        raise _NotStartedError
    async for line in process.stdout:
        if line.startswith(b"{"):
            said = json.loads(line)
            if "url" in said:
                return str(said["url"])
    raise _NotStartedError


async def _answers(url: str) -> bool:
    """Ask for the engine's health; one that is too busy to answer soon counts as alive."""
    parts = urlsplit(url)
    try:
        async with asyncio.timeout(HEALTH_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            try:
                writer.write(b"GET /health HTTP/1.0\r\n\r\n")
                return bool(await reader.readline())
            finally:
                writer.close()
    except TimeoutError:
        return True
    except OSError:
        return False


async def _end(process: asyncio.subprocess.Process, *, patience_s: float = STOP_TIMEOUT_S) -> None:
    """End a process: ask by closing its standard input, insist after a while."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), patience_s)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
