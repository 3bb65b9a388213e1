"""What the assistant may do with a person's feed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from beknown.feed import steer_rules
from beknown.feed.steer import Speaker, say
from beknown.feed.steer_read import read_steering
from beknown.feed.steer_types import Lack
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Invalid
from beknown.kit.ids import PersonId
from beknown.models import Models

__all__ = ["LACKS", "Speaker", "SteeredFeed", "is_about_feed", "steer_feed", "unsteer_feed"]

LEAST_WITHOUT_NAME = 2
_NAME = re.compile(r"\b(?:feed|timeline|fil)\b")

LACKS: dict[Lack, str] = {
    "amount": "say more, less, nothing or only",
    "target": "say of what",
    "person": "there is nobody of that name whom they follow; a handle such as @ana says who",
    "time": "say the time in another way",
}


@dataclass(frozen=True, slots=True)
class SteeredFeed:
    """What came of it.

    Args:
        understood: The words that became rules.
        unread: The words that didn't, each with what it lacks.
        rules: Ids of the new rules, by which they can be taken back.
        ended: How many rules it ended.
        idle: Those of the words that change nothing, as the feed never holds what they name.
    """

    understood: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]
    rules: tuple[UUID, ...]
    ended: int
    idle: tuple[str, ...] = ()


async def steer_feed(db: Database, models: Models | None, speaker: Speaker, what: str) -> SteeredFeed:
    """Have more, less, only or nothing of something on the feed, as the person says it in `what`.

    Raises:
        Invalid: Nothing of it was understood; the message says what is missing.
        Conflict: There are very many rules already.
    """
    said = await say(db, models, speaker, what)
    lacks = tuple((each.words, LACKS[each.lack]) for each in said.reading.unread)
    if not said.reading.rules and not said.kept.ended:
        missing = (
            "; ".join(f"{words!r}: {lack}" for words, lack in lacks)
            or "say of what there shall be more or less"
        )
        raise Invalid(f"That isn't understood yet. {missing}.")
    words = tuple(each.words for each in said.reading.rules)
    idle = tuple(each.words for each in said.reading.rules if each.is_idle)
    return SteeredFeed(words, lacks, said.kept.new, len(said.kept.ended), idle)


async def unsteer_feed(db: Database, person: PersonId, rules: Sequence[UUID]) -> None:
    """Take rules back; those that are over or gone stay so."""
    async with db.begin(Scope(person, "export")) as tx:
        await steer_rules.end_rules(tx, rules)


def is_about_feed(text: str, speaker: Speaker) -> bool:
    """Say whether an utterance steers the feed: it names the feed, or is plainly a list of wishes for it.

    'No sugar for three days' has the form of a wish as well; so without the feed's name it takes two wishes, all
    understood, at least one of which only makes sense for a feed (reposts, short things, posts of somebody).
    """
    reading = read_steering(text, at=clock.now(), zone=speaker.zone, language=speaker.language)
    if not reading.rules and not reading.usual:
        return False
    if _NAME.search(text.casefold()):
        return True
    kinds = {target.kind for rule in reading.rules for target in rule.targets}
    return len(reading.rules) >= LEAST_WITHOUT_NAME and not reading.unread and bool(kinds - {"topic"})
