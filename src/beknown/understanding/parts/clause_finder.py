"""Find who a clause is about and what it says of them: 'I', what is left out, 'my sister Ana', 'she'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from beknown.understanding.belief_types import ME
from beknown.understanding.parts.rule_reader import Language
from beknown.understanding.parts.sentence_splitter import Sentence
from beknown.understanding.parts.text_folder import Folded

_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[^\W\d_][\w'\-]*(?:\s[^\W\d_][\w'\-]+)?")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*$")
_MOST_CLAUSES = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the speaker's life, as a text names them.

    `said` is the name or the word for the relation, `start` and `end` the span of 'my sister Ana' in folded text.
    """

    said: str
    relation: str
    name: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said of one subject.

    Args:
        start: Where the clause starts in folded text, with what stands before the subject.
        anchor: Where the subject starts.
        end: Where the clause ends.
        subject: `me` or who it is about.
        subject_words: The subject as it was said; empty where it was left out.
        predicate: What is said of the subject, the verb first.
        shift: What to add to an index of the predicate for its place in folded text, from the `head` on.
        head: So many letters of the predicate were brought to its front.
        is_dropped: The subject was left out.
    """

    start: int
    anchor: int
    end: int
    subject: str
    subject_words: str
    predicate: str
    shift: int
    head: int
    is_dropped: bool = False

    @property
    def is_mine(self) -> bool:
        """Whether it is about the speaker."""
        return self.subject == ME


def find_people(folded: Folded, sentence: Sentence, language: Language) -> list[Person]:
    """Give the people of the speaker's life that a sentence names."""
    people: list[Person] = []
    for found in language.grammar["kin"].finditer(folded.low, sentence.start, sentence.end):
        word = "rel" if found["rel"] else "bare"
        named = word == "rel"
        name, end = _find_name(folded, found.end(), sentence.end, language) if named else (None, found.end())
        relation = folded.said(*found.span(word))
        people.append(Person(name or relation, relation, name, found.start(), end))
    return people


def find_clauses(
    folded: Folded, sentence: Sentence, language: Language, people: list[Person], last: Person | None
) -> list[Clause]:
    """Give the clauses of a sentence that are about the speaker or somebody in their life, in order.

    Args:
        folded: The text.
        sentence: Where in it.
        language: Its grammar.
        people: Who is named in this sentence.
        last: Whom the sentences before spoke of last; 'she' is them.
    """
    found: list[Clause] = []
    for clause in sorted(_find_all(folded, sentence, language, people, last), key=lambda each: each.anchor):
        if len(found) >= _MOST_CLAUSES:
            break
        if found and _is_same(clause, found[-1]):
            continue
        if found and clause.start > found[-1].anchor:
            found[-1] = _cut(found[-1], _end_before(folded.low, clause.start, language))
        found.append(clause)
    return found


def _is_same(clause: Clause, last: Clause) -> bool:
    """Whether a clause only repeats the last one: inside its subject, or at a later word of the same predicate."""
    if clause.anchor < last.anchor + len(last.subject_words):
        return True
    is_bare = clause.is_mine and last.is_mine and not clause.subject_words and not last.subject_words
    return is_bare and clause.start <= last.anchor


def _find_all(
    folded: Folded, sentence: Sentence, language: Language, people: list[Person], last: Person | None
) -> Iterator[Clause]:
    low, grammar = folded.low, language.grammar
    for me in grammar["me"].finditer(low, sentence.start, sentence.end):
        yield from _clause(folded, sentence, language, me.span(), ME)
    for person in people:
        yield from _clause(folded, sentence, language, (person.start, person.end), person.said)
    spoken_of = people[-1] if people else last
    if spoken_of is not None:
        for they in grammar["they"].finditer(low, sentence.start, sentence.end):
            if they.start() > spoken_of.start or not people:
                yield from _clause(folded, sentence, language, they.span(), spoken_of.said)
    start = _skip(low, sentence.start, sentence.end, language)
    if grammar["drop"].match(low, start, sentence.end):
        predicate = low[start : sentence.end]
        yield Clause(sentence.start, start, sentence.end, ME, "", predicate, start, 0, is_dropped=True)


