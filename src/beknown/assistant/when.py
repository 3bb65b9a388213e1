"""Reads a moment out of a sentence, in the person's language and time zone."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from beknown.assistant.language import Language
from beknown.kit import clock

MORNING_HOUR = 9
MAX_CHARACTERS = 500

_BARE_HOUR = re.compile(
    r"\b(at|um|gegen|à|a las?|às?)\s+(\d{1,2})(?![\d:.hH])(?!\s*(?:am|pm|uhr|o'clock|h\b|/|\.))",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\b(\d{1,2})\s?(?:h|uhr)(?:\s?(\d{2}))?\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d\s?[:h]\s?\d|\d\s?(?:am|pm)\b|hour|minute|second|stunde|heure|hora|noon|midnight|morning|tonight|evening|"
    r"mittag|abend|midi|minuit|soir|mediod[ií]a|noche|meio-dia|noite|sekunde|minuto|segundo",
    re.IGNORECASE,
)
_LOOSE_ENDS = re.compile(
    r"^(?:to|that|about|of|daran|an|de|d['\u2019]|que|para|zu|,|:|\s)+\s+|\s+(?:at|on|by|um|am|à|a|às|el|le|no|na|em)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that a sentence names, and the sentence without it."""

    at: datetime
    rest: str


def find_moment(text: str, zone: ZoneInfo, language: Language) -> Moment | None:
    """Find the future moment that a sentence names, or None.

    A day without a time means nine in the morning; a time that is over today means tomorrow.

    Args:
        text: The sentence.
        zone: The person's time zone.
        language: The language of the sentence.
    """
    from dateparser.search import search_dates  # noqa: PLC0415 - heavy, and most processes never need it

    local_now = clock.now().astimezone(zone)
    spelt = _HOURS.sub(lambda found: f"{found[1]}:{found[2] or '00'}", text[:MAX_CHARACTERS])
    spelt = _BARE_HOUR.sub(r"\1 \2:00", spelt)
    for each in dict.fromkeys((language, "en")):
        found = search_dates(spelt, languages=[each], settings=_settings(local_now))
        for words, at in found or []:
            moment = _settle(words, at.replace(tzinfo=None), local_now)
            if moment is not None:
                return Moment(moment.replace(tzinfo=zone).astimezone(UTC), _without(spelt, words))
    return None


def _settings(local_now: datetime) -> dict[str, object]:
    return {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": local_now.replace(tzinfo=None)}


def _settle(words: str, at: datetime, local_now: datetime) -> datetime | None:
    """Give the moment that was meant, or None when it lies in the past."""
    now = local_now.replace(tzinfo=None)
    if not _CLOCK.search(words):
        at = at.replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0)
    if at <= now and at.date() == now.date():
        at += timedelta(days=1)
    return at if at > now else None


def _without(text: str, words: str) -> str:
    rest = " ".join(text.replace(words, " ", 1).split())
    before = ""
    while rest != before:
        before, rest = rest, _LOOSE_ENDS.sub("", rest).strip(" ,.")
    return rest
