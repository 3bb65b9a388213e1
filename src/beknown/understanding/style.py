"""How a person writes: languages, manner, hours, customs; learned from their own words, and set by their own hand."""

import asyncio
from collections.abc import Mapping, Sequence
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from beknown.events import EventDraft, append, ensure_source, purposes_of
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, Invalid
from beknown.kit.ids import EventId, new_id
from beknown.understanding import style_store
from beknown.understanding.learn import Heard
from beknown.understanding.read_language import LANGUAGES
from beknown.understanding.read_style import read_style
from beknown.understanding.style_marks import read_marks
from beknown.understanding.style_types import CHOICES, TRAITS, Style, Trait
from beknown.understanding.tell import SOURCE_KIND

SET = "understanding.style.set.v1"
OWN_WORDS = frozenset(
    {
        "social.message.sent.v1",
        "social.post.published.v1",
        "social.post.shared.v1",
        "social.comment.written.v1",
        "social.comment.shared.v1",
        "social.story.published.v1",
        "assistant.message.asked.v1",
    }
)
"""Types of events that hold the person's own words as they write to others."""

BY_CODE: frozenset[Trait] = frozenset({"language", "time_zone", "region"})


class Styles:
    """The learner of style. Marks are kept by event and counted by the database; there is nothing to settle."""

    name = "style"

    async def learn(self, db: Database, scope: Scope, heard: Sequence[Heard]) -> None:
        """Keep the marks of the person's own words, and what they set by hand."""
        observed = await asyncio.to_thread(_observe, heard)
        choices = [each for each in heard if each.type == SET]
        if not observed and not choices:
            return
        async with db.begin(scope) as tx:
            await style_store.add_observations(tx, observed)
            for each in choices:
                await _keep_choice(tx, each.id, each.payload, sorted(each.purposes))

    async def settle(self, db: Database, scope: Scope) -> None:
        """Do nothing: counts are always up to date."""
        del db, scope

    async def clear(self, tx: Tx) -> None:
        """Drop all of it."""
        await style_store.clear(tx)


async def find_style(tx: Tx, *, locale: str, time_zone: str) -> Style:
    """Give how the person writes.

    Args:
        tx: Each purpose is shown what was learned from sources that serve it; only `assistant`, `live`, `export`
            and `safety` see any of it.
        locale: The account's: what holds where nothing was learned.
        time_zone: The account's.
    """
    known = await style_store.find_known(tx)
    return read_style(known.counts, known.choices, locale=locale, time_zone=time_zone)


async def set_trait(tx: Tx, trait: Trait, value: str | None) -> EventId:
    """Set a trait by hand, or with None give it back to what is learned.

    Args:
        tx: A transaction with purpose `export`: the person's own hand.
        trait: Which one.
        value: What it shall be.

    Raises:
        Invalid: It can't be set so.
    """
    if value is not None:
        _check_value(trait, value)
    payload = {"trait": trait, "value": value}
    draft = EventDraft(
        type=SET,
        key=str(new_id()),
        occurred_at=clock.now(),
        text=f"Set {trait.replace('_', ' ')}: {value}"
        if value
        else f"Left {trait.replace('_', ' ')} to be learned",
        is_mine=True,
        payload=payload,
    )
    event = await append(tx, await ensure_source(tx, SOURCE_KIND), draft)
    if event is None:
        raise Conflict("This couldn't be kept just now. Try again.")
    await _keep_choice(tx, event, payload, sorted(purposes_of(SET)))
    return event


def _check_value(trait: Trait, value: str) -> None:
    if trait in CHOICES:
        is_right = value in CHOICES[trait]
    elif trait == "language":
        is_right = value in LANGUAGES
    elif trait == "time_zone":
        is_right = value in available_timezones()
    else:
        is_right = trait == "region" and _is_region(value)
    if not is_right:
        raise Invalid(f"{trait.replace('_', ' ')} can't be set to {value!r}.")


def _is_region(value: str) -> bool:
    try:
        return len(value) == 2 and value.upper() in Locale("en").territories  # noqa: PLR2004 - ISO 3166-1
    except UnknownLocaleError:
        return False


def _observe(heard: Sequence[Heard]) -> list[tuple[Heard, tuple[str, ...]]]:
    own = (each for each in heard if each.is_mine and each.type in OWN_WORDS)
    marked = ((each, read_marks(each.text, each.occurred_at)) for each in own)
    return [(each, marks) for each, marks in marked if marks]


async def _keep_choice(
    tx: Tx, event: EventId, payload: Mapping[str, object], purposes: Sequence[str]
) -> None:
    trait, value = payload.get("trait"), payload.get("value")
    if trait in TRAITS:
        await style_store.add_choice(
            tx, event, str(trait), value if isinstance(value, str) else None, purposes
        )
