"""One invented life, the same for the same seed: who talks with whom, when and about what."""

import random
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

Channel = Literal["whatsapp", "facebook", "instagram", "telegram"]
_PHOTO = re.compile(r"\s*\[photo:(\w+)\]\s*")
_SLOT = re.compile(r"\{(\w+)\}")
_SPEAKER = re.compile(r"^([^:]{1,20}): ")


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `photo` names a picture's motif, "" for none."""

    at: datetime
    sender: str
    text: str
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation on one channel, in order of time."""

    key: str
    title: str
    channel: Channel
    members: tuple[str, ...]
    messages: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A place and when it was visited."""

    name: str
    address: str
    at: datetime
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Life:
    """All of it. Lists of (when, what) are in order of time."""

    owner: str
    handle: str
    time_zone: str
    people: tuple[dict[str, Any], ...]
    talks: tuple[Talk, ...]
    posts: tuple[Said, ...]
    notes: tuple[tuple[datetime, str, str], ...]
    searches: tuple[tuple[datetime, str], ...]
    watched: tuple[tuple[datetime, str], ...]
    visits: tuple[Visit, ...]
    asked: tuple[Talk, ...]


@lru_cache(maxsize=4)
def invent_life(seed: int = 1640, messages: int = 6_000) -> Life:
    """Invent the life.

    Args:
        seed: The same seed gives the same life, to the letter.
        messages: About how many messages of small talk stand around the stories.
    """
    plan = tomllib.loads((Path(__file__).parent / "life.toml").read_text(encoding="utf-8"))
    chance = random.Random(seed)  # noqa: S311 - an invented life, no secret
    zone = ZoneInfo(plan["time_zone"])
    talks = _Talks(plan, chance, zone).write(messages)
    days = _Days(plan, chance, zone)
    return Life(
        owner=plan["owner"],
        handle=plan["handle"],
        time_zone=plan["time_zone"],
        people=tuple(plan["people"]),
        talks=talks,
        posts=tuple(
            Said(at, plan["owner"], text, _motif(text)) for at, text in days.spread(plan["posts"]["lines"])
        ),
        notes=tuple((at, note[0], note[1]) for at, note in days.spread(plan["notes"]["lines"])),
        searches=tuple(days.spread(plan["searches"]["lines"] * 8)),
        watched=tuple(days.spread(plan["watched"]["lines"] * 10)),
        visits=tuple(_visit(one, zone) for one in plan["visits"]),
        asked=tuple(_asked(one, number, zone) for number, one in enumerate(plan["asked"])),
    )


def _motif(text: str) -> str:
    motifs = {
        "Lisbon": "alfama",
        "oak": "oak",
        "Pixel": "cat",
        "snow": "river",
        "Moved": "river",
        "buns": "cake",
    }
    return next((motif for word, motif in motifs.items() if word in text), "")


def _visit(plan: dict[str, Any], zone: ZoneInfo) -> Visit:
    at = datetime.combine(plan["at"], time(11, 20), zone).astimezone(UTC)
    return Visit(plan["name"], plan["address"], at, plan["latitude"], plan["longitude"])


def _asked(plan: dict[str, Any], number: int, zone: ZoneInfo) -> Talk:
    at = datetime.combine(plan["at"], time(20, 15), zone).astimezone(UTC)
    messages: list[Said] = []
    for line in plan["lines"]:
        sender, _, text = line.partition(": ")
        messages.append(Said(at, sender, text))
        at += timedelta(seconds=40)
    return Talk(f"asked-{number}", plan["title"], "whatsapp", ("Maya", "ChatGPT"), tuple(messages))


