"""About how many passages a person has: the worth of a word needs it, and not to the last one."""

import time

from beknown.kit.db import Scope, Tx
from beknown.understanding import store

FRESH_S = 120.0
SMALL = 2000
"""So few are counted anew each time."""

MOST_KEPT = 10_000
_kept: dict[Scope, tuple[float, int]] = {}


async def count_known(tx: Tx) -> int:
    """Give how many passages this scope may see; a large number may be two minutes old."""
    kept = _kept.get(tx.scope)
    if kept is not None and time.monotonic() - kept[0] < FRESH_S:
        return kept[1]
    known = await store.count_known(tx)
    if known > SMALL:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[tx.scope] = (time.monotonic(), known)
    return known
