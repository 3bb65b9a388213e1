"""Chooses, for a model that can't, which recalled passages answer a question, and says when none does."""

from collections.abc import Sequence

from beknown.assistant.language import content_words, fold
from beknown.understanding import Recalled

MOST_PASSAGES = 5
LEAST_COVER = 0.5
STEM = 5


def choose(question: str, recalled: Sequence[Recalled]) -> list[Recalled]:
    """Give the passages that answer a question, the best first; none when nothing recalled is near enough.

    What recall itself is sure of counts; what it is fairly sure of counts when the passage, its speaker and the title
    of its conversation hold at least half of the words that carry the question. Where the question names someone who
    speaks among them, only what that one said is given.
    """
    words = content_words(question)
    named = find_named(words, recalled)
    topic = [word for word in words if word not in named]
    fit = [
        each
        for each in recalled
        if (not named or _speaks(each, named)) and _is_near(each, topic, is_named=bool(named))
    ]
    best = max((_cover(topic, each) for each in fit), default=0.0)
    kept = [each for each in fit if _cover(topic, each) >= best / 2]
    return sorted(kept, key=lambda each: -each.score)[:MOST_PASSAGES]


def find_named(words: Sequence[str], recalled: Sequence[Recalled]) -> set[str]:
    """Give the words of a question that name someone who speaks in what was recalled."""
    speakers = {part for each in recalled if not each.is_mine for part in fold(each.speaker or "").split()}
    return {word for word in words if word in speakers}


def _is_near(recalled: Recalled, topic: Sequence[str], *, is_named: bool) -> bool:
    if recalled.confidence == "good" or (is_named and not topic):
        return True
    return recalled.confidence == "fair" and _cover(topic, recalled) >= LEAST_COVER


def _speaks(recalled: Recalled, named: set[str]) -> bool:
    return bool(named & set(fold(recalled.speaker or "").split()))


def _cover(words: Sequence[str], recalled: Recalled) -> float:
    if not words:
        return 1.0
    held = set(content_words(f"{recalled.text} {recalled.speaker or ''} {recalled.thread_title or ''}"))
    stems = {each[:STEM] for each in held if len(each) >= STEM}
    found = sum(word in held or (len(word) >= STEM and word[:STEM] in stems) for word in words)
    return found / len(words)
