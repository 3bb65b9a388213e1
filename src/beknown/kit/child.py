"""Child processes that live and die with their parent: the worker, the language server."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Sequence

from beknown.kit import telemetry

PARENT_ENV = "BEKNOWN_PARENT_PID"
PATIENCE_S = 4.0
"""So long a child has to end by itself; what it had committed stays, and its jobs are taken up again."""

_PR_SET_PDEATHSIG = 1
_log = telemetry.get_logger(__name__)


def die_with_parent() -> None:
    """Called in the child at its start: end it when its parent is gone, however that died.

    Linux tells by a signal (prctl(2), PR_SET_PDEATHSIG); elsewhere `watch_parent` looks for it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if not _has_parent():
        raise SystemExit(0)


async def watch_parent(*, every_s: float = 2.0) -> None:
    """Return once the parent is gone. For systems where no signal tells it."""
    while _has_parent():  # noqa: ASYNC110 - nothing tells that a parent is gone but asking
        await asyncio.sleep(every_s)


def _has_parent() -> bool:
    parent = os.environ.get(PARENT_ENV)
    return parent is None or os.getppid() == int(parent)


class Child:
    """A supervised child process: started again when it dies, with growing waits, until it is stopped.

    Args:
        name: For the log.
        arguments: What to run, after the Python executable.
    """

    def __init__(self, name: str, arguments: Sequence[str]) -> None:
        self._name = name
        self._arguments = arguments
        self._process: asyncio.subprocess.Process | None = None

    async def run(self) -> None:
        """Keep it running until this task is cancelled; then end the process and wait for it."""
        wait_s = 0.5
        try:
            while True:
                code = await self._run_once()
                _log.warning("child ended, starting it again", child=self._name, code=code, wait_s=wait_s)
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, 30.0)
        finally:
            await self._stop()

    async def _run_once(self) -> int:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._arguments,
            env={**os.environ, PARENT_ENV: str(os.getpid())},
            start_new_session=True,
        )
        return await self._process.wait()

    async def _stop(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), timeout=PATIENCE_S)
        except TimeoutError:
            process.kill()
            await process.wait()
