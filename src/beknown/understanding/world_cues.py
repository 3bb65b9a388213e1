"""Read from one text what it says of relations, birthdays, promises and occasions, by rules, in five languages.

What is asked, supposed, quoted or denied says nothing. A cue carries the span of the text that says it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from beknown.understanding.world_days import find_day, find_month_day
from beknown.understanding.world_types import Cue

LONGEST = 4000
"""Longer texts are letters or articles pasted in; only their beginning is read."""

MOST_QUOTED = 240
_SENTENCE = re.compile(r"[^.!?\n…]+(?:[.!?…]+|\n|$)")
_DOTTED_DAY = re.compile(r"(\d)\.(?=\s)")
_QUOTED = re.compile(r'"[^"\n]*"|„[^“"\n]*[“"]|“[^”\n]*”|«[^»\n]*»')
_NAME = r"[A-ZÀ-ÖØ-Ý][\w'-]*[\w]"
_DEAR = r"(?:(?i:my dear|dear|liebe[rs]?|lieb|chère|cher|ma|mon|querid[ao]|mein|meine)\s+)?"
_REFUSES = re.compile(
    r"\b(?:not|isn't|wasn't|cancelled|canceled|postponed|nicht|kein\w*|verschoben|abgesagt|pas|annulé\w*|reporté\w*"
    r"|no|cancelad[ao]|aplazad[ao]|não|adiad[ao]|if|wenn|falls|si|se|maybe|vielleicht|peut-être|quizás?|talvez)\b"
)
_CALLED_OFF = re.compile(
    r"(?<!not )(?<!nicht )(?<!pas )(?<!no está )(?<!não foi )\b(?:cancelled|canceled|called off|postponed|rescheduled"
    r"|verschoben|abgesagt|fällt aus|annulée?s?|reportée?s?|cancelad[ao]s?|aplazad[ao]s?|adiad[ao]s?)\b"
)
_REMIND = re.compile(
    r",?\s*\b(?:remember|you know|weißt du noch|tu te souviens|te acuerdas|lembras-te)\s*\?+$", re.IGNORECASE
)
"""A question that only reminds: what stands before it is said, not asked."""

_TO_ANOTHER = re.compile(
    r"\s*(?:to|für|à|para|pour)\s+(?:your|his|her|their|our|my|dein\w*|sein\w*|ihr\w*|mein\w*|ta|ton|sa|son|tu|su"
    r"|tua?|sua?|seu|teu)\b"
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    text: str
    is_asked: bool

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class _Patterns:
    relation: re.Pattern[str]
    relation_turned: re.Pattern[str]
    not_names: frozenset[str]
    relations: dict[str, str]
    birthday: re.Pattern[str]
    birthday_word: re.Pattern[str]
    anniversary: re.Pattern[str]
    not_today: tuple[str, ...]
    mine_today: re.Pattern[str]
    mine_on: re.Pattern[str]
    theirs_on: re.Pattern[str]
    ours_on: re.Pattern[str]
    promise: re.Pattern[str]
    promise_gate: re.Pattern[str]
    not_meant: re.Pattern[str]
    kept: re.Pattern[str]
    of_files: re.Pattern[str]
    occasion: re.Pattern[str]
    occasion_word: re.Pattern[str]
    occasions: dict[str, str]


def find_cues(text: str, *, written_on: date) -> list[Cue]:
    """Find what a text says, in the order in which it says it.

    Args:
        text: What somebody wrote, any language; other languages than the five yield nothing.
        written_on: The day on which they wrote it, in their own time zone as far as it is known.
    """
    known = _patterns()
    words = text[:LONGEST].replace("\u2019", "'")
    if not _may_say(words, known):
        return []
    cues: list[Cue] = []
    for sentence in _sentences(words):
        cues += _find_kept(sentence, known)
        cues += _find_called_off(sentence, known)
        if sentence.is_asked:
            continue
        cues += _find_dates(sentence, written_on, known)
        cues += _find_relations(sentence, known)
        cues += _find_promises(sentence, written_on, known)
        cues += _find_occasions(sentence, written_on, known)
    return cues


def names_files(text: str) -> bool:
    """Tell whether a promise is about something that is sent as a file: photos, a scan, a document."""
    return _patterns().of_files.search(text.lower()) is not None


def read_relation(word: str) -> str | None:
    """Give the relation that a word stands for in one of the five languages; None when it is no such word."""
    return _patterns().relations.get(word.lower())


def find_relations(text: str) -> list[str]:
    """Give the relations that a question names as the asker's own: 'my sister', 'ma sœur'."""
    known = _patterns()
    return [known.relations[each] for each in _asked_relation().findall(text.lower())]


