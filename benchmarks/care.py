"""How well talk of distress is noticed: precision and recall by language and topic, on a labelled set.

Its even lines were looked at while the rules were written, its odd lines were held out. A line is
`{"text", "lang", "level", "topic", "who"}`; `--data FOLDER` takes another set, `--json FILE` writes the figures.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

from beknown.understanding import Notice, notice
from benchmarks.harness import print_head, print_table

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "care"


@dataclass(frozen=True, slots=True)
class Said:
    """A labelled line and what was noticed of it."""

    lang: str
    level: str
    topic: str | None
    who: str | None
    is_held_out: bool
    found: Notice


@dataclass(slots=True)
class Score:
    """Figures of some lines; those of an empty group are null.

    Args:
        acute: Lines labelled acute.
        recall: Share of them noticed as acute.
        precision: Share of acute lines among all that were noticed as acute.
        strained: Share of the strained lines that were noticed at all.
        calm: Hard negatives.
        false_alarms: Share of the hard negatives that were noticed at all.
        topic: Share of the acute lines noticed whose topic is right.
    """

    acute: int = 0
    recall: float | None = None
    precision: float | None = None
    strained: float | None = None
    calm: int = 0
    false_alarms: float | None = None
    topic: float | None = None
    confused: dict[str, int] = field(default_factory=dict[str, int])


def read_said(folder: Path) -> list[Said]:
    """Read and notice all lines of a folder."""
    said: list[Said] = []
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            row = cast("dict[str, str | None]", json.loads(line))
            said.append(
                Said(
                    str(row["lang"]), str(row["level"]), row["topic"], row["who"], number % 2 == 1,
                    notice(str(row["text"])),
                )
            )  # fmt: skip
    return said


def score(said: Sequence[Said]) -> Score:
    """Count how the lines were noticed."""
    acute = [each for each in said if each.level == "acute"]
    heard = [each for each in acute if each.found.level == "acute"]
    raised = [each for each in said if each.found.level == "acute"]
    strained = [each for each in said if each.level == "strained"]
    calm = [each for each in said if each.level == "none"]
    return Score(
        len(acute),
        _share(heard, acute),
        _share(heard, raised),
        _share([each for each in strained if each.found.level != "none"], strained),
        len(calm),
        _share([each for each in calm if each.found.level != "none"], calm),
        _share([each for each in heard if each.topic in each.found.topics], heard),
        dict(
            Counter(f"{each.level} as {each.found.level}" for each in said if each.level != each.found.level)
        ),
    )


def _share(some: Sequence[Said], of: Sequence[Said]) -> float | None:
    return len(some) / len(of) if of else None


def _groups(said: Sequence[Said]) -> dict[str, list[Said]]:
    """Give the lines by half, language and topic; hard negatives have no topic."""
    groups = {
        "all": list(said),
        "development": [each for each in said if not each.is_held_out],
        "held out": [each for each in said if each.is_held_out],
    }
    for lang in sorted({each.lang for each in said}):
        groups[lang] = [each for each in said if each.lang == lang]
    for topic in sorted({each.topic for each in said if each.topic}):
        groups[topic] = [each for each in said if each.topic == topic]
    return groups


def _show(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def main() -> None:
    """Score the set and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=FOLDER)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    print_head("Care: distress that is noticed", "python -m benchmarks.care")
    started = time.perf_counter()
    said = read_said(options.data)
    each_us = (time.perf_counter() - started) / max(1, len(said)) * 1e6
    scores = {name: score(lines) for name, lines in _groups(said).items()}
    print_table(
        ("", "acute", "recall", "precision", "strained", "calm", "false alarms", "topic"),
        [
            (name, str(each.acute), _show(each.recall), _show(each.precision), _show(each.strained),
             str(each.calm), _show(each.false_alarms), _show(each.topic))
            for name, each in scores.items()
        ],
    )  # fmt: skip
    print(f"{each_us:.0f} microseconds a line, the reading of the rules included")
    if options.json:
        options.json.write_text(json.dumps({name: asdict(each) for name, each in scores.items()}, indent=1))


if __name__ == "__main__":
    main()
