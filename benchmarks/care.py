"""How well talk of distress is noticed: precision and recall by language and topic, on a labelled set.

Its even lines were looked at while the rules were written, its odd lines were held out. A line is
`{"text", "lang", "level", "topic", "who"}`; `--data FOLDER` takes another set, `--json FILE` writes the figures.
`--by hints` takes what is only hinted at instead of the rules, `--by both` what the product takes, which counts acute
lines that are noticed in whatever way. `--ordinary` counts false alarms in talk that nobody labelled instead: LoCoMo,
the sample life, invented years and the beliefs' set.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

from beknown.models.embedded_embedding import load_model
from beknown.sources.sample import invent_life
from beknown.understanding import Notice, add_hint, find_hint, may_hint, notice
from benchmarks.harness import print_head, print_table
from benchmarks.invented_year import invent_year
from benchmarks.locomo import read_conversations

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


class Hearer:
    """Notices by rules, by hints or by both."""

    def __init__(self, by: str) -> None:
        self._by = by
        if by != "rules":
            self._model = load_model()
            self._session = self._model.open_session(1)

    @property
    def level(self) -> frozenset[str]:
        """What counts as noticed of an acute line."""
        return frozenset({"acute"} if self._by == "rules" else {"gentle", "strained", "acute"})

    def hear(self, text: str) -> Notice:
        """Say what is noticed in a message of somebody grown up."""
        found = Notice() if self._by == "hints" else notice(text)
        if self._by == "rules" or found.level == "acute" or not may_hint(text):
            return found
        vector = self._model.embed(self._session, [text[:500]], is_query=True)[0]
        return add_hint(found, find_hint(vector), is_minor=False)


def read_said(folder: Path, hearer: Hearer) -> list[Said]:
    """Read and notice all lines of a folder."""
    said: list[Said] = []
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            row = cast("dict[str, str | None]", json.loads(line))
            said.append(
                Said(
                    str(row["lang"]), str(row["level"]), row["topic"], row["who"], number % 2 == 1,
                    hearer.hear(str(row["text"])),
                )
            )  # fmt: skip
    return said


def score(said: Sequence[Said], noticed: frozenset[str] = frozenset({"acute"})) -> Score:
    """Count how the lines were noticed."""
    acute = [each for each in said if each.level == "acute"]
    heard = [each for each in acute if each.found.level in noticed]
    raised = [each for each in said if each.found.level in noticed]
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


def _read_ordinary() -> dict[str, list[str]]:
    """Give talk that isn't of distress, as far as anybody knows, each line once."""
    ordinary = {each.name: [turn.text for turn in each.turns] for each in read_conversations()}
    ordinary["sample life"] = [said.text for talk in invent_life().talks for said in talk.messages]
    ordinary["invented years"] = [
        draft.text or "" for seed in range(1, 6) for draft in invent_year(seed).drafts
    ]
    ordinary["beliefs"] = [
        str(json.loads(line)["text"])
        for file in sorted(FOLDER.parent.glob("beliefs/*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return {name: sorted({text for text in texts if text.strip()}) for name, texts in ordinary.items()}


def _print_ordinary(hearer: Hearer) -> None:
    counted = {
        name: Counter(hearer.hear(text).level for text in texts) for name, texts in _read_ordinary().items()
    }
    counted["all"] = sum(counted.values(), Counter[str]())
    print_table(
        ("ordinary talk", "lines", "gentle in 1,000", "strained", "acute"),
        [
            (name, str(levels.total()), *(f"{1000 * levels[level] / levels.total():.1f}" for level in
             ("gentle", "strained", "acute")))
            for name, levels in counted.items()
        ],
    )  # fmt: skip


def _show(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def main() -> None:
    """Score the set and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=FOLDER)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--by", choices=("rules", "hints", "both"), default="both")
    parser.add_argument("--ordinary", action="store_true")
    options = parser.parse_args()
    hearer = Hearer(options.by)
    print_head("Care: distress that is noticed", f"python -m benchmarks.care --by {options.by}")
    if options.ordinary:
        _print_ordinary(hearer)
        return
    started = time.perf_counter()
    said = read_said(options.data, hearer)
    each_us = (time.perf_counter() - started) / max(1, len(said)) * 1e6
    scores = {name: score(lines, hearer.level) for name, lines in _groups(said).items()}
    print_table(
        ("", "acute", "recall", "precision", "strained", "calm", "false alarms", "topic"),
        [
            (name, str(each.acute), _show(each.recall), _show(each.precision), _show(each.strained),
             str(each.calm), _show(each.false_alarms), _show(each.topic))
            for name, each in scores.items()
        ],
    )  # fmt: skip
    print(f"{each_us:.0f} microseconds a line, with the reading of rules and model")
    if options.json:
        options.json.write_text(json.dumps({name: asdict(each) for name, each in scores.items()}, indent=1))


if __name__ == "__main__":
    main()
