"""Put what was appended into memory at once: its words are searchable when the append commits."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from beknown.events import Landed
from beknown.kit import jobs
from beknown.kit.db import Tx
from beknown.understanding import store
from beknown.understanding.fold import find_words
from beknown.understanding.number import number_name, number_thread, number_word
from beknown.understanding.pace import after_talk
from beknown.understanding.segment import ANSWER, MINE, QUESTION
from beknown.understanding.split import split
from beknown.understanding.stopwords import stopwords_of

EMBED_JOB = "understanding.embed"
TOLD = "assistant.memory.told.v1"
"""What is told by hand: it is recalled as soon as it is believed."""

MOST_WORDS_OF_PASSAGE = 500
SURE_OF_LANGUAGE = 2
"""So many stopwords of a language must be in a passage before they are left out: half of the index, and never asked."""

SHORT_NAME = 2
"""Shorter words of a name, such as 'de' and 'Mr', name nobody."""

_QUESTION = re.compile(r"[?\uff1f\u061f](?:\s*\[[^\]]*\])?[\s\W]*\Z")
"""A question mark at the end, whatever signs or [picture] come behind it."""


async def index_events(tx: Tx, landed: Sequence[Landed]) -> None:
    """Index events in the transaction that appends them, and have their vectors made soon.

    What is told by hand waits until it is believed, so that no wording is recalled that was corrected.

    Subscribe it to the log: `events.subscribe(index_events)`.
    """
    await _add(tx, [_as_text(each) for each in landed if each.draft.text and each.draft.type != TOLD])
    if told := [each.id for each in landed if each.draft.type == TOLD]:
        await _add(tx, await store.find_texts(tx, told))


async def index_told(tx: Tx) -> None:
    """Put what was told by hand and is believed into memory, where it isn't there yet."""
    await _add(tx, await store.find_told_texts(tx))


async def index_told_anew(tx: Tx) -> None:
    """Have memory hold what was told by hand as far as it is believed, and none that was taken back.

    Args:
        tx: A transaction with purpose `export`: another one doesn't see all that is believed.
    """
    await store.drop_taken_back(tx)
    await index_told(tx)


async def _add(tx: Tx, texts: Sequence[store.TextRow]) -> None:
    if texts and await store.add_memories(tx, _rows(texts)):
        await defer_embedding(tx, at=after_talk(tx.person, len(texts)))


async def defer_embedding(tx: Tx, *, at: datetime | None = None) -> None:
    """Have the vectors made of what waits; at most one job of a person waits, and one runs at a time."""
    once = f"{EMBED_JOB}:{tx.person}"
    await jobs.defer(tx, EMBED_JOB, at=at, once=once, lock=EMBED_JOB, person_id=tx.person)


def _as_text(landed: Landed) -> store.TextRow:
    draft = landed.draft
    return store.TextRow(
        id=landed.id,
        source_id=landed.source,
        type=draft.type,
        occurred_at=draft.occurred_at,
        speaker=draft.speaker,
        is_mine=draft.is_mine,
        thread=draft.thread,
        text=draft.text,
        audience=landed.audience,
    )


def _rows(texts: Sequence[store.TextRow]) -> Iterator[Sequence[object]]:
    for each in texts:
        names = b"".join(
            {number_name(word) for word in find_words(each.speaker or "") if len(word) > SHORT_NAME}
        )
        thread = number_thread(str(each.source_id), each.thread, str(each.id))
        for passage in split(each.text):
            said = list(find_words(passage.text))
            every = set(said)
            empty = stopwords_of(every, least=SURE_OF_LANGUAGE)
            telling = sorted(every - empty)[:MOST_WORDS_OF_PASSAGE]
            yield (
                each.id, passage.part, each.source_id, each.occurred_at, passage.start,
                sum(word not in empty for word in said), each.audience, thread, _find_cues(each, passage.text),
                names + b"".join({number_word(word) for word in telling}),
            )  # fmt: skip


def _find_cues(event: store.TextRow, passage: str) -> int:
    is_question = _QUESTION.search(passage) is not None
    return (
        (MINE if event.is_mine else 0)
        | (QUESTION if is_question else 0)
        | (ANSWER if event.type == "assistant.message.answered.v1" else 0)
    )
