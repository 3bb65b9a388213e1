"""What was decided about oneself: see it, appeal, and whether one may post."""

from dataclasses import dataclass
from uuid import UUID

from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, Refused
from beknown.kit.words import tidy_text
from beknown.social import moderation_store
from beknown.social import standing_store as store
from beknown.social.moderation_types import OwnDecision, OwnReport

MAX_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided about a person, what they reported, and what they may do about others' reports."""

    decisions: list[OwnDecision]
    reports: list[OwnReport]


async def find_standing(tx: Tx) -> Standing:
    """Give what was decided about the person and what they reported, the latest first."""
    return Standing(await store.find_own_decisions(tx), await moderation_store.find_own_reports(tx))


async def appeal(tx: Tx, decision: UUID, words: str) -> Standing:
    """Ask for a decision about oneself to be looked at again; give the standing.

    Raises:
        Invalid: Nothing is said, or too much.
        Conflict: It isn't in force, or was appealed already.
    """
    words = tidy_text(words)
    if not 0 < len(words) <= MAX_WORDS:
        raise Invalid(f"Say why in 1 to {MAX_WORDS} letters; these are {len(words)}.")
    if not await store.appeal_decision(tx, decision, words):
        raise Conflict("This isn't in force any more, or you appealed already. Load the page again.")
    return await find_standing(tx)


async def check_may_post(tx: Tx) -> None:
    """Check that the person may say something to others.

    Raises:
        Refused: They are suspended; the message says until when.
    """
    until = await store.find_suspension(tx)
    if until is not None:
        raise Refused(
            f"You can't post until {until:%Y-%m-%d %H:%M} UTC. Why, and how to appeal, stands under 'Standing'."
        )
