"""Style over HTTP: how the person writes, where each trait comes from, and their hand on it."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from beknown.kit import clock
from beknown.kit.web import Caller, Db, SignedIn
from beknown.understanding import style_store
from beknown.understanding.holidays_ahead import Holiday, find_holidays
from beknown.understanding.read_language import LANGUAGES
from beknown.understanding.style import BY_CODE, find_style, set_trait
from beknown.understanding.style_types import CHOICES, Known, Style, Trait

router = APIRouter(prefix="/you/style", tags=["you"])
AHEAD_DAYS = 120
MOST_SHARES = 24
MOST_EXAMPLES = 5


class ShareOut(BaseModel):
    """What was seen, as a share of the texts that say something of the trait."""

    value: str
    share: float


class TraitOut(BaseModel):
    """A trait; `choices` are what it may be set to, empty where it is a code or can't be set."""

    trait: str
    value: str
    origin: str
    confidence: float
    evidence: int
    shares: list[ShareOut]
    learned: str
    choices: list[str]
    may_set: bool


class HolidayOut(BaseModel):
    """A public holiday ahead."""

    model_config = ConfigDict(from_attributes=True)

    day: date
    name: str


class StyleOut(BaseModel):
    """How the person writes; `mixing` is the share of texts in several languages at once."""

    texts: int
    mixing: float
    traits: list[TraitOut]
    holidays: list[HolidayOut]


class TraitIn(BaseModel):
    """What a trait shall be; None gives it back to what is learned."""

    value: str | None = Field(None, max_length=64)


class ExampleOut(BaseModel):
    """A text that a trait was read from."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    text: str
    occurred_at: datetime | None


@router.get("")
async def get_style(caller: SignedIn, db: Db) -> StyleOut:
    """Give how the person writes."""
    async with db.begin(caller.scope("export")) as tx:
        style = await find_style(tx, locale=caller.locale, time_zone=caller.time_zone)
    return _show(style, _holidays(style, caller))


@router.put("/{trait}")
async def put_trait(trait: Trait, body: TraitIn, caller: SignedIn, db: Db) -> StyleOut:
    """Set a trait by hand, or give it back."""
    async with db.begin(caller.scope("export")) as tx:
        await set_trait(tx, trait, body.value)
        style = await find_style(tx, locale=caller.locale, time_zone=caller.time_zone)
    return _show(style, _holidays(style, caller))


@router.get("/examples/{mark}")
async def get_examples(mark: str, caller: SignedIn, db: Db) -> list[ExampleOut]:
    """Give some texts that bear a mark, such as `language:de`."""
    async with db.begin(caller.scope("export")) as tx:
        rows = await style_store.find_examples(tx, mark, MOST_EXAMPLES)
    return [ExampleOut.model_validate(row) for row in rows]


def _holidays(style: Style, caller: Caller) -> list[Holiday]:
    today = clock.now().date()
    return find_holidays(style.value("region"), caller.locale[:2], today, AHEAD_DAYS)


def _show(style: Style, holidays: list[Holiday]) -> StyleOut:
    return StyleOut(
        texts=style.texts,
        mixing=style.mixing,
        traits=[_show_trait(known) for known in style.traits.values()],
        holidays=[HolidayOut.model_validate(each) for each in holidays],
    )


def _show_trait(known: Known) -> TraitOut:
    choices = list(CHOICES.get(known.trait, LANGUAGES if known.trait == "language" else ()))
    return TraitOut(
        trait=known.trait,
        value=known.value,
        origin=known.origin,
        confidence=known.confidence,
        evidence=known.evidence,
        shares=[
            ShareOut(value=value, share=share) for value, share in list(known.shares.items())[:MOST_SHARES]
        ],
        learned=known.learned,
        choices=choices,
        may_set=known.trait in CHOICES or known.trait in BY_CODE,
    )
