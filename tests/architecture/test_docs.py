"""What the pages say is true: named files exist, links lead somewhere, written pages are up to date."""

import json
import re
from pathlib import Path

import pytest
from tools.docs import find_broken_links, find_pages, find_stale

from beknown.app.server import create_app
from tests.architecture.source import ROOT

FOLDERS = (
    "src|web|tests|migrations|docs|tools|benchmarks|kit|events|sources|models|ranking|understanding|social|ads|feed"
    "|assistant|business|live|gateway|app|.ci"
)
NAMED = re.compile(rf"`((?:{FOLDERS})/[\w./-]*|pyproject\.toml|Makefile|[A-Z]+\.md)`")
MAPS = ["docs/map.md", "CONTRIBUTING.md"]


def find_missing(page: str) -> list[str]:
    """Give the files that a page names, from the root or from `src/beknown`, and that aren't there."""
    return sorted(
        name
        for name in set(NAMED.findall(page))
        if not (ROOT / name).exists() and not (ROOT / "src" / "beknown" / name).exists()
    )


@pytest.mark.parametrize("page", MAPS)
def test_every_file_that_a_page_names_exists(page: str) -> None:
    assert find_missing((ROOT / page).read_text(encoding="utf-8")) == []


def test_a_named_file_that_is_missing_is_found() -> None:
    assert find_missing("see `events/append.py`, `events/apend.py` and `web/nowhere/`") == [
        "events/apend.py",
        "web/nowhere/",
    ]


@pytest.mark.parametrize("page", find_pages(), ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(find_broken_links(page)) == []


def test_broken_links_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Some Heading\n[a](#some-heading) [b](page.md) [c](gone.md) [d](page.md#gone) [e](https://x)"
    )
    assert list(find_broken_links(page)) == [
        "page.md: no file 'gone.md'",
        "page.md: no heading 'page.md#gone'",
    ]


def test_the_pages_written_from_code_are_up_to_date() -> None:
    assert [path.name for path in find_stale()] == [], "run make docs"


def test_the_web_app_knows_the_present_api() -> None:
    written = json.loads((ROOT / "web" / "openapi.json").read_text(encoding="utf-8"))
    assert written == create_app().openapi(), "run make api"
