"""The profile in context: what is known of a person, condensed for the utterance at hand, the same for the same data.

What they want of every answer always stands in it; the rest is chosen by what the utterance speaks of, by how much it
matters and by how new it is, until 600 tokens are full.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from babel import Locale, UnknownLocaleError

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.ids import EventId
from beknown.understanding import interest_store
from beknown.understanding.belief_types import ME, Kind
from beknown.understanding.beliefs import Belief, find_beliefs
from beknown.understanding.fold import find_words, fold
from beknown.understanding.holidays_ahead import find_holidays
from beknown.understanding.instruct import write_instructions
from beknown.understanding.interest_types import Interest
from beknown.understanding.interests import find_interests
from beknown.understanding.profile_types import (
    MOST_LINE_LETTERS,
    MOST_TOKENS,
    Line,
    Profile,
    Section,
    count_tokens,
)
from beknown.understanding.profile_world import find_world_lines
from beknown.understanding.stopwords import stopwords_of
from beknown.understanding.style_types import Style

MOST_BELIEFS = 300
MOST_INTERESTS = 12
EVENTS_OF_INTEREST = 5
WISH_TOKENS = 300
MOST_WISH_LETTERS = 240
LETTERS_COMPARED = 5
AHEAD_DAYS = 14

ON_TOPIC = 3.0
RECALLED = 2.0
NAMED = 2.0
NEWNESS = 0.3

HEADINGS: Mapping[Section, str] = {
    "self": "About them",
    "people": "People and things in their life",
    "interests": "What interests them",
    "style": "How they write",
    "ahead": "Coming",
}
IMPORTANCE: Mapping[Kind, float] = {
    "relationship": 0.9,
    "health": 0.9,
    "fact": 0.8,
    "goal": 0.7,
    "commitment": 0.7,
    "plan": 0.6,
    "preference": 0.6,
    "habit": 0.5,
    "skill": 0.5,
    "possession": 0.4,
    "view": 0.4,
    "feeling": 0.3,
}

_WISHES = re.compile(
    r"^(?:please,? |bitte,? |s'il te plait,? |por favor,? )?(?:"
    + "|".join(
        line
        for line in Path(__file__).with_name("standing_wishes.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    + ")"
)


async def find_profile(
    tx: Tx, utterance: str, *, near: Collection[EventId] = (), locale: str, style: Style
) -> Profile:
    """Give the profile for an utterance.

    Args:
        tx: A transaction; what its purpose may not see is left out.
        utterance: What the person says now; '' for the profile at large.
        near: Events that recall found for it, by words and by meaning.
        locale: The account's.
        style: How the person writes, as `find_style` gives it to the same purpose.
    """
    beliefs = await find_beliefs(tx, limit=MOST_BELIEFS)
    interests = await find_interests(tx, MOST_INTERESTS)
    behind = {
        each.id: await interest_store.find_top_interest_events(tx, each.id, EVENTS_OF_INTEREST)
        for each in interests
    }
    lines = [
        *_of_beliefs([each for each in beliefs if not is_wish(each)]),
        *(_of_interest(each, at, behind[each.id]) for at, each in enumerate(interests)),
        *_of_style(style),
        *_ahead(style, locale, clock.now().date()),
    ]
    lines += await find_world_lines(tx)
    wishes = [each for each in beliefs if is_wish(each)]
    return compose(
        wishes, write_instructions(style, _name_of(style.value("language"))), lines, utterance, near
    )


def is_wish(belief: Belief) -> bool:
    """Say whether a belief is what the person wants of every answer: only their own telling by hand can be."""
    is_told = belief.origin == "told" and belief.subject == ME
    return is_told and bool(_WISHES.match(fold(_one_line(belief.statement))))


def compose(
    wishes: Sequence[Belief],
    manner: str,
    lines: Sequence[Line],
    utterance: str,
    near: Collection[EventId] = (),
) -> Profile:
    """Compose a profile of at most 600 tokens. Pure: the same data gives the same words.

    Args:
        wishes: What the person wants of every answer, the newest first.
        manner: How to write to them.
        lines: What is known, each section in its order.
        utterance: What they say now.
        near: Events near to it.
    """
    wanted, events = _write_wishes(wishes, manner)
    asked = _telling(utterance)
    ranked = sorted(range(len(lines)), key=lambda at: (-_score(lines[at], asked, frozenset(near)), at))
    left, chosen = MOST_TOKENS - count_tokens(wanted), set[int]()
    for at in ranked:
        sections = {lines[each].section for each in chosen}
        heading = (
            0 if lines[at].section in sections else count_tokens(f"{HEADINGS[lines[at].section]}:\n") + 1
        )
        cost = count_tokens(f"- {lines[at].text}\n") + heading
        if cost <= left:
            chosen.add(at)
            left -= cost
    said = [lines[at] for at in sorted(chosen)]
    return Profile(
        wishes=wanted,
        facts=_write(said),
        events=tuple(sorted({*events, *(event for line in said for event in line.events)})),
        interests=tuple(sorted({line.interest for line in said if line.interest is not None})),
    )


def _write_wishes(wishes: Sequence[Belief], manner: str) -> tuple[str, list[EventId]]:
    """Write the newest wishes that fit half of the profile, in the order in which they were told, then the manner."""
    kept: list[Belief] = []
    left = WISH_TOKENS - count_tokens(manner) - 1
    for each in wishes:
        left -= count_tokens(f"- {_one_line(each.statement)[:MOST_WISH_LETTERS]}\n")
        if left < 0:
            break
        kept.insert(0, each)
    told = [f"- {_one_line(each.statement)[:MOST_WISH_LETTERS]}" for each in kept]
    return "\n".join([*told, *([f"- {manner}"] if manner else [])]), [
        event for each in kept for event in each.evidence
    ]


def _write(lines: Sequence[Line]) -> str:
    parts: list[str] = []
    for section, heading in HEADINGS.items():
        said = [f"- {line.text}" for line in lines if line.section == section]
        if said:
            parts.append("\n".join([f"{heading}:", *said]))
    return "\n".join(parts)


def _score(line: Line, asked: frozenset[str], near: frozenset[EventId]) -> float:
    words = _telling(line.text)
    overlap = len(words & asked) / max(1.0, len(asked) ** 0.5)
    is_recalled = bool(near.intersection(line.events))
    is_named = bool(line.about) and line.about[:LETTERS_COMPARED] in asked
    return (
        line.importance
        + ON_TOPIC * min(1.0, overlap)
        + RECALLED * is_recalled
        + NAMED * is_named
        + NEWNESS * (1 - line.age)
    )


def _telling(text: str) -> frozenset[str]:
    """Give the beginnings of a text's telling words: `gardens` and `gardening` begin alike."""
    words = set(find_words(text))
    return frozenset(word[:LETTERS_COMPARED] for word in words - stopwords_of(words))


