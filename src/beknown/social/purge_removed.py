"""Delete for good what was removed by a decision, when the time to appeal has passed."""

from datetime import timedelta

from beknown.events import forget_events
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import NOBODY, EventId, PersonId
from beknown.social import chat_store, moderation_store, post_store
from beknown.social.chat_types import ChatId
from beknown.social.moderation_types import Removed

KEPT = timedelta(days=30)


async def purge_removed(db: Database, blobs: Blobs) -> int:
    """Delete posts and messages that were removed 30 days ago and for which no appeal waits; give their number."""
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        found = await moderation_store.find_removed(tx, clock.now() - KEPT)
    for each in found:
        async with db.begin(Scope(PersonId(each.person_id), "export")) as tx:
            await _purge(tx, blobs, each)
    return len(found)


async def _purge(tx: Tx, blobs: Blobs, removed: Removed) -> None:
    if removed.post_id is not None:
        own = await post_store.get_own_post(tx, removed.post_id)
        await forget_events(tx, [EventId(own.event_id)])
        await blobs.delete_unused(tx)
    elif removed.chat_id is not None and removed.message_seq is not None:
        await chat_store.delete_message(tx, ChatId(removed.chat_id), removed.message_seq)
