"""Match the clauses of a sentence against the rules of a language, and make proposals of what they tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from beknown.understanding.belief_types import LANGUAGE_RULES, Proposal
from beknown.understanding.fold import find_words
from beknown.understanding.parts.clause_finder import Clause, Person, find_clauses
from beknown.understanding.parts.rule_reader import Language, Rule
from beknown.understanding.parts.sentence_splitter import Sentence
from beknown.understanding.parts.text_folder import Folded
from beknown.understanding.parts.time_finder import find_span

SENSITIVE_KINDS = frozenset({"health", "feeling"})
_MOST_VALUE = 80
_WHOLE_KINDS = frozenset({"goal", "commitment", "plan", "view", "skill"})
"""Kinds whose infinitives go on after 'and'."""


@dataclass(frozen=True, slots=True)
class Told:
    """A clause, or what stands after 'and' in it, with the rule that it matches."""

    clause: Clause
    rule: Rule
    found: re.Match[str]
    start: int
    joint: str = ""


def match_sentence(
    folded: Folded,
    sentence: Sentence,
    language: Language,
    *,
    people: list[Person],
    last: Person | None,
    said_at: datetime | None,
) -> Iterator[Proposal]:
    """Give what a sentence tells about the speaker and those in their life."""
    until = -1
    for clause in find_clauses(folded, sentence, language, people, last):
        if clause.anchor < until:
            continue
        for told in _match_clause(folded, clause, language):
            if told.rule.is_whole:
                until = _end_of_whole(folded.low, told, sentence, language)
                told = replace(told, clause=replace(told.clause, end=until))  # noqa: PLW2901 - the same, longer
            yield _propose(folded, told, language, said_at)


def tell_relation(folded: Folded, person: Person) -> Proposal:
    """Propose that somebody who is named together with the relation stands in it."""
    start, end = folded.span(person.start, person.end)
    return Proposal(
        kind="relationship",
        subject=person.said,
        statement=folded.text[start:end].strip(" ,"),
        start=start,
        end=end,
        slot=None,
        value=" ".join(find_words(person.relation)),
        confidence=0.9,
        is_sensitive=False,
        holds_from=None,
        holds_until=None,
        is_ended=False,
        is_negated=False,
        proposed_by=LANGUAGE_RULES,
    )


def find_value(said: str, language: Language) -> str | None:
    """Fold what fills a slot, without the words of time and reason after it."""
    cut = language.grammar["cut"].search(said)
    kept = said[: cut.start()] if cut else said
    return " ".join(find_words(kept[:_MOST_VALUE])) or None


def is_sensitive(kind: str, low: str, language: Language) -> bool:
    """Tell whether a statement is of a kind that Article 9 of the GDPR protects; how one feels counts as health."""
    return kind in SENSITIVE_KINDS or bool(language.grammar["sensitive"].search(low))


def _match_clause(folded: Folded, clause: Clause, language: Language) -> Iterator[Told]:
    whole = folded.low[clause.start : clause.end]
    first = _match(clause.predicate, 0, whole, clause, language, is_after=False)
    if first and (first[0].is_whole or (language.code == "en" and first[0].kind in _WHOLE_KINDS)):
        yield Told(clause, first[0], first[1], clause.start)
        return
    after = list(_match_after(clause, language)) if first or clause.subject_words else []
    if first:
        end = after[0].start - len(after[0].joint) if after else clause.end
        yield Told(replace(clause, end=end), first[0], first[1], clause.start)
    yield from after


def _match_after(clause: Clause, language: Language) -> Iterator[Told]:
    """Match what stands after 'and' or a comma, with the same subject."""
    for joint in language.grammar["coordinator"].finditer(clause.predicate, clause.head):
        tail = clause.predicate[joint.end() :]
        found = _match(tail, 0, tail, clause, language, is_after=True)
        if found:
            at = joint.end() + clause.shift
            after = replace(clause, start=at, anchor=at, predicate=tail)
            yield Told(after, found[0], found[1], at, joint.group())


def _match(
    predicate: str, start: int, whole: str, clause: Clause, language: Language, *, is_after: bool
) -> tuple[Rule, re.Match[str]] | None:
    lead = language.grammar["lead"].match(predicate, start)
    at = lead.end() if lead else start
    bare = at - len(predicate[start:at].lstrip(" ,"))
    for rule in language.rules:
        pattern = rule.mine if clause.is_mine else rule.theirs
        if pattern is None or (is_after and rule.is_open):
            continue
        found = pattern.match(predicate, at) or (pattern.match(predicate, bare) if bare < at else None)
        if (
            found
            and not rule.unless.search(predicate, start)
            and not rule.unless.search(whole)
            and (rule.needs is None or rule.needs.search(whole))
        ):
            return rule, found
    return None


def _end_of_whole(low: str, told: Told, sentence: Sentence, language: Language) -> int:
    turn = language.grammar["turn"].search(low, told.clause.anchor + 1, sentence.end)
    return turn.start() if turn else sentence.end


def _propose(folded: Folded, told: Told, language: Language, said_at: datetime | None) -> Proposal:
    clause, rule = told.clause, told.rule
    low = folded.low[told.start : clause.end]
    trailing = len(low) - len(low.rstrip(" ,.-:&"))
    opening = language.grammar["opening"].match(low)
    skip = opening.end() if opening else 0
    end = max(clause.end - trailing, told.start + skip + 1)
    start, stop = folded.span(told.start + skip, end)
    statement = folded.text[start:stop].strip()
    start = folded.text.index(statement, start) if statement else start
    is_joined = told.start == clause.anchor and bool(clause.subject_words) and _lacks_subject(folded, clause)
    since, until = find_span(low, language, said_at)
    value = told.found.groupdict().get("v") or ""
    return Proposal(
        kind=rule.kind,
        subject=clause.subject,
        statement=f"{clause.subject_words} {statement}" if is_joined else statement,
        start=start,
        end=start + len(statement),
        slot=rule.slot,
        value=find_value(value, language),
        confidence=rule.confidence - (0.1 if clause.is_dropped else 0.0),
        is_sensitive=is_sensitive(rule.kind, low, language),
        holds_from=since,
        holds_until=until,
        is_ended=rule.is_ended or bool(language.grammar["ended"].search(low)),
        is_negated=bool(language.grammar["negation"].search(clause.predicate[: told.found.end()])),
        proposed_by=LANGUAGE_RULES,
    )


def _lacks_subject(folded: Folded, clause: Clause) -> bool:
    return not folded.said(clause.anchor, clause.end).startswith(clause.subject_words)
