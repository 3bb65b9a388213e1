"""An invented world of many people: who writes to whom, in which groups, who has a birthday when, what is promised."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from beknown.events import EventDraft

_FIRST = [
    "Ana",
    "Jonas",
    "Priya",
    "Erik",
    "Karin",
    "Sofia",
    "Lena",
    "Tomás",
    "Mia",
    "Noah",
    "Elin",
    "Hugo",
    "Clara",
    "Nuno",
    "Inês",
    "Paul",
    "Marie",
    "Luis",
    "Eva",
    "Ben",
    "Zoë",
    "Omar",
    "Aiko",
    "Lars",
    "Nina",
    "Theo",
    "Ida",
    "Max",
    "Rosa",
    "Leo",
    "Greta",
    "Ivo",
    "Maren",
    "Amir",
    "Dora",
    "Felix",
    "Hana",
    "Igor",
    "Julia",
    "Kofi",
]
_LAST = [
    "Duarte",
    "Ek",
    "Raman",
    "Lindqvist",
    "Berg",
    "Vogt",
    "Rivera",
    "Okafor",
    "Silva",
    "Weber",
    "Moreau",
    "Costa",
    "Haddad",
    "Tanaka",
    "Novak",
    "Jensen",
    "Rossi",
    "Kaya",
    "Petrov",
    "Brandt",
    "Almeida",
    "Keller",
    "Dubois",
    "Ferreira",
    "Nilsson",
    "Moreno",
    "Schmidt",
    "Laurent",
    "Santos",
    "Fischer",
    "Larsen",
    "Mendes",
    "Roth",
    "Sato",
    "Bauer",
    "Lopes",
    "Meyer",
    "Girard",
    "Cruz",
    "Falk",
    "Engel",
    "Nunes",
    "Wolf",
    "Perrin",
    "Reyes",
    "Holm",
    "Krug",
    "Pires",
    "Lang",
    "Blanc",
]
_WORDS = [
    "so",
    "the",
    "train",
    "was",
    "late",
    "again",
    "but",
    "we",
    "laughed",
    "all",
    "the",
    "way",
    "and",
    "then",
    "it",
    "rained",
    "over",
    "the",
    "whole",
    "garden",
    "party",
]
LAST_DAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
YEARS = 6
ME = "Maya Lindqvist"


def invent_world(people: int, events: int, *, seed: int = 7) -> Iterator[EventDraft]:
    """Invent messages between the person and so many people, by Zipf's law, over six years; some are in groups.

    Args:
        people: How many.
        events: How many messages in all.
        seed: The same seed gives the same world.
    """
    chance = random.Random(seed)  # noqa: S311 - an invented world, no secret
    names = _names(people)
    groups = [chance.sample(names, chance.randint(3, 12)) for _ in range(max(3, people // 40))]
    weights = [1 / (rank + 3) for rank in range(people)]
    chosen = chance.choices(range(people), weights, k=max(0, events - people))
    for number, who in enumerate([*range(people), *chosen]):
        is_mine = chance.random() < 0.45  # noqa: PLR2004 - a little less than the others
        at = LAST_DAY - timedelta(minutes=chance.randrange(YEARS * 365 * 24 * 60))
        group = chance.randrange(len(groups)) if chance.random() < 0.2 else None  # noqa: PLR2004 - one in five
        other = names[who] if group is None else chance.choice(groups[group])
        title = other if group is None else f"Group {group}"
        yield EventDraft(
            type="social.message.sent.v1" if is_mine and number >= people else "social.message.received.v1",
            key=str(number),
            occurred_at=at,
            text=_text(chance, number),
            speaker=ME if is_mine and number >= people else other,
            is_mine=is_mine and number >= people,
            thread=title,
            thread_title=title,
        )


def _names(people: int) -> list[str]:
    pairs = [f"{first} {last}" for last in _LAST for first in _FIRST]
    return [
        pairs[at % len(pairs)] + (f" {at // len(pairs) + 1}" if at >= len(pairs) else "")
        for at in range(people)
    ]


def _text(chance: random.Random, number: int) -> str:
    if number % 500 == 0:
        return "Happy birthday!"
    if number % 333 == 0:
        return "I'll send you the photos tomorrow"
    return " ".join(chance.choices(_WORDS, k=chance.randint(3, 14)))
