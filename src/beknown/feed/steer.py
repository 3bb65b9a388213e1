"""What somebody says about their feed becomes rules: read by a capable model where there is one, by words otherwise."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from beknown.feed.steer_grammar import LANGUAGES, SteerLanguage
from beknown.feed.steer_model import read_by_model
from beknown.feed.steer_read import MOST_LETTERS, read_steering
from beknown.feed.steer_rules import Kept, find_known, keep_reading
from beknown.feed.steer_types import Known, Reading, read_zone
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import BeknownError, Invalid
from beknown.kit.ids import PersonId
from beknown.models import Models


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it: their time zone (IANA) and locale decide what times and words mean."""

    person: PersonId
    time_zone: str = "UTC"
    locale: str = "en"

    @property
    def zone(self) -> ZoneInfo:
        """Their time zone; an unknown one counts as UTC."""
        return read_zone(self.time_zone)

    @property
    def language(self) -> SteerLanguage | None:
        """The language of their locale, where steering is read in it."""
        wanted = self.locale.split("-")[0]
        return next((each for each in LANGUAGES if each == wanted), None)


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a saying."""

    reading: Reading
    kept: Kept


async def say(db: Database, models: Models | None, speaker: Speaker, text: str) -> Said:
    """Read what a person says about their feed, and keep the rules.

    Args:
        db: The door.
        models: Where a capable model may be; None to read by words alone.
        speaker: Who says it.
        text: What they say.

    Raises:
        Invalid: They say nothing, or too much.
        Conflict: There are very many rules already.
    """
    text = "; ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    if not text or len(text) > MOST_LETTERS:
        raise Invalid(
            f"Say in 1 to {MOST_LETTERS} letters what you want more or less of; this has {len(text)}."
            " For instance: less politics this week, more ceramics."
        )
    scope = Scope(speaker.person, "export")
    async with db.begin(scope) as tx:
        known = await find_known(tx, text)
    reading = await _read(models, speaker, text, known)
    async with db.begin(scope) as tx:
        return Said(reading, await keep_reading(tx, text, reading))


async def _read(models: Models | None, speaker: Speaker, text: str, known: Known) -> Reading:
    at = clock.now()
    by_words = read_steering(text, at=at, zone=speaker.zone, known=known, language=speaker.language)
    if models is None:
        return by_words
    try:
        report = await models.describe_language()
        model = None if report.is_small else await models.language()
    except BeknownError:
        return by_words  # no model now: words are read all the same
    if model is None or model.capabilities.is_small or not model.capabilities.has_json_schema:
        return by_words
    return await read_by_model(model, text, at=at, zone=speaker.zone, known=known) or by_words
