"""The wheel carries everything, and serves the web app from an empty environment where there is no Node."""

import shutil
import socket
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tools.files import ROOT, find_files

UV = ROOT / ".tools" / "uv" / "bin" / "uv"
START_S = 90


@pytest.fixture(scope="module")
def wheel() -> Path:
    """The one wheel in `dist/`."""
    (found,) = (ROOT / "dist").glob("beknown-*.whl")
    return found


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The names of the files in the wheel."""
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def server(wheel: Path) -> Iterator[httpx.Client]:
    """A client of `beknown serve` from the wheel in an empty environment; nothing else is on its path."""
    folder = Path(tempfile.mkdtemp(prefix="bkw"))
    folder.chmod(0o755)
    subprocess.run([UV, "venv", "--quiet", folder / "env"], check=True)
    subprocess.run([UV, "pip", "install", "--quiet", "--python", folder / "env", wheel], check=True)
    port = find_free_port()
    environment = {
        "PATH": str(folder / "env" / "bin"),
        "HOME": str(folder),
        "BEKNOWN_HOME": str(folder / "home"),
        "BEKNOWN_PORT": str(port),
    }
    process = subprocess.Popen([folder / "env" / "bin" / "beknown", "serve"], env=environment, cwd=folder)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        wait_until_ready(client, process)
        yield client
    process.terminate()
    process.wait(timeout=30)
    shutil.rmtree(folder, ignore_errors=True)


def find_free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; fail when it ended or takes too long."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        assert process.poll() is None, f"beknown serve ended with {process.returncode}"
        try:
            if client.get("/api/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"beknown serve didn't answer within {START_S} s")


def test_the_wheel_carries_the_built_web_app(names: set[str]) -> None:
    assert "beknown/app/static/index.html" in names
    assert [name for name in names if name.startswith("beknown/app/static/assets/") and name.endswith(".js")]


def test_the_wheel_carries_every_migration(names: set[str]) -> None:
    wanted = {f"beknown/migrations/{path.name}" for path in (ROOT / "migrations").glob("*.sql")}
    assert wanted
    assert wanted - names == set()


def test_the_wheel_carries_every_file_of_the_package(names: set[str]) -> None:
    ours = {path.removeprefix("src/") for path in find_files() if path.startswith("src/beknown/")}
    assert ours - names == set()


def test_the_wheel_carries_nothing_else(names: set[str]) -> None:
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"beknown"}
    assert [name for name in names if "node_modules" in name or name.endswith(".map")] == []


def test_the_installed_wheel_serves_its_api(server: httpx.Client) -> None:
    assert server.get("/api/health").json()["status"] == "ok"


def test_the_installed_wheel_serves_the_web_app(server: httpx.Client) -> None:
    page = server.get("/")
    assert page.status_code == 200
    assert '<div id="root">' in page.text