def _clause(
    folded: Folded, sentence: Sentence, language: Language, span: tuple[int, int], subject: str
) -> Iterator[Clause]:
    """Make a clause of a subject, unless what stands before it makes it part of something else."""
    low, grammar = folded.low, language.grammar
    start = sentence.start
    for boundary in grammar["boundary"].finditer(low, sentence.start, span[0]):
        start = boundary.end()
    start = min(start, span[0])
    before = low[start : span[0]]
    words = folded.said(*span)
    clause = Clause(start, span[0], sentence.end, subject, words, low[span[1] : sentence.end], span[1], 0)
    if "inverted" in grammar:
        clause, before = _turn(clause, before, low, language)
    if grammar["front"].fullmatch(before):
        yield clause


def _turn(clause: Clause, before: str, low: str, language: Language) -> tuple[Clause, str]:
    """Bring the verb to the front: of 'seit Mai wohne ich', and of 'weil ich in Porto wohne'."""
    grammar = language.grammar
    verb = _LAST_WORD.search(before)
    if verb and grammar["inverted"].fullmatch(verb[1]):
        head = f" {verb[1]}"
        predicate = head + clause.predicate
        return replace(clause, predicate=predicate, shift=clause.shift - len(head), head=len(head)), before[
            : verb.start()
        ]
    if grammar["subordinate"].search(low[: clause.start][-20:] + before):
        last = grammar["verb_last"].search(clause.predicate)
        if last:
            head = f" {last['verb']}"
            predicate = head + clause.predicate[: last.start("verb")]
            return replace(
                clause, predicate=predicate, shift=clause.shift - len(head), head=len(head)
            ), before
    return clause, before


def _cut(clause: Clause, end: int) -> Clause:
    """End a clause earlier."""
    if end >= clause.end or end <= clause.anchor:
        return clause
    return replace(clause, end=end, predicate=clause.predicate[: max(clause.head, end - clause.shift)])


def _end_before(low: str, start: int, language: Language) -> int:
    """Give where the clause before ends: without the word that joins it to the next."""
    joined = language.grammar["joint"].search(low[max(0, start - 40) : start])
    return start - (len(joined.group()) if joined else 0)


def _skip(low: str, start: int, end: int, language: Language) -> int:
    """Skip words such as 'well' and 'by the way'."""
    found = language.grammar["opening"].match(low, start, end)
    return found.end() if found else start


def _find_name(folded: Folded, start: int, end: int, language: Language) -> tuple[str | None, int]:
    """Find the name right after the word for a relation; give it and where it ends, or where the relation ends."""
    low = folded.low
    called = language.grammar["called"].match(low, start, end)
    at = (
        called.end()
        if called
        else start + len(low[start : start + 3]) - len(low[start : start + 3].lstrip(" "))
    )
    found = _NAME.match(low, at, end)
    if not found:
        return None, start
    words = folded.said(*found.span()).split()
    named = [word for word in words if word[0].isupper()]
    if not words or not words[0][0].isupper() or language.grammar["no_name"].fullmatch(low, *_first(found)):
        return None, start
    if len(named) < len(words) or language.grammar["no_name"].search(found.group()):
        named = named[:1]
    name = named[0] if len(named) < len(words) else " ".join(named)
    stop = low.find(" ", at, end) if len(named) == 1 and len(words) > 1 else found.end()
    stop = found.end() if stop < 0 else stop
    possessive = re.compile(r"'s?$").search(name)
    if possessive:
        name, stop = name[: possessive.start()], stop - len(possessive.group())
    comma = low[stop : stop + 1] == "," and called is not None
    return name, stop + (1 if comma else 0)


def _first(found: re.Match[str]) -> tuple[int, int]:
    """Give the span of the first word of a match."""
    first = found.group().split()[0]
    return found.start(), found.start() + len(first)
