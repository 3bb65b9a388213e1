"""Find beliefs in what was said by grammar and word lists, without any model: five languages, thousands a second."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace

from beknown.understanding.belief_types import ME, Proposal, Utterance
from beknown.understanding.gate import admit, is_fit
from beknown.understanding.parts.answer_finder import find_answer
from beknown.understanding.parts.belief_matcher import match_sentence, tell_relation
from beknown.understanding.parts.clause_finder import Person, find_people
from beknown.understanding.parts.language_guesser import find_tokens, guess_language
from beknown.understanding.parts.rule_reader import LANGUAGES, Language, read_language
from beknown.understanding.parts.sentence_splitter import split_sentences
from beknown.understanding.parts.text_folder import Folded, fold_text

MOST_LETTERS = 8_000
"""More than a person writes about themselves in one go; the rest of a longer text isn't read."""

MOST_PROPOSALS = 24


class LanguageRules:
    """The `Extractor` that needs no model."""

    async def propose(self, said: Sequence[Utterance]) -> list[list[Proposal]]:
        """Give what each utterance tells, in the same order."""
        return await asyncio.to_thread(lambda: [read_utterance(each) for each in said])


def read_utterance(utterance: Utterance) -> list[Proposal]:
    """Give what one utterance tells, through the gate."""
    text = utterance.text[:MOST_LETTERS]
    if not re.search(r"\w", text):
        return []
    folded = fold_text(text)
    tokens = find_tokens(folded.low)
    code = find_language(utterance, text, tokens)
    if code is None or not is_fit(folded, code):
        return []
    language = read_language(code)
    proposals: list[Proposal] = []
    if language.grammar["cue"].search(folded.low):
        proposals = _read_sentences(utterance, folded, language)
    if utterance.before:
        answer = find_answer(utterance, folded, language, proposals)
        proposals = proposals if answer is None else [answer, *proposals]
    spoken = [_as_speaker(each, utterance.speaker) for each in proposals[:MOST_PROPOSALS]]
    return admit(utterance, [each for each in spoken if each is not None], code)


def may_tell(utterance: Utterance) -> str | None:
    """Give the language of an utterance that may tell something; None where no reader would find anything in it."""
    text = utterance.text[:MOST_LETTERS]
    if not re.search(r"\w", text):
        return None
    folded = fold_text(text)
    code = find_language(utterance, text, find_tokens(folded.low))
    return code if code is not None and is_fit(folded, code) else None


def may_stand(utterance: Utterance, proposal: Proposal) -> bool:
    """Tell whether an utterance bears out what somebody once found in it."""
    lang = may_tell(utterance)
    return lang is not None and bool(admit(utterance, [proposal], lang))


def find_language(utterance: Utterance, text: str, tokens: list[str]) -> str | None:
    """Tell the language, of a short answer by the question before it; None where it is none that is read."""
    own = utterance.lang if utterance.lang in LANGUAGES else guess_language(text, tokens)
    if own is not None or not utterance.before:
        return own
    asked = utterance.before[-1].text[:MOST_LETTERS]
    return guess_language(asked, find_tokens(fold_text(asked).low))


def _read_sentences(utterance: Utterance, folded: Folded, language: Language) -> list[Proposal]:
    proposals: list[Proposal] = []
    last: Person | None = None
    for sentence in split_sentences(folded.low):
        people = find_people(folded, sentence, language)
        proposals += [tell_relation(folded, person) for person in people if person.name]
        proposals += match_sentence(
            folded, sentence, language, people=people, last=last, said_at=utterance.said_at
        )
        last = people[-1] if people else last
        if len(proposals) >= MOST_PROPOSALS:
            break
    return proposals


def _as_speaker(proposal: Proposal, speaker: str) -> Proposal | None:
    """Say it of whoever spoke; those in the life of somebody else are kept where they are named."""
    if speaker == ME:
        return proposal
    if proposal.subject == ME:
        return replace(proposal, subject=speaker)
    return proposal if proposal.subject[:1].isupper() else None
