"""Starting, stopping and killing the real processes."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest

from tests.walks.running import Running, free_port, serving

pytestmark = pytest.mark.slow  # each starts and stops whole servers


def postgres_of(home: Path) -> list[psutil.Process]:
    """Find database processes of a data folder that run."""
    found = [each for each in psutil.process_iter(["name", "cmdline"]) if each.info["name"] == "postgres"]
    return [each for each in found if str(home) in " ".join(each.info["cmdline"] or [])]


def test_ctrl_c_stops_every_process_and_the_next_start_finds_the_data(home: Path) -> None:
    with serving(home) as running:
        children = running.children()
        assert running.end(signal.SIGINT) == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    assert postgres_of(home) == []
    with serving(home) as again:
        assert httpx.get(f"{again.url}/api/health").json()["status"] == "ok"


def test_a_worker_that_does_not_listen_keeps_nobody_from_stopping(home: Path) -> None:
    with serving(home) as running:
        wait_for_worker(running).suspend()
        since = time.monotonic()
        assert running.end(signal.SIGINT) == 0
        assert time.monotonic() - since < 9  # it has 4 seconds; the rest is for a machine that is busy
    assert postgres_of(home) == []


def test_a_killed_server_leaves_no_orphan_and_starts_again(home: Path) -> None:
    with serving(home) as running:
        workers = running.children()
        running.end(signal.SIGKILL)
        _, alive = psutil.wait_procs(workers, timeout=60)
        assert alive == []
    with serving(home) as again:
        assert httpx.get(f"{again.url}/api/health").is_success
    assert postgres_of(home) == []


def test_a_killed_worker_is_started_again(home: Path) -> None:
    with serving(home) as running:
        worker = wait_for_worker(running)
        worker.kill()
        worker.wait(10)
        assert wait_for_worker(running).pid != worker.pid


def wait_for_worker(running: Running) -> psutil.Process:
    """Give the worker's process once there is one."""
    for _ in range(600):
        found = [each for each in running.children() if "beknown.app.worker" in " ".join(each.cmdline())]
        if found:
            return found[0]
        psutil.wait_procs(running.children()[:1], timeout=0.1)
    raise AssertionError(running.log.read_text())


def test_a_taken_port_is_one_clear_line_and_no_traceback(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        found = subprocess.run(
            [sys.executable, "-m", "beknown.app.cli", "serve", "--port", port],
            env={**os.environ, "BEKNOWN_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert found.returncode == 1
    assert found.stderr.strip().startswith(f"beknown: Port {port} of 127.0.0.1 can't be used")
    assert "Traceback" not in found.stderr


def test_a_start_to_which_nobody_listens_serves_and_stops(home: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "beknown.app.cli", "serve", "--port", str(port)],
        env={**os.environ, "BEKNOWN_HOME": str(home)},
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    process.stderr.close()
    wait_for_health(port)
    process.terminate()
    assert process.wait(30) == 0
    assert postgres_of(home) == []


def wait_for_health(port: int) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/api/health", timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server doesn't answer")


def test_a_database_that_cannot_be_had_is_one_clear_line_and_no_traceback(home: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "beknown.app.cli", "serve", "--port", str(free_port())],
        env={
            **os.environ,
            "BEKNOWN_HOME": str(home),
            "BEKNOWN_DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/none",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1
    assert found.stderr.strip().startswith("beknown: The database can't be reached.")
    assert "Traceback" not in found.stderr
