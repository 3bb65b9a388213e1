"""What Beknown makes for one person: lines in plain words, each with the numbers of the sources that it stands on."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

MadeKind = Literal["today", "interest", "years", "thread"]
"""The day's brief; about an interest that rises; a day some years ago; a long thread in short."""

Said = Literal["date", "answered", "posted", "published", "met", "quote", "words"]
"""What a line tells: a birthday or the like in `amount` days; somebody answered the person; somebody posted; a source
published; the interest was met `amount` times; somebody's words as they stand; a sentence that a model wrote."""

RefKind = Literal["event", "post", "item"]


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Names a source: an event of the person, a post with its author, or an item of an outlet."""

    kind: RefKind
    id: UUID
    author: UUID | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """A source as the person may read it: whose words they are, and the words. `link` leads out, for items."""

    ref: SourceRef
    name: str
    text: str
    at: datetime | None
    link: str = ""

    @property
    def digest(self) -> str:
        """A hash of the words, by which it shows that they were changed."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """A line; `sources` are numbers from 1. `text` is somebody's own words, or a model's for `words`."""

    said: Said
    sources: tuple[int, ...]
    text: str = ""
    name: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """Something to make.

    Args:
        kind: Which.
        subject: What it is about, as an id or a day: one of a subject holds.
        occasion: Why now: the same occasion of the same subject is the same thing.
        about: What its heading names: an interest, a number.
        lines: By code alone.
        materials: Its sources, numbered from 1; more than the lines use, where a model may say more.
        expires_at: Until when it is shown.
    """

    kind: MadeKind
    subject: str
    occasion: str
    about: str
    lines: tuple[Line, ...]
    materials: tuple[Material, ...]
    expires_at: datetime

    def id_for(self, person: UUID) -> UUID:
        """Give its id: the same for the same person, subject and occasion."""
        return uuid5(person, f"made {self.kind} {self.subject} {self.occasion}")

    def prune(self) -> "Draft":
        """Give it with the sources that its lines use, numbered anew."""
        used = sorted({number for line in self.lines for number in line.sources})
        anew = {number: place for place, number in enumerate(used, start=1)}
        lines = tuple(
            replace(line, sources=tuple(anew[each] for each in line.sources)) for line in self.lines
        )
        return replace(self, lines=lines, materials=tuple(self.materials[number - 1] for number in used))


@dataclass(frozen=True, slots=True)
class MadeItem:
    """Something that was made, as the person may read it now; `model` is None where code alone made it."""

    id: UUID
    kind: MadeKind
    subject: str
    about: str
    lines: tuple[Line, ...]
    model: str | None
    made_at: datetime
    sources: tuple[Material, ...]

    @property
    def text(self) -> str:
        """All its words, for what rules say about it."""
        return "\n".join([self.about, *(line.text for line in self.lines)])


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is made, in the person's own time."""

    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The person's day."""
        return self.at.astimezone(self.zone).date()


@dataclass(slots=True)
class Page:
    """Gathers lines with their sources: each source has one number."""

    lines: list[Line] = field(default_factory=list[Line])
    materials: list[Material] = field(default_factory=list[Material])

    def number(self, material: Material) -> int:
        """Give the number of a source."""
        if material not in self.materials:
            self.materials.append(material)
        return self.materials.index(material) + 1

    def add(self, said: Said, *materials: Material, text: str = "", name: str = "", amount: int = 0) -> None:
        """Add a line."""
        self.lines.append(Line(said, tuple(self.number(each) for each in materials), text, name, amount))
