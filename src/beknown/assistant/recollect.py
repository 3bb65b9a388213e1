"""What an answer may recall: the person's own events, without the assistant's own words, questions and wishes."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from beknown.assistant import store
from beknown.assistant.intents import is_statement
from beknown.assistant.types import SOURCE_KIND, Asker
from beknown.kit.db import Database
from beknown.kit.errors import Unavailable
from beknown.models import Embedder
from beknown.understanding import Recalled, recall_for

ANSWERED = "assistant.message.answered.v1"
MOST_CHARACTERS = 2000
WANTED = 12
SPARE = 18
"""So many more are recalled than wanted: earlier questions are often nearest to a question and are left out."""


class Embedders(Protocol):
    """Whoever gives the embedder: `Models`, or a turn that embeds nothing twice."""

    async def embedder(self) -> Embedder:
        """Give the embedder.

        Raises:
            Unavailable: It can't be had now.
        """
        ...


async def recollect(
    db: Database,
    models: Embedders,
    asker: Asker,
    text: str,
    *,
    conversation: UUID | None = None,
    k: int = WANTED,
) -> list[Recalled]:
    """Recall up to `k` that are near a text, the nearest first; what is said in this conversation is at hand anyway."""
    scope = asker.scope("assistant")
    recalled = await recall_for(
        db, await _embedder(models), scope, text[:MOST_CHARACTERS], k=k + SPARE, time_zone=asker.time_zone
    )
    return pick(recalled, conversation)[:k]


def pick(recalled: Sequence[Recalled], conversation: UUID | None = None) -> list[Recalled]:
    """Leave out what is no evidence: the assistant's answers, what was only asked of it, the same words twice."""
    picked: list[Recalled] = []
    seen: set[str] = set()
    for each in recalled:
        is_here = conversation is not None and each.thread == str(conversation)
        is_own_talk = each.type == ANSWERED or (each.source == SOURCE_KIND and not is_statement(each.text))
        words = f"{each.speaker}:{' '.join(each.text.casefold().split())}"
        if is_here or is_own_talk or words in seen or not each.text.strip():
            continue
        seen.add(words)
        picked.append(each)
    return picked


async def _embedder(models: Embedders) -> Embedder | None:
    """Give the embedder; without one, words and time decide."""
    try:
        return await models.embedder()
    except Unavailable:
        return None


async def has_memories(db: Database, asker: Asker) -> bool:
    """Say whether there is anything to recall besides conversations with the assistant."""
    async with db.begin(asker.scope("assistant")) as tx:
        return await store.has_memories(tx)
