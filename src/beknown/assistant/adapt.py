"""Answers that fit the person: what is known of them for a question, and how they like to be written to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from beknown.assistant.language import Language
from beknown.assistant.types import Asker, Question
from beknown.kit.db import Database, Tx
from beknown.understanding import NO_PROFILE, Profile, Recalled, Style, find_profile, find_style

MOST_CHARACTERS = 2000


async def find_about(tx: Tx, question: Question, recalled: Sequence[Recalled], style: Style) -> Profile:
    """Give what the model is told of the person for a question; nothing in a temporary chat."""
    if question.is_temporary:
        return NO_PROFILE
    return await find_profile(
        tx,
        question.text[:MOST_CHARACTERS],
        near=[each.event_id for each in recalled],
        locale=question.asker.locale,
        style=style,
    )


async def adapt(db: Database, question: Question) -> tuple[Question, Style]:
    """Have a question's answer follow how the person writes: their language if they set one, dates and hours."""
    asker = question.asker
    async with db.begin(asker.scope("assistant")) as tx:
        style = await find_style(tx, locale=asker.locale, time_zone=asker.time_zone)
    return replace(question, asker=fit(asker, style)), style


def fit(asker: Asker, style: Style) -> Asker:
    """Give an asker the ways of a style. What only the account's locale says is left to the locale."""
    language, dates, zone = style.traits["language"], style.traits["dates"], style.traits["time_zone"]
    is_ours = language.value in get_args(Language)
    return replace(
        asker,
        speech=language.value if language.origin == "set" and is_ours else "",
        clock=style.value("clock") or "24",
        dates=dates.value if dates.origin in {"set", "learned"} else "",
        time_zone=zone.value if zone.origin == "set" else asker.time_zone,
    )
