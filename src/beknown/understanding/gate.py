"""The gate that every proposal passes, whoever proposed it: evidence, subject, assertion, worth."""

import re
from collections.abc import Sequence
from functools import lru_cache

from beknown.understanding.belief_types import ME, Proposal, Utterance
from beknown.understanding.parts.language_guesser import find_tokens, guess_language
from beknown.understanding.parts.rule_reader import LANGUAGES, Language, compile_folded, read_language
from beknown.understanding.parts.sentence_splitter import Sentence, find_quoted, split_sentences
from beknown.understanding.parts.text_folder import Folded, fold_text

_LEAST_SHARE = 0.5
_LEAST_LETTERS = 3
_STEM = 4
_MOST_STATEMENT = 700
_NEAR = 24
_CODE = re.compile(
    r"```|</?\w+[^>\n]*>|[{};]\s*$|\b(?:def|function|class|const|import|return|console\.log|print|printf|println|echo)"
    r"\b\s*[\w.]*\s*[(\"'{=]|=>|==|&&|\w+\(\)|^\s*(?:select|insert)\s.+\sfrom\s",
    re.MULTILINE,
)
_MUSIC = re.compile(r"[\u2669-\u266c\U0001f3b5\U0001f3b6]")
_LAUGH = re.compile(
    r"[\U0001f602\U0001f923\U0001f480\U0001f61c\U0001f609]|\b(?:lo+l|lmf?ao|rofl|(?:ha|he|ah){2,}h?|(?:ja|je){2,}j?|k{3,}|(?:rs){2,}|mdr+|ptdr|xd+)\b"
)
_LAUGHED = frozenset({"preference", "habit", "feeling"})
"""Kinds that people tell laughing and mean."""

_ARTICLE_LETTERS = 2_500


def admit(utterance: Utterance, proposals: Sequence[Proposal], lang: str | None = None) -> list[Proposal]:
    """Give the proposals that the utterance bears out; the same one twice counts once.

    Args:
        utterance: What was said.
        proposals: What is said to be in it.
        lang: The language, where it is known.
    """
    if not proposals:
        return []
    folded = fold_text(utterance.text)
    code = lang or utterance.lang or guess_language(utterance.text, find_tokens(folded.low))
    if code not in LANGUAGES or not is_fit(folded, code):
        return []
    language, quoted = read_language(code), find_quoted(folded.low)
    sentences = list(split_sentences(folded.low[: max(each.end for each in proposals) + 700]))
    admitted: dict[tuple[str, str, int, int], Proposal] = {}
    for proposal in proposals:
        if (
            _is_in(proposal, utterance)
            and _is_supported(proposal, utterance)
            and _is_of(proposal, utterance)
            and _is_asserted(folded, proposal, sentences, quoted, language)
        ):
            key = (proposal.kind, proposal.subject.casefold(), proposal.start, proposal.end)
            admitted.setdefault(key, proposal)
    return list(admitted.values())


def is_fit(folded: Folded, lang: str) -> bool:
    """Tell whether a text can tell anything of its speaker: not code, lyrics, forwarded text, role-play, a task."""
    low = folded.low
    start = low[:_ARTICLE_LETTERS]
    if _MUSIC.search(start) or _CODE.search(start):
        return False
    return not read_language(lang).grammar["unfit"].search(start) and not _always_unfit().search(start)


@lru_cache(maxsize=1)
def _always_unfit() -> re.Pattern[str]:
    return compile_folded(
        r"\bjailbreak\b|\bsystem prompt\b|\[(?:inst|system)\]|<\|?im_start|^rt @|^(?:fwd?|wg|tr|rv|enc)\s*: |^>>> "
    )


def _is_in(proposal: Proposal, utterance: Utterance) -> bool:
    """Whether the quoted span is in the text, and the statement is no longer than a statement."""
    is_span = 0 <= proposal.start < proposal.end <= len(utterance.text)
    return is_span and 0 < len(proposal.statement.strip()) <= _MOST_STATEMENT


def _is_supported(proposal: Proposal, utterance: Utterance) -> bool:
    """Whether the statement's words are those that were said, or asked just before."""
    said = [utterance.text[proposal.start : proposal.end], *(turn.text for turn in utterance.before[-1:])]
    stems = {word[:_STEM] for text in said for word in _words(text)} | set(_words(utterance.speaker))
    stems |= {word[:_STEM] for word in _words(proposal.subject)}
    words = [word for word in _words(proposal.statement) if len(word) >= _LEAST_LETTERS]
    numbers = [word for word in words if word.isdigit()]
    known = sum(word[:_STEM] in stems for word in words)
    return all(number[:_STEM] in stems for number in numbers) and known >= _LEAST_SHARE * len(words)


def _is_of(proposal: Proposal, utterance: Utterance) -> bool:
    """Whether the subject is the speaker, or somebody whom the text or the turn before names."""
    if proposal.subject == ME:
        return utterance.speaker == ME
    if proposal.subject.casefold() == utterance.speaker.casefold():
        return True
    around = " ".join([utterance.text, *(turn.text for turn in utterance.before)])
    words = set(_words(around))
    return all(word in words for word in _words(proposal.subject)) and bool(proposal.subject.strip())


def _is_asserted(
    folded: Folded,
    proposal: Proposal,
    sentences: Sequence[Sentence],
    quoted: Sequence[tuple[int, int]],
    language: Language,
) -> bool:
    """Whether it was said in earnest: not asked, supposed, wished, quoted, reported, joked, and no passing trifle."""
    start, end = folded.find(proposal.start), folded.find(proposal.end)
    if _is_cited(quoted, start, end):
        return False
    sentence = next((each for each in sentences if each.start <= start < each.end + 2), None)
    return (
        sentence is not None
        and _is_stated(folded, start, end, sentence, language)
        and not _is_joke(
            folded.low, start, end, language.grammar["joke"], may_laugh=proposal.kind in _LAUGHED
        )
        and not language.grammar["trifle"].search(folded.low, start, end)
        and not language.grammar["overdone"].search(folded.low, start, end)
    )


def _is_stated(folded: Folded, start: int, end: int, sentence: Sentence, language: Language) -> bool:
    """Whether it is no question, no condition, no wish, and nobody else's words."""
    low, grammar = folded.low, language.grammar
    if "?" in sentence.mark or grammar["asking"].match(low, sentence.start, sentence.end):
        return False
    turn = sentence.start
    for found in grammar["turn"].finditer(low, sentence.start, start + 1):
        turn = found.end()
    spelled = language.spelled.get("unreal")
    if spelled and spelled.search(folded.said(turn, end).lower()):
        return False
    return not grammar["unasserted"].search(low[turn:start]) and not grammar["unreal"].search(low[start:end])


def _is_joke(low: str, start: int, end: int, joke: re.Pattern[str], *, may_laugh: bool) -> bool:
    if joke.search(low, max(0, start - _NEAR * 2), end + _NEAR * 2):
        return True
    return not may_laugh and bool(_LAUGH.search(low, max(0, start - _NEAR), end + _NEAR))


def _is_cited(quoted: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span begins or for the most part stands in quotation marks: a title may, a sentence may not."""
    if any(first < start < last for first, last in quoted):
        return True
    inside = sum(max(0, min(last, end) - max(first, start)) for first, last in quoted)
    return inside > 0.7 * (end - start)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold_text(text).low)
