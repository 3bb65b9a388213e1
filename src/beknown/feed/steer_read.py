"""Read what somebody says about their feed into rules: a clause splitter, an amount, targets and a time. Pure.

A sentence is cut at commas and joining words. Each part says how much (more, less, nothing, only) of what (topics,
authors, formats, lengths, ages, languages, origins), until when and at which hours. A part without an amount goes on
with the one before it, as in 'less politics and sport'. What isn't understood is given back with what it lacks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from beknown.feed.steer_grammar import LANGUAGES, Grammar, Heard, SteerLanguage, fold_letters, load_grammar
from beknown.feed.steer_targets import Found, find_targets
from beknown.feed.steer_time import Reader, SaidTime, merge_times, turn_around
from beknown.feed.steer_types import (
    LITTLE_STRENGTH,
    MUCH_STRENGTH,
    USUAL_STRENGTH,
    Amount,
    Known,
    Reading,
    RuleDraft,
    Target,
    Unread,
)

MOST_LETTERS = 500
"""How much of what is said is read."""

MOST_RULES = 12
"""So many rules come of one saying at most."""

LASTS = timedelta(days=30)
"""How long more, less and only hold when nothing is said about it. Nothing, like a mute, has no end."""

_SENTENCE = re.compile(r"[.!?;\n]+(?=\s|$)|\n")
_LETTER = re.compile(r"\w")
_RELATIVE = re.compile(r",(?= (?:denen|die) ich\b)")
"""Commas of German that part nothing: 'Leuten, denen ich folge'."""


@dataclass(slots=True)
class _Clause:
    """A part of a sentence; `start` and `end` are places in the text."""

    start: int
    end: int
    amount: Heard | None
    strength: float
    times: list[SaidTime]
    found: Found
    ends_with_only: bool = False
    is_after_comma: bool = True


@dataclass(slots=True)
class _Result:
    rules: list[RuleDraft] = field(default_factory=list[RuleDraft])
    usual: list[tuple[Target, ...]] = field(default_factory=list[tuple[Target, ...]])
    unread: list[Unread] = field(default_factory=list[Unread])


def read_steering(
    text: str,
    *,
    at: datetime,
    zone: ZoneInfo,
    known: Known | None = None,
    language: SteerLanguage | None = None,
) -> Reading:
    """Read rules out of what somebody says about their feed.

    Args:
        text: What they say; its first 500 letters are read.
        at: The moment of saying it.
        zone: The person's time zone.
        known: Who can be meant by a name.
        language: What they speak, for words that several languages have; otherwise the words decide.
    """
    text, known = text[:MOST_LETTERS], known or Known()
    low = _RELATIVE.sub(" ", fold_letters(text))
    grammar = _choose_grammar(low, language)
    reader = Reader(grammar, at, zone)
    result = _Result()
    for start, end in _cut(low, _SENTENCE):
        clauses = _split(low, start, end, reader, known)
        _settle(text, _distribute(clauses, low, known), at, result)
    return Reading(tuple(result.rules[:MOST_RULES]), tuple(result.usual), tuple(result.unread))


def _choose_grammar(low: str, language: SteerLanguage | None) -> Grammar:
    """Take the language whose words for amounts, times and targets cover most of the text."""
    preferred = [language] if language else []
    order = list(dict.fromkeys([*preferred, *LANGUAGES]))
    grammars = [load_grammar(each) for each in order]
    return max(grammars, key=lambda grammar: _count_letters(low, grammar))


def _count_letters(low: str, grammar: Grammar) -> int:
    patterns = [
        grammar.amounts.pattern, grammar.whens.pattern, grammar.targets.pattern,
        grammar.lists["small"], grammar.lists["joins"], grammar.lists["nouns"],
    ]  # fmt: skip
    return sum(len(found[0]) for pattern in patterns for found in pattern.finditer(low))


def _cut(
    low: str, pattern: re.Pattern[str], start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Give the parts of a text between what a pattern finds, those with a letter in them."""
    end = len(low) if end is None else end
    for found in pattern.finditer(low, start, end):
        if _LETTER.search(low, start, found.start()):
            yield start, found.start()
        start = found.end()
    if _LETTER.search(low, start, end):
        yield start, end


