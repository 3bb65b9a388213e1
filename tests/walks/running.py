"""Run the real `beknown serve` in a process of its own, as an operator would."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from pathlib import Path

import httpx
import psutil

START_TIMEOUT_S = 60.0


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """A server that runs; `log` is what it wrote."""

    def __init__(self, home: Path, extra: Mapping[str, str]) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / f"serve-{self.port}.log"
        self._environment = {
            **os.environ,
            **extra,
            "BEKNOWN_HOME": str(home),
            "BEKNOWN_PORT": str(self.port),
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "beknown.app.cli", "serve"],
                env=self._environment,
                stderr=log,
                stdout=log,
            )

    def wait_until_healthy(self) -> None:
        """Return when the server answers.

        Raises:
            AssertionError: It ended or doesn't answer in time; the message is its log.
        """
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/api/health", timeout=2).is_success:
                    return
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def children(self) -> list[psutil.Process]:
        """Give every process the server has started, and theirs."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and wait; give the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=30)


@contextlib.contextmanager
def serving(home: Path, extra: Mapping[str, str] | None = None) -> Generator[Running]:
    """Serve from this data folder until the block ends."""
    running = Running(home, extra or {})
    try:
        running.wait_until_healthy()
        yield running
    finally:
        running.end()
