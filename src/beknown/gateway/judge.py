"""How harmful a text is, by category: a linear score of the rules that fit. Pure: no model, no storage.

Categories as OpenAI's moderation names them. What tells of the speaker's own self-harm is asked of
`understanding.notice`, which the assistant cares by.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from beknown.gateway.moderation_rules import CATEGORIES, Category, Language, load_languages
from beknown.understanding import notice

FLAGGED_FROM = 0.5
_FITS = 0.9
_HINTS = 0.4
_MILDER = 0.45
_STRAINED = 0.35
_HARMS_ONESELF = frozenset({"suicide", "self_harm", "eating"})
_WIDER: Mapping[Category, Category] = {
    "harassment/threatening": "harassment",
    "hate/threatening": "hate",
    "illicit/violent": "illicit",
    "self-harm/intent": "self-harm",
    "self-harm/instructions": "self-harm",
    "sexual/minors": "sexual",
    "violence/graphic": "violence",
}
MOST_WORDS = 60
_OVERLAP = 12
_APOSTROPHE = re.compile("['\u2019\u2018`\u00b4]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]+")
_END = re.compile(r"[.!?;\n\r\u2026]+")
_WORD = re.compile(r"[^\W_]+")


def judge(text: str) -> dict[Category, float]:
    """Give each category's score from 0 to 1; from `FLAGGED_FROM` on it counts as found."""
    said = [*_find_sentences(text)]
    languages = load_languages()
    is_mild = any(each.softens.search(sentence) for each in languages for sentence in said)
    scores = dict.fromkeys(CATEGORIES, 0.0)
    for language in languages:
        for category, score in _score(language, said, _MILDER if is_mild else 1.0).items():
            scores[category] = max(scores[category], score)
    noticed = notice(text)
    if noticed.who == "self" and not _HARMS_ONESELF.isdisjoint(noticed.topics):
        felt = {"acute": _FITS, "strained": _STRAINED, "gentle": 0.0, "none": 0.0}[noticed.level]
        scores["self-harm/intent"] = max(scores["self-harm/intent"], felt)
    for narrow, wide in _WIDER.items():
        scores[wide] = max(scores[wide], scores[narrow])
    return {category: round(score, 4) for category, score in scores.items()}


def _score(language: Language, sentences: list[str], mild: float) -> dict[Category, float]:
    """Weigh the lines of a language that fit somewhere; a line counts once in a text."""
    misses: dict[Category, float] = {}
    for line in language.lines:
        if any(line.pattern.search(sentence) for sentence in sentences):
            weight = mild * (_HINTS if line.is_hint else _FITS)
            misses[line.category] = misses.get(line.category, 1.0) * (1 - weight)
    return {category: 1 - miss for category, miss in misses.items()}


def _find_sentences(text: str) -> Iterator[str]:
    """Give the sentences of a text as plain words with spaces around.

    An apostrophe is left out, and read as a space too: English writes `you're` for one word, French `t'aime` for two.
    """
    folded = unicodedata.normalize("NFKD", _UNSEEN.sub("", text)).casefold()
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    for sentence in _END.split(plain):
        readings = {_APOSTROPHE.sub("", sentence), _APOSTROPHE.sub(" ", sentence)}
        for reading in sorted(readings):
            words = _WORD.findall(reading)
            for start in range(0, len(words), MOST_WORDS - _OVERLAP):
                yield f" {' '.join(words[start : start + MOST_WORDS])} "
