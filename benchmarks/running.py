"""Run processes for a benchmark, and wait until they answer."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

import httpx

START_TIMEOUT_S = 180.0
STOP_TIMEOUT_S = 30.0


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@asynccontextmanager
async def running(module: str, *arguments: str, ready: str, env: Mapping[str, str]) -> AsyncGenerator[float]:
    """Run `python -m module` until the block ends; gives the seconds until the address `ready` answered."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, *arguments, env={**os.environ, **env}, stdout=said, stderr=said
        )
        try:
            await _wait_for(ready, process, said)
            yield time.perf_counter() - started
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGINT)
            await asyncio.wait_for(process.wait(), STOP_TIMEOUT_S)


def serve_env(home: Path, port: int) -> dict[str, str]:
    """Give the environment of a server with its own data folder."""
    return {"BEKNOWN_HOME": str(home), "BEKNOWN_PORT": str(port), "BEKNOWN_LOG_LEVEL": "error"}


async def _wait_for(address: str, process: asyncio.subprocess.Process, said: IO[bytes]) -> None:
    async with httpx.AsyncClient(timeout=2) as client:
        for _ in range(int(START_TIMEOUT_S / 0.02)):
            if process.returncode is not None:
                said.seek(0)
                words = said.read()[-2000:].decode(errors="replace")
                raise RuntimeError(f"the process ended with {process.returncode} before it answered: {words}")
            try:
                if (await client.get(address)).is_success:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.02)
    raise RuntimeError(f"{address} did not answer within {START_TIMEOUT_S} s")
