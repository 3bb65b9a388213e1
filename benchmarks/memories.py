"""Fill a person's memory with many messages and vectors, without waiting for a model to make them."""

import numpy as np

from beknown.events import append_many, ensure_source
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.models import Vector
from beknown.understanding.jobs import keep_vectors
from beknown.understanding.store import find_waiting
from benchmarks.import_rate import make_drafts

DIMS = 384
BATCH = 2000
SPREAD = 0.5
"""How far vectors lie from their common direction: about as far as those of the embedded model."""

__all__ = ["DIMS", "fill_memory", "make_vectors"]


async def fill_memory(db: Database, person: PersonId, count: int, space: str) -> None:
    """Append `count` messages and give each a made vector in the named space."""
    scope = Scope(person, "export")
    for batch in make_drafts(count, BATCH):
        async with db.begin(scope) as tx:
            await append_many(tx, await ensure_source(tx, "whatsapp"), batch)
    random = np.random.default_rng(3)
    while True:
        async with db.begin(scope) as tx:
            rows = await find_waiting(tx, most=BATCH, letters=1)
            if not rows:
                return
            await keep_vectors(tx, space, rows, list(make_vectors(random, len(rows))))


def make_vectors(random: np.random.Generator, count: int) -> Vector:
    """Make unit vectors around a common direction."""
    common = np.random.default_rng(0).normal(size=DIMS)
    vectors = random.normal(size=(count, DIMS)) * SPREAD / np.sqrt(DIMS) + common / np.linalg.norm(common)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
