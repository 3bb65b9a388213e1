"""Notice talk of self-harm, abuse or acute distress, by rules alone. Pure: no model, no storage.

What is noticed serves the person's own conversation while it is answered, and nothing else. It is never written down.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from beknown.understanding.care_rules import PREFIX, CareLanguage, Level, Line, Topic, Who, Words, load_rules
from beknown.understanding.care_text import find_sentences

NOT_BEFORE = 3
"""So many words before a line may turn it into its opposite."""

JUST_AFTER = 4
"""So many words after it may make an idiom of it: 'I could die of laughter'."""

_RANK: dict[Level, int] = {"none": 0, "gentle": 1, "strained": 2, "acute": 3}
_LAUGHS = re.compile("[\U0001f602\U0001f923\U0001f480\U0001f606\U0001f639]")
_SPEAKER = re.compile(r"^ (?:i|ich|je|jai|yo|eu) ")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a text speaks of: how pressing, what about, of the speaker or of a friend, in which language.

    `is_minor` when the speaker says so; `language` is None where nothing is noticed.
    """

    level: Level = "none"
    topics: tuple[Topic, ...] = ()
    who: Who = "self"
    is_minor: bool = False
    language: CareLanguage | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    level: Level
    topic: Topic
    who: Who
    language: CareLanguage


NOTHING = Notice()


def notice(text: str) -> Notice:
    """Say whether a text speaks of distress in English, German, French, Spanish or Portuguese."""
    sentences = [f" {' '.join(words)} " for words in find_sentences(text)]
    whole = " ".join(sentences)
    found: list[_Found] = []
    for sentence in sentences:
        found += _read_sentence(sentence, text, whole)
    if not found:
        return NOTHING
    top = max(found, key=lambda each: _RANK[each.level]).level
    telling = [each for each in found if each.level == top]
    languages: Counter[CareLanguage] = Counter(each.language for each in telling)
    return Notice(
        top,
        tuple(dict.fromkeys(each.topic for each in telling)),
        "self" if any(each.who == "self" for each in telling) else "friend",
        _is_minor(sentences),
        languages.most_common(1)[0][0],
    )


def _read_sentence(sentence: str, text: str, whole: str) -> list[_Found]:
    found: list[_Found] = []
    for line in _find_lines(sentence):
        level = _weigh(line, sentence, text, whole)
        if level != "none":
            found.append(_Found(level, line.topic, line.who, line.words.language))
    of_friends = {each.topic for each in found if each.who == "friend"}
    return [each for each in found if each.who == "friend" or each.topic not in of_friends]


def _find_lines(sentence: str) -> Iterator[Line]:
    """Give the lines that may fit a sentence, by its words; each once."""
    rules, tried = load_rules(), set[int]()
    for word in dict.fromkeys(sentence.split()):
        for line in (*rules.by_word.get(word, ()), *rules.by_prefix.get(word[:PREFIX], ())):
            if id(line) not in tried:
                tried.add(id(line))
                yield line


def _weigh(line: Line, sentence: str, text: str, whole: str) -> Level:
    """Say how pressing a line is in its sentence; `none` where it isn't there or means something else."""
    words = line.words
    if not any(_is_meant(line, match, sentence) for match in line.pattern.finditer(sentence)):
        return "none"
    if _has(words.others_words, sentence):
        return "none"
    is_past = _has(words.past, sentence)
    if _has(words.well_now, sentence) or (is_past and _has(words.well_now, whole)):
        return "none"
    is_joke = (_has(words.jokes, sentence) or bool(_LAUGHS.search(text))) and not _has(words.earnest, whole)
    if line.level == "acute" and (is_past or (is_joke and line.who == "self")):
        return "strained"
    return line.level


def _is_meant(line: Line, match: re.Match[str], sentence: str) -> bool:
    words = line.words
    rest = " ".join(sentence[match.end() :].split()[:JUST_AFTER])
    if _has(words.after, f"{match.group()} {rest} "):
        return False
    before = sentence[: match.start()] + " "
    if any(before.endswith(phrase) or phrase in match.group() + " " for phrase in words.before):
        return False
    if line.is_negative:
        return True
    near = before[before.rfind(",") + 1 :].split()[-NOT_BEFORE:]
    inside = match.group().split()
    if _SPEAKER.match(match.group() + " "):
        near = []
    said = [*near, *inside]
    if not any(word in words.negations for word in said):
        return True
    return _has(words.not_negations, f" {' '.join(before.split()[-2 * NOT_BEFORE :])} {' '.join(inside)} ")


def _has(phrases: Iterable[str], sentence: str) -> bool:
    return any(phrase in sentence for phrase in phrases)


def _is_minor(sentences: Iterable[str]) -> bool:
    rules = load_rules()
    return any(_says_age(words, sentence) for sentence in sentences for words in rules.words.values())


def _says_age(words: Words, sentence: str) -> bool:
    for age in words.ages:
        for match in age.finditer(sentence):
            following = sentence[match.end() :].split()[:1]
            if not following or following[0] not in words.no_age_after:
                return True
    return False
