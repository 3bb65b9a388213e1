"""Learn beliefs: find what is said in each event, keep it as proposals, and settle what is held after a slice."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import EventId
from beknown.understanding import proposal_store
from beknown.understanding.belief_types import LANGUAGE_RULES, ME, Extractor, Utterance
from beknown.understanding.extract import may_stand
from beknown.understanding.learn import Heard
from beknown.understanding.proposal_store import FoundRow, as_proposal
from beknown.understanding.settle import settle_beliefs

MINE = frozenset(
    {
        "social.message.sent.v1",
        "social.post.published.v1",
        "social.post.shared.v1",
        "social.comment.written.v1",
        "social.comment.shared.v1",
        "social.story.published.v1",
        "note.note.written.v1",
        "assistant.message.asked.v1",
        "assistant.memory.told.v1",
    }
)
"""What a person says in their own words. What the assistant answers is none of it."""

THEIRS = frozenset({"social.message.received.v1"})
"""What somebody in their life says to them."""

SOMEBODY = 80
"""Longer names are titles of groups and lists, not somebody's."""


@dataclass(frozen=True, slots=True)
class BeliefLearner:
    """Learns what is believed.

    Args:
        extractor: Finds proposals, and lets only those through that the words bear out.
    """

    extractor: Extractor
    name: str = "beliefs"

    async def learn(self, db: Database, scope: Scope, heard: Sequence[Heard]) -> None:
        """Find what a batch of events says, and keep it with each event."""
        said = [(each.id, utterance) for each in heard if (utterance := read_heard(each)) is not None]
        if not said:
            return
        found = await self.extractor.propose([utterance for _, utterance in said])
        events = [event for event, _ in said]
        async with db.begin(scope) as tx:
            await proposal_store.replace_proposals(tx, LANGUAGE_RULES, zip(events, found, strict=True))
            of_models = await proposal_store.find_proposals_of_models(tx, events)
        gone = await asyncio.to_thread(_find_unborne, of_models, dict(said))
        async with db.begin(scope) as tx:
            for each in gone:
                await proposal_store.delete_proposal(tx, each)

    async def settle(self, db: Database, scope: Scope) -> None:
        """Hold what follows from all that was found, told and done."""
        async with db.begin(scope) as tx:
            await settle_beliefs(tx)

    async def clear(self, tx: Tx) -> None:
        """Drop what the rules of language found; what was told and done stays, and what a model has read."""
        await proposal_store.delete_proposals(tx, LANGUAGE_RULES)
        await settle_beliefs(tx)


def _find_unborne(rows: Sequence[FoundRow], said: Mapping[EventId, Utterance]) -> list[FoundRow]:
    """Find what models once found and the words don't bear out any more, now that others stand before them."""
    return [row for row in rows if not may_stand(said[EventId(row.event_id)], as_proposal(row))]


def read_heard(heard: Heard) -> Utterance | None:
    """Give what somebody said in an event; None where it isn't the person's own or said to them by somebody."""
    if not heard.text.strip():
        return None
    if heard.is_mine and heard.type in MINE:
        speaker = ME
    elif not heard.is_mine and heard.type in THEIRS and heard.speaker and len(heard.speaker) <= SOMEBODY:
        speaker = heard.speaker
    else:
        return None
    return Utterance(
        text=heard.text,
        lang=None,
        speaker=speaker,
        is_mine=heard.is_mine,
        said_at=heard.occurred_at,
        before=heard.before,
    )
