"""Find the belief that an answer tells together with the question before it."""

import re

from beknown.understanding.belief_types import LANGUAGE_RULES, ME, Proposal, Utterance
from beknown.understanding.parts.belief_matcher import find_value, is_sensitive
from beknown.understanding.parts.rule_reader import Language, Question
from beknown.understanding.parts.sentence_splitter import Sentence, split_sentences
from beknown.understanding.parts.text_folder import Folded, fold_text
from beknown.understanding.parts.time_finder import find_span

_MOST_LETTERS = 120
_MOST_QUESTION = 400


def find_answer(
    utterance: Utterance, folded: Folded, language: Language, told: list[Proposal]
) -> Proposal | None:
    """Give what a short answer tells, or None: no question was asked, or the answer stands by itself.

    Args:
        utterance: The answer, with the question as the last turn before it.
        folded: Its text.
        language: Of both.
        told: What the answer tells by itself.
    """
    asked = utterance.before[-1]
    if asked.is_mine == utterance.is_mine and asked.speaker == utterance.speaker:
        return None
    sentence = next(iter(split_sentences(folded.low)), None)
    if sentence is None or "?" in sentence.mark or sentence.end - sentence.start > _MOST_LETTERS:
        return None
    if any(proposal.start <= folded.span(sentence.start, sentence.end)[1] for proposal in told):
        return None
    question = fold_text(asked.text[-_MOST_QUESTION:]).low
    for way in language.questions:
        if way.asks.search(question):
            return _answer(utterance, folded, sentence, language, way)
    return None


def _answer(
    utterance: Utterance, folded: Folded, sentence: Sentence, language: Language, way: Question
) -> Proposal | None:
    grammar = language.grammar
    start = sentence.start
    opening = grammar["answer_opening"].match(folded.low, start, sentence.end)
    start = opening.end() if opening else start
    low = folded.low[start : sentence.end]
    if not low or grammar["no_answer"].match(low) or not way.takes.match(low):
        return None
    words = folded.said(start, sentence.end)
    first, last = folded.span(start, sentence.end)
    since, until = find_span(low, language, utterance.said_at)
    statement = way.states.replace("{}", words)
    return Proposal(
        kind=way.kind,
        subject=ME,
        statement=statement,
        start=first,
        end=last,
        slot=way.slot,
        value=find_value(re.sub(rf"^(?:{language.words['preposition']})\s+", "", low), language),
        confidence=0.8,
        is_sensitive=is_sensitive(way.kind, low, language),
        holds_from=since,
        holds_until=until,
        is_ended=False,
        is_negated=bool(grammar["negation"].match(low)),
        proposed_by=LANGUAGE_RULES,
    )
