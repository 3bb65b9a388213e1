"""Keep from learners what a person says to the assistant that only hints at distress; `learn.py` hears plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Unavailable
from beknown.models import Embedder
from beknown.understanding.care import notice
from beknown.understanding.care_hints import GENTLE, SPACE, find_hint, may_hint
from beknown.understanding.interests import GetEmbedder
from beknown.understanding.learn import Heard, Learner

SAID_TO_ASSISTANT = "assistant.message.asked.v1"
MOST_LETTERS = 2_000
"""What care reads of a question, and so what is judged here."""


@dataclass(frozen=True, slots=True)
class Shelter:
    """A learner of many: each learns from all but what hints.

    Args:
        get_embedder: Gives the embedder.
        learners: Who learns, in this order.
    """

    get_embedder: GetEmbedder
    learners: tuple[Learner, ...]
    name: str = "all"

    async def learn(self, db: Database, scope: Scope, heard: Sequence[Heard]) -> None:
        """Have each learn from a batch, less what hints."""
        left = await leave_out_hints(heard, self.get_embedder)
        for learner in self.learners:
            await learner.learn(db, scope, left)

    async def settle(self, db: Database, scope: Scope) -> None:
        """Have each settle."""
        for learner in self.learners:
            await learner.settle(db, scope)

    async def clear(self, tx: Tx) -> None:
        """Have each drop what it learned."""
        for learner in self.learners:
            await learner.clear(tx)


async def leave_out_hints(heard: Sequence[Heard], get_embedder: GetEmbedder) -> list[Heard]:
    """Give events without questions to the assistant that care would make an offer for.

    It is so whether the person has offers switched on or not: less is learned, and nothing is told. With an embedder
    of another space than the lines of care are known in, nothing is left out.

    Raises:
        Unavailable: There is no embedder; whoever learns comes again.
    """
    if not any(_may_hint(each) for each in heard):
        return list(heard)
    embedder = await get_embedder()
    if embedder.name != SPACE:
        return list(heard)
    return [each for each in heard if not (_may_hint(each) and await _hints(each, embedder))]


def _may_hint(heard: Heard) -> bool:
    return heard.is_mine and heard.type == SAID_TO_ASSISTANT and may_hint(heard.text)


async def _hints(heard: Heard, embedder: Embedder) -> bool:
    return find_hint(await embedder.embed_query(heard.text[:MOST_LETTERS])).score >= GENTLE


async def is_hard(text: str, get_embedder: GetEmbedder) -> bool:
    """Say whether words tell of hard times, plainly or by a hint: nothing is brought back of them unasked.

    Without an embedder that knows hints, words that may hint count as hard. It errs on the side of yes.
    """
    if notice(text).level != "none":
        return True
    if not may_hint(text):
        return False
    try:
        embedder = await get_embedder()
    except Unavailable:
        return True
    if embedder.name != SPACE:
        return True
    return find_hint(await embedder.embed_query(text[:MOST_LETTERS])).score >= GENTLE
