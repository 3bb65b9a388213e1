import json
import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "my diary says"
SCRIPT = f"""
import logging, sys
from pathlib import Path
from beknown.kit.settings import load_settings
from beknown.kit.telemetry import configure_logs, get_logger

configure_logs(load_settings(home=Path(sys.argv[1]), log_format="json"))
logging.getLogger("somelibrary").warning("could not read %s", {SECRET!r})
try:
    raise ValueError({SECRET!r})
except ValueError:
    logging.getLogger("somelibrary").exception("it failed")
    get_logger("beknown.ours").warning("import failed", event_count=3, exc_info=True)
"""


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """What a process of its own logs of a library's warning, a library's exception and one of ours."""
    home: Path = tmp_path_factory.mktemp("home")
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(home)], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in ran.stderr.splitlines()]


def test_a_library_line_keeps_its_template_and_loses_its_arguments(lines: list[dict[str, object]]) -> None:
    assert lines[0]["event"] == "could not read %s"


def test_an_exception_is_logged_by_kind_and_place(lines: list[dict[str, object]]) -> None:
    assert [line["error"] for line in lines[1:]] == ["ValueError", "ValueError"]
    assert all(line["at"] for line in lines[1:])
    assert lines[2]["event_count"] == 3


def test_no_line_holds_what_a_message_quoted(lines: list[dict[str, object]]) -> None:
    assert SECRET not in json.dumps(lines)