def _split(low: str, start: int, end: int, reader: Reader, known: Known) -> list[_Clause]:
    """Cut a sentence into clauses; within a time or an amount, 'and' and 'but' don't part."""
    grammar = reader.grammar
    sentence = low[start:end]
    times = [replace(each, start=each.start + start, end=each.end + start) for each in reader.find(sentence)]
    masked = _mask(low, times)
    clauses: list[_Clause] = []
    for first, last, is_after_comma in _cut_at_joints(masked, start, end, grammar):
        within = [each for each in times if first <= each.start < last]
        for begin, stop in _cut_at_amounts(masked, first, last, grammar):
            mine = [each for each in within if begin <= each.start < stop]
            clause = _read_clause(masked, begin, stop, grammar, times=mine, known=known)
            clause.is_after_comma = is_after_comma
            clauses.append(clause)
    return clauses


def _cut_at_joints(masked: str, start: int, end: int, grammar: Grammar) -> Iterator[tuple[int, int, bool]]:
    """Give the parts between joints, those with a letter or a time in them, and whether each comes after a comma."""
    amounts = [found.span() for found in grammar.amounts.pattern.finditer(masked, start, end)]
    is_after_comma = True
    for found in re.finditer(rf"[,:()]|{grammar.lists['joins'].pattern}|$", masked[:end]):
        is_within = any(first <= found.start() < last for first, last in amounts)
        if found.start() < start or is_within:
            continue
        if masked[start : found.start()].strip():
            yield start, found.start(), is_after_comma
            is_after_comma = False
        is_after_comma = is_after_comma or found[0] in {",", ":", "(", ")"}
        start = found.end()


def _mask(low: str, times: Sequence[SaidTime]) -> str:
    """Put marks where times stand, which no list of words knows."""
    masked = low
    for each in times:
        masked = masked[: each.start] + "\x00" * (each.end - each.start) + masked[each.end :]
    return masked


