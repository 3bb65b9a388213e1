"""How many of the beliefs in what was said are found, and how many that are found are there: precision and recall.

`python -m benchmarks.beliefs --data FOLDER --json OUT.json` reads every `*.jsonl` of a folder. A line is an utterance
and what is expected of it: `{"text", "lang", "speaker", "before", "expect": [{"kind", "subject", "contains"}]}`.

A proposal is right if an expectation of its line, met by no other proposal, has its kind and its subject and words that
all stand in the statement; every other proposal is wrong. Case and accents don't count. The subject may be said by name
or by the word for the relation, and a relationship may be told from either of its ends.
"""

import argparse
import asyncio
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, Field

from beknown.understanding.belief_types import ME, Extractor, Proposal, Utterance
from beknown.understanding.extract import LanguageRules
from beknown.understanding.fold import find_words
from beknown.understanding.learn import Turn
from beknown.understanding.parts.clause_finder import find_people
from beknown.understanding.parts.rule_reader import LANGUAGES, read_language
from beknown.understanding.parts.sentence_splitter import Sentence
from beknown.understanding.parts.text_folder import fold_text
from benchmarks.harness import print_head, print_table

DATA = Path(__file__).parent.parent / "tests" / "data" / "beliefs"
_LEAST_S = 2.0


class Before(BaseModel):
    """A turn before an utterance."""

    speaker: str | None = None
    text: str


class Expected(BaseModel):
    """A belief that an utterance tells."""

    kind: str
    subject: str = ME
    contains: list[str] = Field(default_factory=list[str])


class Line(BaseModel):
    """An utterance of a labelled set."""

    text: str
    lang: str | None = None
    speaker: str = ME
    before: list[Before] = Field(default_factory=list[Before])
    expect: list[Expected] = Field(default_factory=list[Expected])

    def utterance(self, *, is_told: bool = False) -> Utterance:
        """Give it as an extractor reads it; its language only where that is to be told."""
        before = tuple(Turn(turn.speaker, turn.speaker == ME, turn.text) for turn in self.before)
        lang = self.lang if is_told else None
        return Utterance(self.text, lang, self.speaker, self.speaker == ME, None, before)


@dataclass(slots=True)
class Count:
    """What was expected, what was found, and how much of that was right."""

    expected: int = 0
    found: int = 0
    right: int = 0

    def as_json(self) -> dict[str, float]:
        """Give precision and recall; of nothing they are 1."""
        return {
            "precision": round(self.right / self.found, 4) if self.found else 1.0,
            "recall": round(self.right / self.expected, 4) if self.expected else 1.0,
            "expected": self.expected,
            "found": self.found,
        }


@dataclass(slots=True)
class Score:
    """Counts over all, by language and by kind."""

    overall: Count = field(default_factory=Count)
    by_lang: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_kind: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))

    def note(self, line: Line, found: Sequence[Proposal]) -> None:
        """Count what was found in a line."""
        right = match(line, found)
        for at, proposal in enumerate(found):
            for count in (self.overall, self.by_lang[line.lang or "?"], self.by_kind[proposal.kind]):
                count.found += 1
                count.right += at in right
        for expected in line.expect:
            for count in (self.overall, self.by_lang[line.lang or "?"], self.by_kind[expected.kind]):
                count.expected += 1

    def as_json(self) -> dict[str, object]:
        """Give what the benchmark writes."""
        overall = self.overall.as_json()
        return {
            "precision": overall["precision"],
            "recall": overall["recall"],
            "by_lang": {key: count.as_json() for key, count in sorted(self.by_lang.items())},
            "by_kind": {key: count.as_json() for key, count in sorted(self.by_kind.items())},
        }


def match(line: Line, found: Sequence[Proposal]) -> dict[int, int]:
    """Give which proposals meet which expectations, as many as can be; each meets one at most."""
    fits = [
        [at for at, expected in enumerate(line.expect) if _fits(line, expected, proposal)]
        for proposal in found
    ]
    taken: dict[int, int] = {}

    def place(proposal: int, tried: set[int]) -> bool:
        for at in fits[proposal]:
            if at not in tried:
                tried.add(at)
                if at not in taken or place(taken[at], tried):
                    taken[at] = proposal
                    return True
        return False

    for proposal in range(len(found)):
        place(proposal, set())
    return {proposal: at for at, proposal in taken.items()}


