"""Have the meaning of posts known: a job for each person who posts, soon after they did."""

from collections.abc import Sequence

from beknown.events import Landed
from beknown.feed import store
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.jobs import defer
from beknown.models import Embedder

EMBED_JOB = "feed.embed"
BATCH = 64
POSTS = frozenset({"social.post.published.v1", "social.post.shared.v1"})
"""Types of events that tell of a post."""


async def note_posts(tx: Tx, landed: Sequence[Landed]) -> None:
    """Have the meaning of new and changed posts made. Subscribe it to the log: `events.subscribe(note_posts)`."""
    if any(each.draft.type in POSTS for each in landed):
        await defer(tx, EMBED_JOB, once=f"{EMBED_JOB}:{tx.person}", person_id=tx.person)


async def embed_posts(db: Database, scope: Scope, embedder: Embedder) -> int:
    """Make the vectors of a person's posts that have none, or that of what they said before; give how many."""
    done = 0
    while True:
        async with db.begin(scope) as tx:
            rows = await store.find_unembedded(tx, space=embedder.name, most=BATCH)
        if not rows:
            return done
        vectors = await embedder.embed_passages([row.text for row in rows])
        async with db.begin(scope) as tx:
            await store.put_vectors(tx, embedder.name, rows, vectors)
        done += len(rows)