def _may_say(text: str, known: _Patterns) -> bool:
    lower = text.lower()
    return any(
        gate.search(lower)
        for gate in (
            known.birthday_word,
            known.anniversary,
            known.promise_gate,
            _asked_relation(),
            known.kept,
            _CALLED_OFF,
        )
    ) or bool(known.occasion.search(lower) or known.relation_turned.search(text))


def _sentences(text: str) -> Iterator[_Sentence]:
    held = [found.span() for found in _QUOTED.finditer(text)]
    masked = list(_DOTTED_DAY.sub(r"\1 ", text))
    for start, end in held:
        masked[start:end] = " " * (end - start)
    whole = "".join(masked)
    for found in _SENTENCE.finditer(whole):
        words = found.group()
        if words.lstrip().startswith(">"):
            continue
        lead = len(words) - len(words.lstrip())
        stripped = _REMIND.sub("", words.strip())
        if stripped:
            yield _Sentence(found.start() + lead, stripped, "?" in stripped)


def _find_dates(sentence: _Sentence, written_on: date, known: _Patterns) -> Iterator[Cue]:
    lower = sentence.lower
    for pattern in (known.ours_on, known.mine_on):
        found = pattern.search(lower)
        named = find_month_day(lower[found.end() :][:40]) if found is not None else None
        if found is not None and named is not None:
            what = "anniversary" if pattern is known.ours_on else "birthday"
            if what == "anniversary" or known.birthday_word.search(lower):
                yield _date_cue(sentence, what, named, about_writer=True)
                return
    found = known.theirs_on.search(sentence.text)
    named = find_month_day(lower[found.end() :][:40]) if found is not None else None
    if found is not None and named is not None and known.birthday_word.search(lower):
        called = next(name for name in found.groups() if name)
        yield _date_cue(sentence, "birthday", named, called=called.removesuffix("'s"))
        return
    yield from _find_greeting(sentence, written_on, known)


def _find_greeting(sentence: _Sentence, written_on: date, known: _Patterns) -> Iterator[Cue]:
    lower = sentence.lower
    if any(each in lower for each in known.not_today):
        return
    if known.mine_today.search(lower):
        yield _cue(sentence, "date", "birthday", on_day=written_on, about_writer=True, is_certain=True)
        return
    anniversary = known.anniversary.search(lower)
    found = anniversary or known.birthday.search(lower)
    if found is None or _TO_ANOTHER.match(lower[found.end() :]) or _REFUSES.search(lower[: found.start()]):
        return
    what = "anniversary" if anniversary is not None else "birthday"
    called = _called(sentence.text, found.start(), found.end(), known.not_names)
    yield _cue(sentence, "date", what, on_day=written_on, called=called)


def _called(text: str, start: int, end: int, not_names: frozenset[str]) -> str:
    after = re.match(rf"[\s,!]*{_DEAR}({_NAME})", text[end:])
    before = re.search(rf"({_NAME}),\s*$", text[:start])
    for found in (after, before):
        if found is not None and found[1].lower() not in not_names:
            return found[1]
    return ""


def _find_relations(sentence: _Sentence, known: _Patterns) -> Iterator[Cue]:
    for pattern in (known.relation, known.relation_turned):
        for found in pattern.finditer(sentence.text):
            name = found["name"].removesuffix("'s")
            first = name.split()[0].lower()
            rest = sentence.lower[found.end() :]
            if (
                first in known.not_names
                or first in known.relations
                or rest.startswith((" in law", "-in-law"))
            ):
                continue
            if _REFUSES.search(sentence.lower[: found.start()]):
                continue
            relation = known.relations[found["relation"].lower()]
            yield Cue(
                "relation",
                relation,
                sentence.start + found.start(),
                found.end() - found.start(),
                called=name,
                is_certain=pattern is known.relation_turned,
            )


def _find_promises(sentence: _Sentence, written_on: date, known: _Patterns) -> Iterator[Cue]:
    lower = sentence.lower
    if known.promise.search(lower) is None or known.not_meant.search(lower):
        return
    day = find_day(lower, written_on)
    yield _cue(sentence, "promise", "promise", on_day=day, is_certain=day is not None)