def _cut_at_amounts(masked: str, start: int, end: int, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Part 'more cats less dogs': an amount begins a new clause if there was a target since the last one."""
    begin = start
    since: int | None = None
    for found in _find_amounts(masked, start, end, grammar):
        if grammar.amounts.meaning(found[0]) == "wished":
            continue
        if since is not None and _has_target(masked[since : found.start()], grammar):
            cut = _before_strength(masked, since, found.start(), grammar)
            yield begin, cut
            begin = cut
        since = found.end()
    yield begin, end


def _find_amounts(masked: str, start: int, end: int, grammar: Grammar) -> Iterator[re.Match[str]]:
    """Find words for amounts; one within a target is none, as in 'people I do not follow'."""
    targets = [each.span() for each in grammar.targets.pattern.finditer(masked, start, end)]
    for found in grammar.amounts.pattern.finditer(masked, start, end):
        if not any(first < found.start() and found.end() < last for first, last in targets):
            yield found


def _before_strength(masked: str, start: int, end: int, grammar: Grammar) -> int:
    """Step back over 'a bit' in front of 'less'."""
    for found in grammar.strengths.pattern.finditer(masked, start, end):
        if not masked[found.end() : end].strip():
            return found.start()
    return end


def _has_target(words: str, grammar: Grammar) -> bool:
    bare = grammar.lists["small"].sub(" ", words)
    return bool(_LETTER.search(grammar.strengths.pattern.sub(" ", bare)))


def _read_clause(
    masked: str, start: int, end: int, grammar: Grammar, *, times: list[SaidTime], known: Known
) -> _Clause:
    words = masked[:end]
    heard: list[tuple[re.Match[str], Heard]] = [
        (found, grammar.amounts.meaning(found[0])) for found in _find_amounts(words, start, end, grammar)
    ]
    said = [each for each in heard if each[1] != "wished"] or heard
    amount: Heard | None = said[0][1] if said else None
    rest = words
    for found, _ in heard:
        rest = _blank(rest, found.start(), found.end())
    strength = USUAL_STRENGTH
    for found in grammar.strengths.pattern.finditer(rest, start):
        strength = LITTLE_STRENGTH if grammar.strengths.meaning(found[0]) == "little" else MUCH_STRENGTH
        rest = _blank(rest, found.start(), found.end())
    only = said[0][0] if amount == "only" else None
    found = find_targets(rest, start, end, grammar, known)
    ends_with_only = (
        only is not None
        and bool(times)
        and not masked[only.end() : times[0].start].strip()
        and _has_target(masked[start : only.start()], grammar)
    )
    return _Clause(start, end, amount, strength, times, found, ends_with_only)


def _blank(words: str, start: int, end: int) -> str:
    return words[:start] + "|" * (end - start) + words[end:]


def _distribute(clauses: list[_Clause], low: str, known: Known) -> list[_Clause]:
    """Give each clause the amount it goes on with, and times that stand alone to their neighbours."""
    kept: list[_Clause] = []
    leading: list[SaidTime] = []
    for each in clauses:
        says_nothing = each.found.is_empty and each.amount in {None, "wished"}
        if says_nothing and not each.times:
            continue  # 'please'
        if not says_nothing:
            each.times = each.times or list(leading)
            if each.amount in {None, "wished"}:
                _go_on(kept[-1] if kept else None, each, low, known)
            kept.append(each)
        elif kept:
            for before in kept:
                before.times = before.times or list(each.times)
        else:
            leading = each.times
    return kept


def _go_on(before: _Clause | None, clause: _Clause, low: str, known: Known) -> None:
    """Say what a clause without an amount means: more of the list before it, or a wish of its own."""
    is_wish = clause.amount == "wished"
    is_own = clause.is_after_comma and bool(clause.times) and bool(clause.found.listed)
    if before is None or before.amount is None or is_wish or is_own:
        clause.amount = "more" if is_wish or clause.found.listed else None
        return
    clause.amount, clause.strength = before.amount, before.strength
    clause.found = clause.found.going_on(before.found, low, known)
    before.times = before.times or list(clause.times)


def _settle(text: str, clauses: Sequence[_Clause], at: datetime, result: _Result) -> None:
    for clause in clauses:
        words = " ".join(text[clause.start : clause.end].split()).strip(" ,.;:")
        lack = _find_lack(clause)
        if lack:
            result.unread.append(Unread(words, lack))
        elif clause.amount == "usual":
            result.usual.append(clause.found.write(text))
        else:
            rule = _make_rule(text, clause, words, at)
            if rule is None:
                result.unread.append(Unread(words, "time"))
            else:
                result.rules.append(rule)


def _find_lack(clause: _Clause) -> Literal["amount", "target", "person", "time"] | None:
    if any(each.is_unread for each in clause.times):
        return "time"
    if clause.found.strangers:
        return "person"
    if clause.found.is_empty:
        return "target"
    return "amount" if clause.amount in {None, "wished"} else None


def _make_rule(text: str, clause: _Clause, words: str, at: datetime) -> RuleDraft | None:
    """Make the rule of a clause; None where its hours can't be turned round."""
    amount: Amount = clause.amount  # pyright: ignore[reportAssignmentType] - `_find_lack` let no other through
    time = merge_times(clause.times)
    hours = time.hours
    if clause.ends_with_only:  # 'politics only in the evening' is nothing of it at all other hours
        turned = turn_around(hours)
        if turned is None:
            return None
        amount, hours = "nothing", turned
    until_at = time.until_at
    if until_at is None and not time.is_always and amount != "nothing":
        until_at = (time.from_at or at) + LASTS
    return RuleDraft(amount, clause.found.write(text), hours, time.from_at, until_at, clause.strength, words)
