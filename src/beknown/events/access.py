"""The access log: which purpose read what kind of data, when. The door to the database writes it."""

from datetime import timedelta

from beknown.events import timeline_store
from beknown.events.timeline_store import AccessRow
from beknown.kit import clock
from beknown.kit.db import Tx


async def find_access(tx: Tx, *, days: int, zone: str) -> list[AccessRow]:
    """Give how often each purpose read each kind of data, by day, newest first.

    Args:
        tx: A transaction with purpose `export`.
        days: How far back.
        zone: The IANA name of the time zone that days are cut in.
    """
    return await timeline_store.find_access(tx, clock.now() - timedelta(days=days), zone)
