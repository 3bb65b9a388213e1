"""Apply `docs/add-a-domain.md` to a copy of the project, from top to bottom, and check the result.

It understands three kinds of step, each followed by a fenced block: "New file `path`:", "In `path`, after
`text`:" (new lines after the line that holds the text) and "In `path`, instead of `text`:".
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.files import ROOT, find_files

PAGE = ROOT / "docs" / "add-a-domain.md"
STEP = re.compile(
    r"(?:[Nn]ew file `(?P<new>[^`]+)`|[Ii]n `(?P<path>[^`]+)`, (?P<how>after|instead of) `(?P<anchor>[^`]+)`):"
    r"\n\n```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a file to write (`anchor` is None), or lines to put after or instead of a text."""

    path: str
    text: str
    anchor: str | None
    is_instead: bool


def read_steps(page: str) -> list[Step]:
    """Read the steps of the page in order."""
    return [
        Step(found["new"] or found["path"], found["text"], found["anchor"], found["how"] == "instead of")
        for found in STEP.finditer(page)
    ]


def apply(step: Step, root: Path) -> None:
    """Carry out one step in the copy.

    Raises:
        SystemExit: The text it wants to find isn't there, or the file is there already.
    """
    file = root / step.path
    if step.anchor is None:
        if file.exists():
            sys.exit(f"docs/add-a-domain.md: {step.path} is there already")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(step.text, encoding="utf-8")
        return
    old = file.read_text(encoding="utf-8")
    if step.anchor not in old:
        sys.exit(f"docs/add-a-domain.md: {step.path} doesn't say {step.anchor!r} any more")
    at = old.index(step.anchor)
    if step.is_instead:
        new = old[:at] + step.text.rstrip("\n") + old[at + len(step.anchor) :]
    else:
        end = old.index("\n", at) + 1
        new = old[:end] + step.text + old[end:]
    file.write_text(new, encoding="utf-8")


def copy_project(into: Path) -> None:
    """Copy the project's own files, and link the installed environments."""
    for name in find_files():
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, into / name)
    (into / ".venv").symlink_to(ROOT / ".venv")
    (into / "web" / "node_modules").symlink_to(ROOT / "web" / "node_modules")


def find_checks() -> Iterator[tuple[str, Path]]:
    """Yield each command with the folder it runs in, below the copy."""
    here, web = Path(), Path("web")
    yield (
        "ruff check --quiet src/beknown/habits src/beknown/app/habit_tools.py src/beknown/app/parts.py tests/habits",
        here,
    )
    yield "lint-imports --no-logo", here
    yield "pyright src/beknown/habits src/beknown/app/habit_tools.py tests/habits", here
    yield "pytest -q -p no:cacheprovider tests/habits", here
    yield "pytest -q -p no:cacheprovider tests/isolation tests/architecture/test_sql.py -k habit", here
    yield "pytest -q -p no:cacheprovider tests/events/test_export.py -k every_personal_table", here
    yield "python -m beknown.app.openapi > web/openapi.json", here
    yield "npm run --silent api", web
    yield "npm run --silent types", web
    yield "eslint --max-warnings 0 src/habits && prettier --check --log-level warn src/habits", web
    yield "vitest run src/habits", web


def main() -> None:
    """Apply the page to a copy and run the checks there; leave with the code of the first that fails."""
    with tempfile.TemporaryDirectory(prefix="beknown-tutorial-") as folder:
        copy = Path(folder)
        copy_project(copy)
        for step in read_steps(PAGE.read_text(encoding="utf-8")):
            apply(step, copy)
        programs = [
            ROOT / ".venv" / "bin",
            ROOT / ".tools" / "node" / "bin",
            ROOT / "web" / "node_modules" / ".bin",
        ]
        path = os.pathsep.join([*map(str, programs), os.environ.get("PATH", os.defpath)])
        environment = os.environ | {"PATH": path, "PYTHONPATH": str(copy / "src")}
        for command, where in find_checks():
            print(f"== {command}", flush=True)
            done = subprocess.run(["/bin/sh", "-c", command], cwd=copy / where, env=environment, check=False)
            if done.returncode != 0:
                sys.exit(done.returncode)


if __name__ == "__main__":
    main()
