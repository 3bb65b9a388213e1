"""What walks through the running program need."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty data folder with a short path: a socket's path is limited to 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="bkw"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