class _Days:
    """Spreads things evenly over the years, at plausible hours."""

    def __init__(self, plan: dict[str, Any], chance: random.Random, zone: ZoneInfo) -> None:
        self._first: date = plan["first_day"]
        self._days = (plan["last_day"] - plan["first_day"]).days
        self._chance = chance
        self._zone = zone

    def any(self) -> datetime:
        """A moment of some day, between breakfast and late evening."""
        day = self._first + timedelta(days=self._chance.randrange(self._days))
        minute = self._chance.randrange(7 * 60, 23 * 60)
        at = datetime.combine(day, time(minute // 60, minute % 60, self._chance.randrange(60)), self._zone)
        return at.astimezone(UTC)

    def spread(self, things: list[Any]) -> list[tuple[datetime, Any]]:
        """Each thing with its moment, in order of time."""
        return sorted(((self.any(), thing) for thing in things), key=lambda pair: pair[0])


class _Talks:
    """Writes all conversations: stories on their dates, small talk between them."""

    def __init__(self, plan: dict[str, Any], chance: random.Random, zone: ZoneInfo) -> None:
        self._plan = plan
        self._chance = chance
        self._zone = zone
        self._days = _Days(plan, chance, zone)
        self._names = {person["key"]: person["name"] for person in plan["people"]}
        self._short = {name.split()[0]: name for name in (*self._names.values(), plan["owner"])}

    def write(self, messages: int) -> tuple[Talk, ...]:
        """Every conversation, with about so many messages of small talk in all."""
        told: dict[str, list[list[Said]]] = {}
        for arc in self._plan["arcs"]:
            told.setdefault(arc["talk"], []).append(self._story(arc))
        partners = [*self._plan["people"], *self._plan["groups"]]
        weight = sum(partner["weight"] for partner in partners)
        talks: list[Talk] = []
        for partner in partners:
            share = messages * partner["weight"] // weight
            talks.extend(self._talks_with(partner, told.get(partner["key"], []), share))
        return tuple(talks)

    def _talks_with(self, partner: dict[str, Any], stories: list[list[Said]], share: int) -> list[Talk]:
        channels: list[Channel] = partner.get("channels") or [partner["channel"]]
        members = tuple(self._names[key] for key in partner.get("members", [partner["key"]]))
        talks: list[Talk] = []
        for number, channel in enumerate(channels):
            chats = [] if number else list(stories)
            count = 0
            while count < share // len(channels):
                chats.append(self._small_talk(partner["language"], members))
                count += len(chats[-1])
            chats.sort(key=lambda chat: chat[0].at)
            messages = tuple(said for chat in chats for said in chat)
            title = partner.get("title") or partner["name"]
            talks.append(
                Talk(partner["key"], title, channel, (self._plan["owner"], *members), _ordered(messages))
            )
        return talks

    def _story(self, arc: dict[str, Any]) -> list[Said]:
        at = datetime.combine(arc["start"], time(self._chance.randrange(9, 20), 12), self._zone).astimezone(
            UTC
        )
        said: list[Said] = []
        for line in arc["lines"]:
            match = _SPEAKER.match(line)
            sender = self._short[match.group(1)] if match else self._plan["owner"]
            said.append(self._said(at, sender, line[match.end() :] if match else line))
            at += timedelta(seconds=self._chance.randrange(20, 420))
        return said

    def _small_talk(self, language: str, members: tuple[str, ...]) -> list[Said]:
        template = self._chance.choice(
            [one for one in self._plan["smalltalk"] if one["language"] == language]
        )
        pair = [self._plan["owner"], self._chance.choice(members)]
        self._chance.shuffle(pair)
        at = self._days.any()
        said: list[Said] = []
        for line in template["lines"]:
            sender = pair[0] if line.startswith("A: ") else pair[1]
            said.append(self._said(at, sender, _SLOT.sub(self._fill, line[3:])))
            at += timedelta(seconds=self._chance.randrange(15, 900))
        return said

    def _fill(self, slot: re.Match[str]) -> str:
        return str(self._chance.choice(self._plan["slots"][slot.group(1)]))

    def _said(self, at: datetime, sender: str, line: str) -> Said:
        photo = _PHOTO.search(line)
        return Said(at, sender, _PHOTO.sub(" ", line).strip(), photo.group(1) if photo else "")


def _ordered(messages: tuple[Said, ...]) -> tuple[Said, ...]:
    return tuple(sorted(messages, key=lambda said: said.at))
