"""Write the pages that come from the code (`docs/cli.md`, `docs/settings.md`) and check every link."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from tools.files import ROOT, find_files

from beknown.app.cli import cli
from beknown.kit.settings import SETTINGS_FILE, Settings

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
WRITTEN = "<!-- Written by `make docs` from the code. Change the code, then run it again. -->\n\n"


def describe_cli() -> str:
    """Give the reference of the command line, from the commands' docstrings."""
    called, sys.argv = sys.argv, ["beknown"]  # how a command is called is read from there
    try:
        return WRITTEN + cli.generate_docs().rstrip() + "\n"
    finally:
        sys.argv = called


def describe_settings() -> str:
    """Give the table of settings, from their descriptions."""
    lines = [
        "# Settings",
        "",
        f"Each is an environment variable, or a line in `{SETTINGS_FILE}` in the data folder, there without",
        "the prefix and in small letters: `port = 8401`. A variable wins over the file.",
        "",
        "| variable | default | what it does |",
        "|---|---|---|",
    ]
    lines += [
        f"| `BEKNOWN_{name.upper()}` | {_default(field)} | {' '.join((field.description or '').split())} |"
        for name, field in Settings.model_fields.items()
    ]
    return WRITTEN + "\n".join(lines) + "\n"


def _default(field: FieldInfo) -> str:
    return "" if field.default in {None, PydanticUndefined} else f"`{field.default}`"


def find_stale() -> dict[Path, str]:
    """Give the written pages that differ from what the code says, with what it says."""
    wanted = {ROOT / "docs" / "cli.md": describe_cli(), ROOT / "docs" / "settings.md": describe_settings()}
    return {
        path: text
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }


def find_pages() -> list[Path]:
    """List the project's Markdown pages."""
    return [ROOT / name for name in find_files(".md")]


def find_anchors(text: str) -> set[str]:
    """Give the anchors that a page's headings make, as GitHub writes them."""
    headings = HEADING.findall(FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def find_broken_links(page: Path) -> Iterator[str]:
    """Yield each link of a page that leads to no file or no heading; other hosts are not asked."""
    text = page.read_text(encoding="utf-8")
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists():
            yield f"{page.name}: no file {target!r}"
        elif anchor and file.suffix == ".md" and anchor not in find_anchors(file.read_text(encoding="utf-8")):
            yield f"{page.name}: no heading {target!r}"


def main() -> None:
    """Write what is stale; leave with 1 if a link is broken."""
    for path, text in find_stale().items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    broken = [words for page in find_pages() for words in find_broken_links(page)]
    if broken:
        sys.exit("\n".join(broken))
    print("every link leads somewhere")


if __name__ == "__main__":
    main()
