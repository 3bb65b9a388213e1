"""How well harmful text is noticed: precision and recall by language and category, on a set written for this project.

Its even lines were looked at while the rules were written, its odd lines were held out. Rules and set have the same
author, so other people's texts will fare worse. A line is `{"text", "lang", "labels"}`; `--data FOLDER` takes another
set, `--json FILE` writes the figures.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from beknown.gateway import FLAGGED_FROM, judge
from benchmarks.harness import print_head, print_table

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "moderation"


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled line, and which categories were found in it."""

    lang: str
    labels: frozenset[str]
    found: frozenset[str]
    is_held_out: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of some lines for one category, or for all of them together; null where nothing was there."""

    lines: int
    harmful: int
    precision: float | None
    recall: float | None


def read_judged(folder: Path) -> list[Judged]:
    """Read and judge all lines of a folder."""
    judged: list[Judged] = []
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            row = json.loads(line)
            found = {name for name, score in judge(row["text"]).items() if score >= FLAGGED_FROM}
            labels = frozenset(cast("list[str]", row["labels"]))
            judged.append(Judged(str(row["lang"]), labels, frozenset(found), number % 2 == 1))
    return judged


def score(judged: Sequence[Judged], category: str | None = None) -> Score:
    """Count how often a category, or any at all, was found where it is and where it isn't."""
    is_there = [bool(each.labels) if category is None else category in each.labels for each in judged]
    is_found = [bool(each.found) if category is None else category in each.found for each in judged]
    right = sum(there and found for there, found in zip(is_there, is_found, strict=True))
    return Score(len(judged), sum(is_there), _share(right, sum(is_found)), _share(right, sum(is_there)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _row(name: str, figures: Score) -> list[str]:
    shares = ["-" if each is None else f"{each:.3f}" for each in (figures.precision, figures.recall)]
    return [name, str(figures.lines), str(figures.harmful), *shares]


def main() -> None:
    """Print the tables of both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=FOLDER)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    print_head("Moderation", "python -m benchmarks.moderation")
    started = time.perf_counter()
    judged = read_judged(options.data)
    print(f"{len(judged)} lines in {time.perf_counter() - started:.2f} s")
    head = ["", "lines", "harmful", "precision", "recall"]
    halves = {
        "held out": [each for each in judged if each.is_held_out],
        "looked at": [each for each in judged if not each.is_held_out],
    }
    for name, half in halves.items():
        rows = [_row("any category", score(half))]
        rows += [
            _row(lang, score([each for each in half if each.lang == lang]))
            for lang in sorted({each.lang for each in half})
        ]
        categories = sorted({label for each in judged for label in each.labels})
        rows += [_row(category, score(half, category)) for category in categories]
        print(f"\nThe half that was {name}:\n")
        print_table(head, rows)
    if options.json:
        figures = {name: asdict(score(half)) for name, half in halves.items()}
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