def _find_occasions(sentence: _Sentence, written_on: date, known: _Patterns) -> Iterator[Cue]:
    lower = sentence.lower
    found = known.occasion.search(lower)
    if found is None or _REFUSES.search(lower):
        return
    day = find_day(lower, written_on)
    if day is not None:
        what = known.occasions[found["occasion"]]
        yield _cue(sentence, "occasion", what, on_day=day, about_writer=True, is_certain=True)


def _find_kept(sentence: _Sentence, known: _Patterns) -> Iterator[Cue]:
    if known.kept.search(sentence.lower) and not sentence.is_asked:
        yield _cue(sentence, "kept", "words")


def _find_called_off(sentence: _Sentence, known: _Patterns) -> Iterator[Cue]:
    """Find that an occasion won't be, or not then: `what` is which."""
    found = known.occasion_word.search(sentence.lower)
    if found and _CALLED_OFF.search(sentence.lower) and not sentence.is_asked:
        yield _cue(sentence, "kept", known.occasions[found["occasion"]])


def _date_cue(
    sentence: _Sentence,
    what: str,
    named: tuple[int, int, int | None],
    *,
    called: str = "",
    about_writer: bool = False,
) -> Cue:
    month, day, _ = named
    on_day = date(2000, month, day)
    return _cue(
        sentence, "date", what, on_day=on_day, called=called, about_writer=about_writer, is_certain=True
    )


def _cue(sentence: _Sentence, kind: Any, what: str, **more: Any) -> Cue:  # noqa: ANN401 - fields of Cue
    return Cue(kind, what, sentence.start, min(len(sentence.text), MOST_QUOTED), **more)


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _asked_relation() -> re.Pattern[str]:
    words = _words()
    relations = _either([word for group in words["relations"].values() for word in group])
    return re.compile(rf"\b(?:{_either(words['possessives']['words'])})\s+({relations})\b(?!-)(?! in law)")


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("world_words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = _words()
    relations = {word: relation for relation, group in words["relations"].items() for word in group}
    occasions = {word: kind for kind, group in words["occasions"].items() for word in group}
    own, kin = _either(words["possessives"]["words"]), _either(list(relations))
    naming = r"(?:\s+(?i:is called|is named|called|named|heißt|namens|s'appelle|se llama|chama-se|se chama))?"
    name = rf"(?P<name>{_NAME}(?:\s{_NAME})?)"
    promises = "|".join(words["promises"]["patterns"])
    theirs = "|".join(
        re.escape(each).replace(r"\{name\}", rf"(?-i:({_NAME}))") for each in words["birthday"]["theirs_on"]
    )
    signs = _either(words["occasion_signs"]["own"])
    return _Patterns(
        relation=re.compile(rf"\b(?i:{own})\s+(?P<relation>(?i:{kin})){naming},?\s+{name}"),
        relation_turned=re.compile(
            rf"\b{name}\s+(?i:is|ist|est|es|é)\s+(?i:[oa]\s+)?(?i:{own})\s+(?P<relation>(?i:{kin}))\b(?!['-])"
        ),
        not_names=frozenset(words["names"]["not_names"]),
        relations=relations,
        birthday=re.compile(rf"\b(?:{_either(words['birthday']['greeting'])})\b"),
        birthday_word=re.compile(_either(words["birthday"]["word"])),
        anniversary=re.compile(rf"\b(?:{_either(words['anniversary']['greeting'])})\b"),
        not_today=tuple(words["birthday"]["not_today"]),
        mine_today=re.compile(_either(words["birthday"]["mine_today"])),
        mine_on=re.compile(rf"\b(?:{_either(words['birthday']['mine_on'])})\b"),
        theirs_on=re.compile(rf"(?i:{theirs})"),
        ours_on=re.compile(rf"\b(?:{_either(words['anniversary']['ours_on'])})\b"),
        promise=re.compile(promises),
        promise_gate=re.compile(promises),
        not_meant=re.compile("|".join(words["promises"]["not_meant"])),
        kept=re.compile(_either(words["promises"]["kept"])),
        of_files=re.compile(_either(words["promises"]["of_files"])),
        occasion=re.compile(
            rf"\b(?:{signs})\s+(?:[\w'-]+\s+){{0,3}}?(?P<occasion>{_either(list(occasions))})\b"
        ),
        occasion_word=re.compile(rf"\b(?P<occasion>{_either(list(occasions))})\b"),
        occasions=occasions,
    )


def relation_words() -> Mapping[str, str]:
    """Give all words for relations, each with the relation that it stands for."""
    return _patterns().relations