def _of_beliefs(beliefs: Sequence[Belief]) -> list[Line]:
    oldest = max(1, len(beliefs) - 1)
    return [
        Line(
            section="self" if each.subject == ME else "people",
            text=_say_belief(each)[:MOST_LINE_LETTERS],
            importance=min(1.0, IMPORTANCE[each.kind] * (0.5 + each.confidence / 2)),
            age=at / oldest,
            events=each.evidence,
            about="" if each.subject == ME else fold(each.subject),
        )
        for at, each in enumerate(beliefs)
    ]


def _say_belief(belief: Belief) -> str:
    who = "" if belief.subject == ME else f"{_one_line(belief.subject)}: "
    until = f" (until {belief.holds_until.isoformat()})" if belief.holds_until else ""
    return f"{who}{_one_line(belief.statement)}{until}"


def _of_interest(interest: Interest, at: int, behind: Sequence[EventId]) -> Line:
    also = [each for each in interest.words if fold(each) != fold(interest.name)][:3]
    text = _one_line(interest.name) + (f" ({_one_line(', '.join(also))})" if also else "")
    importance = 0.8 if interest.is_pinned else 0.5
    return Line(
        "interests", text[:MOST_LINE_LETTERS], importance, at / MOST_INTERESTS, tuple(behind), interest.id
    )


def _of_style(style: Style) -> list[Line]:
    languages = style.traits["language"].shares
    spoken = [_name_of(code) for code, share in languages.items() if share >= 0.1]  # noqa: PLR2004 - a tenth is worth a word
    told: list[Line] = []
    if len(spoken) > 1:
        told.append(Line("style", f"They write in {', '.join(each for each in spoken if each)}.", 0.5))
    hours = style.value("hours")
    if hours:
        told.append(Line("style", f"They are mostly awake from {hours.replace('-', ' to ')} o'clock.", 0.2))
    return told


def _ahead(style: Style, locale: str, today: date) -> list[Line]:
    holidays = find_holidays(style.value("region"), locale[:2], today, AHEAD_DAYS)
    return [
        Line("ahead", f"{each.day.isoformat()}: {each.name}, a public holiday", 0.3) for each in holidays[:2]
    ]


def _name_of(language: str) -> str:
    try:
        return Locale.parse(language).get_display_name("en") or ""
    except (ValueError, UnknownLocaleError):
        return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
