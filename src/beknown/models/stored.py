"""Reads the operator's choices out of the database, for the engines of any process."""

from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY
from beknown.models import store
from beknown.models.choices import Choice, Choices, Server


async def read_choices(db: Database) -> Choices:
    """Give what the operator chose on the page, by slot."""
    async with db.begin(Scope(NOBODY, "account")) as tx:
        rows = await store.find_choices(tx)
    found: Choices = {}
    for row in rows:
        slot = "embedding" if row.slot == "embedding" else "language"
        server = Server(row.url, row.model, row.api_key) if row.url else None
        found[slot] = Choice(slot, server=server, weights=row.weights)
    return found
