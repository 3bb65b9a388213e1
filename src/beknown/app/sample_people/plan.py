"""Plan three months of a sample community: who posts, follows, answers, reacts and talks, and when. Pure.

The same seed gives the same months. Whom people follow, answer and like comes of what they like to speak of; one in
four grows into a new taste in the middle of it.
"""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("community.toml")
DAYS = 90
SAMPLE_HOST = "sample.invalid"
"""No mail ever goes there, and nobody else can have an address at it. Source: RFC 2606, section 2."""

REACTIONS = ("like", "like", "like", "love", "laugh", "wow", "thanks")
DRIFTING = 4
MOST_ANSWERS = 3
LIKES, STRAYS = 0.35, 0.02
"""How likely a post is reacted to by who likes its topic, and by anybody else."""

SAVES, REPLIES = 0.1, 0.3
"""Of those who react, how many save it and how many answer."""

NEAR, FAR = 0.75, 0.08
"""How likely somebody follows who shares a taste, and who doesn't."""

Act = Literal["post", "reply", "react", "save", "follow"]


class Taste(BaseModel):
    """What is said of a topic."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: str
    things: list[str]
    posts: list[str]
    replies: list[str]


class Someone(BaseModel):
    """One of the people."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    tastes: list[str]

    @property
    def handle(self) -> str:
        """How they are written to."""
        return self.name.lower().replace(" ", "_")

    @property
    def email(self) -> str:
        """What their account is known by."""
        return f"{self.name.lower().replace(' ', '.')}@{SAMPLE_HOST}"


class Group(BaseModel):
    """A conversation of several, with its lines: who says what."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    people: list[str]
    lines: list[tuple[str, str]]


class Community(BaseModel):
    """All of it, as it is written down."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tastes: dict[str, Taste]
    people: list[Someone]
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Deed:
    """What one of them does.

    Args:
        at: When.
        who: Their place in the list of people.
        act: What.
        text: What is said; the reaction's name where they react.
        post: The place of the post among all posts that this one is, or is about.
        whom: The place of who is followed.
    """

    at: datetime
    who: int
    act: Act
    text: str = ""
    post: int = -1
    whom: int = -1


@dataclass(frozen=True, slots=True)
class _Posted:
    at: datetime
    who: int
    topic: str


@cache
def read_community() -> Community:
    """Read what is written down."""
    return Community.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


def plan_months(people: Sequence[Someone], *, until: datetime, seed: int) -> list[Deed]:
    """Give all deeds in the order of their time; the last of them is before `until`."""
    chance = random.Random(seed)  # noqa: S311 - invented months, no secret
    start = until - timedelta(days=DAYS)
    tastes = [_grow(person, chance) for person in people]
    posts, deeds = _plan_posts(tastes, start, chance)
    deeds += _plan_follows(tastes, start, chance)
    deeds += _plan_answers(posts, tastes, until, chance)
    return sorted(deeds, key=lambda deed: deed.at)


def _grow(person: Someone, chance: random.Random) -> tuple[list[str], list[str]]:
    """Give what somebody likes in the first half and in the second."""
    if chance.randrange(DRIFTING):
        return person.tastes, person.tastes
    new = chance.choice([each for each in read_community().tastes if each not in person.tastes])
    return person.tastes, [person.tastes[0], new]


def _plan_posts(
    tastes: Sequence[tuple[list[str], list[str]]], start: datetime, chance: random.Random
) -> tuple[list[_Posted], list[Deed]]:
    known = read_community().tastes
    posts: list[_Posted] = []
    deeds: list[Deed] = []
    for who, (early, late) in enumerate(tastes):
        often = min(chance.lognormvariate(-1.1, 0.7), 1.5)
        said: set[str] = set()
        for day in range(DAYS):
            if chance.random() > often:
                continue
            topic = chance.choice(early if day < DAYS // 2 else late)
            at = start + timedelta(days=day, seconds=chance.triangular(6 * 3600, 86_000, 19 * 3600))
            text = _write(known[topic].posts, known[topic].things, chance)
            if text not in said:
                said.add(text)
                deeds.append(Deed(at, who, "post", text, post=len(posts)))
                posts.append(_Posted(at, who, topic))
    return posts, deeds


def _plan_follows(
    tastes: Sequence[tuple[list[str], list[str]]], start: datetime, chance: random.Random
) -> list[Deed]:
    deeds: list[Deed] = []
    for who, (early, late) in enumerate(tastes):
        for whom, theirs in enumerate(tastes):
            shared = len({*early, *late} & {*theirs[0], *theirs[1]})
            if who != whom and chance.random() < (NEAR if shared else FAR):
                at = start + timedelta(days=chance.betavariate(1, 3) * DAYS)
                deeds.append(Deed(at, who, "follow", whom=whom))
    return deeds


def _plan_answers(
    posts: Sequence[_Posted],
    tastes: Sequence[tuple[list[str], list[str]]],
    until: datetime,
    chance: random.Random,
) -> list[Deed]:
    deeds: list[Deed] = []
    half = until - timedelta(days=DAYS / 2)
    for number, post in enumerate(posts):
        charm = min(chance.lognormvariate(0, 0.6), 3.0)
        replies = read_community().tastes[post.topic].replies[:]
        chance.shuffle(replies)
        del replies[MOST_ANSWERS:]
        for who, (early, late) in enumerate(tastes):
            likes_it = post.topic in (early if post.at < half else late)
            at = post.at + timedelta(minutes=chance.expovariate(1 / 240))
            if who == post.who or at >= until or chance.random() > (LIKES if likes_it else STRAYS) * charm:
                continue
            deeds.append(Deed(at, who, "react", chance.choice(REACTIONS), post=number))
            if likes_it and chance.random() < SAVES:
                deeds.append(Deed(at + timedelta(seconds=5), who, "save", post=number))
            if replies and chance.random() < REPLIES:
                deeds.append(Deed(at + timedelta(minutes=1), who, "reply", replies.pop(), post=number))
    return deeds


def _write(frames: Sequence[str], things: Sequence[str], chance: random.Random) -> str:
    text = chance.choice(frames).format(thing=chance.choice(things))
    return text[:1].upper() + text[1:]
