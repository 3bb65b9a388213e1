"""Put what was appended into memory at once: its words are searchable when the append commits."""

from collections.abc import Iterator, Sequence

from beknown.kit import jobs
from beknown.kit.db import Tx
from beknown.kit.ids import EventId
from beknown.understanding import store
from beknown.understanding.fold import find_words
from beknown.understanding.split import split
from beknown.understanding.stopwords import stopwords_of

EMBED_JOB = "understanding.embed"
MOST_WORDS_OF_PASSAGE = 500
SURE_OF_LANGUAGE = 2
"""So many stopwords of a language must be in a passage before they are left out: half of the index, and never asked."""


async def index_events(tx: Tx, events: Sequence[EventId]) -> None:
    """Index events in the transaction that appends them, and have their vectors made soon.

    Subscribe it to the log: `events.subscribe(index_events)`.
    """
    texts = await store.find_texts(tx, events)
    if texts and await store.add_memories(tx, _rows(texts)):
        await defer_embedding(tx)


async def defer_embedding(tx: Tx) -> None:
    """Have the vectors made of what waits; at most one job of a person waits, and one runs at a time."""
    await jobs.defer(tx, EMBED_JOB, once=f"{EMBED_JOB}:{tx.person}", lock=EMBED_JOB, person_id=tx.person)


def _rows(texts: Sequence[store.TextRow]) -> Iterator[Sequence[object]]:
    for each in texts:
        for passage in split(each.text):
            said = list(find_words(passage.text))
            every = set(said)
            words = sorted(every - stopwords_of(every, least=SURE_OF_LANGUAGE))[:MOST_WORDS_OF_PASSAGE]
            yield (
                each.id, passage.part, each.source_id, each.occurred_at, passage.start, len(said), each.audience, words
            )  # fmt: skip