def read_lines(folder: Path) -> Iterator[Line]:
    """Give the utterances of all `*.jsonl` in a folder, in order."""
    for path in sorted(folder.glob("*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            if row.strip():
                yield Line.model_validate_json(row)


async def score(lines: Sequence[Line], extractor: Extractor, *, is_told: bool = False) -> Score:
    """Run an extractor over labelled utterances and count."""
    found = await extractor.propose([line.utterance(is_told=is_told) for line in lines])
    counted = Score()
    for line, proposals in zip(lines, found, strict=True):
        counted.note(line, proposals)
    return counted


def _fits(line: Line, expected: Expected, proposal: Proposal) -> bool:
    said = _plain(proposal.statement)
    is_kind = expected.kind == proposal.kind
    return (
        is_kind
        and _is_subject(line, expected, proposal)
        and all(_plain(w) in said for w in expected.contains)
    )


def _is_subject(line: Line, expected: Expected, proposal: Proposal) -> bool:
    ours, theirs = _plain(proposal.subject), _without_my(_plain(expected.subject))
    own = {ME, _plain(line.speaker)}
    if ours == theirs or (ours in own and theirs in own):
        return True
    if expected.kind == "relationship" and (ours in own or theirs in own):
        return True
    return any({ours, theirs} <= names for names in _names(line))


def _names(line: Line) -> Iterator[set[str]]:
    """Give the name and the word for the relation of each person that a line names."""
    for text in (line.text, *(turn.text for turn in line.before)):
        folded = fold_text(text)
        for code in LANGUAGES:
            for person in find_people(folded, Sentence(0, len(folded.low), ""), read_language(code)):
                yield {_plain(person.said), _plain(person.relation), _plain(person.name or person.relation)}


def _plain(text: str) -> str:
    return " ".join(find_words(text))


def _without_my(text: str) -> str:
    return re.sub(
        r"^(?:my|our|mein\w*|unser\w*|mon|ma|mes|notre|nos|mi|mis|nuestr[oa]s?"
        r"|(?:o |a )?(?:meus?|minhas?|noss[oa]s?)) ",
        "",
        text,
    )


def _row(name: str, count: Count) -> list[str]:
    shown = count.as_json()
    return [
        name,
        f"{shown['precision']:.3f}",
        f"{shown['recall']:.3f}",
        str(count.expected),
        str(count.found),
        str(count.right),
    ]


def _print(title: str, counted: Score) -> None:
    groups: Mapping[str, Mapping[str, Count]] = {"language": counted.by_lang, "kind": counted.by_kind}
    print(f"\n{title}")
    rows = [_row("all", counted.overall)]
    for counts in groups.values():
        rows += [_row(name, count) for name, count in sorted(counts.items())]
    print_table(("", "precision", "recall", "expected", "found", "right"), rows)


async def _rate(lines: Sequence[Line], extractor: Extractor) -> float:
    """Give how many messages are read in a second of one core."""
    said = [line.utterance() for line in lines]
    start, count = time.process_time(), 0
    while time.process_time() - start < _LEAST_S:
        await extractor.propose(said)
        count += len(said)
    return count / (time.process_time() - start)


async def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beliefs", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of *.jsonl")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--misses", action="store_true", help="print the even lines that went wrong")
    chosen = parser.parse_args(arguments)
    print_head("Beliefs found in what was said", "python -m benchmarks.beliefs")
    lines, extractor = list(read_lines(chosen.data)), LanguageRules()
    if not lines:
        print(f"There is no *.jsonl in {str(chosen.data)!r}. Not measured.")
        return
    counted = await score(lines, extractor)
    _print(f"{len(lines)} utterances, their language not told", counted)
    if chosen.data.resolve() == DATA:
        _print("lines written rules were tried on (even)", await score(lines[::2], extractor))
        _print("lines held out (odd)", await score(lines[1::2], extractor))
    print(f"\n{await _rate(lines, extractor):,.0f} utterances in a second of one core")
    if chosen.misses:
        await _print_misses(lines[::2], extractor)
    if chosen.json:
        chosen.json.write_text(json.dumps(counted.as_json(), indent=2), encoding="utf-8")


async def _print_misses(lines: Sequence[Line], extractor: Extractor) -> None:
    found = await extractor.propose([line.utterance() for line in lines])
    for line, proposals in zip(lines, found, strict=True):
        right = match(line, proposals)
        wrong = [p for at, p in enumerate(proposals) if at not in right]
        missed = [each for at, each in enumerate(line.expect) if at not in right.values()]
        if wrong or missed:
            print(f"{line.lang} {line.text!r}")
            for each in missed:
                print(f"    missed {each.kind} {each.subject} {each.contains}")
            for each in wrong:
                print(f"    wrong  {each.kind} {each.subject} {each.statement!r}")


if __name__ == "__main__":
    asyncio.run(main())
