"""Find what a clause is about: listed words first, then people, languages, and what is left as a topic. Pure."""

import re
from dataclasses import dataclass

from beknown.feed.steer_grammar import Grammar
from beknown.feed.steer_types import MOST_TARGETS, MOST_TOPIC, Known, Target

_HANDLE = re.compile(r"(?<![\w@])@([a-z0-9_]{3,30})(?![\w@])")
_RUN = re.compile(r"[^\x00|]+")
_MOST_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What a clause is about.

    Args:
        listed: Targets of the lists, people and languages.
        topics: Where in the text topics stand.
        strangers: Where names stand that nobody is known by.
        is_after_from: Whether its last words came after 'from' or 'by', so that a name may go on.
    """

    listed: tuple[Target, ...] = ()
    topics: tuple[tuple[int, int], ...] = ()
    strangers: tuple[tuple[int, int], ...] = ()
    is_after_from: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.listed or self.topics or self.strangers)

    def going_on(self, before: "Found", low: str, known: Known) -> "Found":
        """Give what it is about as part of a list: after 'from Ana', 'and Ben' is from Ben."""
        if self.listed or not before.is_after_from or not self.topics:
            return self
        names = {place: known.people.get(low[place[0] : place[1]]) for place in self.topics}
        people = tuple(person for person in names.values() if person is not None)
        strangers = tuple(place for place, person in names.items() if person is None)
        return Found(people, (), strangers, is_after_from=True)

    def write(self, text: str) -> tuple[Target, ...]:
        """Give its targets, topics in the words of the text."""
        topics = [
            Target("topic", " ".join(text[start:end].split())[:MOST_TOPIC]) for start, end in self.topics
        ]
        return tuple(dict.fromkeys([*self.listed, *topics]))[:MOST_TARGETS]


@dataclass(slots=True)
class _Words:
    """The words of a clause; what is understood is blanked out, and places stay the same."""

    low: str
    start: int
    end: int

    def blank(self, start: int, end: int) -> None:
        self.low = self.low[:start] + "|" * (end - start) + self.low[end:]


def find_targets(low: str, start: int, end: int, grammar: Grammar, known: Known) -> Found:
    """Find what the clause between two places of a folded text is about.

    Args:
        low: The text, with marks where times and amounts stand.
        start: Where the clause begins.
        end: Where it ends.
        grammar: The words of its language.
        known: Who can be meant by a name.
    """
    words = _Words(low, start, end)
    people, strangers = _find_people(words, grammar, known)
    listed = [*people, *_find_listed(words, grammar), *_find_languages(words, grammar)]
    topics = _find_topics(words, grammar)
    whole = [place for place in topics if low[place[0] : place[1]] in known.people]
    for place in whole:
        listed.append(known.people[low[place[0] : place[1]]])
        topics.remove(place)
    return Found(tuple(listed), tuple(topics), tuple(strangers), is_after_from=bool(people))


def _find_people(words: _Words, grammar: Grammar, known: Known) -> tuple[list[Target], list[tuple[int, int]]]:
    """Find handles, and names after 'from' and 'of'; what stands after 'from' can be nothing but a name."""
    found: list[Target] = []
    strangers: list[tuple[int, int]] = []
    for handle in list(_HANDLE.finditer(words.low, words.start, words.end)):
        person = known.people.get(handle[0])
        if person is None:
            strangers.append(handle.span())
        else:
            found.append(person)
        words.blank(*handle.span())
    for name in ("from", "of"):
        for after in _find_all(words, grammar, name):
            person, place = _read_name(words, after.end(), known)
            if person is not None:
                found.append(person)
                words.blank(after.start(), place[1])
            elif name == "from" and _is_name(words, place, grammar):
                strangers.append(place)
                words.blank(after.start(), place[1])
    return found, strangers


def _find_all(words: _Words, grammar: Grammar, name: str) -> list[re.Match[str]]:
    """Give where phrases of a list stand; a language without the list has none."""
    pattern = grammar.lists.get(name)
    return list(pattern.finditer(words.low, words.start, words.end)) if pattern else []


def _read_name(words: _Words, start: int, known: Known) -> tuple[Target | None, tuple[int, int]]:
    """Read the longest known name that begins here; where there is none, give the place of all the words."""
    ahead: list[tuple[int, int]] = []
    for found in re.finditer(r"\s*([^\s\x00|]+)", words.low[start : words.end]):
        if found.start() != (ahead[-1][1] - start if ahead else 0) or len(ahead) == _MOST_NAME_WORDS:
            break  # what was understood already, or a time, stands between
        ahead.append((start + found.start(1), start + found.end(1)))
    for _, last in reversed(ahead):
        name = words.low[ahead[0][0] : last].removesuffix("'s")
        person = known.people.get(name) or known.people.get(f"@{name}")
        if person is not None:
            return person, (ahead[0][0], last)
    return None, (ahead[0][0], ahead[-1][1]) if ahead else (start, start)


def _is_name(words: _Words, place: tuple[int, int], grammar: Grammar) -> bool:
    """Say whether words after 'from' can only be a name: no listed target, no noun for posts, no language."""
    said = words.low[place[0] : place[1]]
    if grammar.targets.pattern.match(words.low, place[0], words.end):
        return False
    if not said.strip() or grammar.targets.pattern.search(said) or grammar.lists["nouns"].search(said):
        return False
    return not grammar.lists["small"].fullmatch(said)


def _find_listed(words: _Words, grammar: Grammar) -> list[Target]:
    found: list[Target] = []
    for each in list(grammar.targets.pattern.finditer(words.low, words.start, words.end)):
        kind, value = grammar.targets.meaning(each[0])
        found.append(Target(kind, value))
        words.blank(*each.span())
    return found


def _find_languages(words: _Words, grammar: Grammar) -> list[Target]:
    """Find 'in German' and 'German posts'; 'German politics' is a topic."""
    names = "|".join(sorted(map(re.escape, grammar.languages), key=len, reverse=True))
    before, after = grammar.lists["in"].pattern, grammar.lists["nouns"].pattern
    patterns = (rf"{before}\s+(?P<name>{names})(?!\w)", rf"(?<!\w)(?P<name>{names})\s+{after}")
    found: list[Target] = []
    for pattern in patterns:
        for each in list(re.finditer(pattern, words.low[: words.end])):
            if each.start() >= words.start:
                name = each["name"]
                found.append(Target("language", grammar.languages[name], name))
                words.blank(*each.span())
    return found


def _find_topics(words: _Words, grammar: Grammar) -> list[tuple[int, int]]:
    """Give the runs of words that are left, without small words at their edges."""
    for name in ("please", "nouns", "about"):
        for each in _find_all(words, grammar, name):
            words.blank(*each.span())
    found: list[tuple[int, int]] = []
    for run in _RUN.finditer(words.low, words.start, words.end):
        start, end = _trim(words.low, *run.span(), grammar)
        if re.search(r"\w", words.low[start:end]):
            found.append((start, end))
    return found


def _trim(low: str, start: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """Take off small words and blanks at both ends."""
    edges = [grammar.lists[name].pattern for name in ("small", "from", "of", "in") if name in grammar.lists]
    small = "|".join(f"(?:{each})" for each in edges)
    while True:
        before = start, end
        text = low[start:end]
        if found := re.match(rf"[\s\"'*#\-]*(?:{small})|[\s\"'*#\-]+", text):
            start += found.end()
        if found := re.search(rf"(?:{small})[\s\"'*\-]*$|[\s\"'*\-]+$", low[start:end]):
            end = start + found.start()
        if (start, end) == before:
            return before
