"""Who is meant by a name or a word: 'my sister' and 'Rita' may be one. Whoever knows people says so here."""

from collections.abc import Awaitable, Callable, Mapping

from beknown.kit.db import Tx

AliasSource = Callable[[Tx], Awaitable[Mapping[str, str]]]
_sources: list[AliasSource] = []


def know_aliases(source: AliasSource) -> None:
    """Have `source(tx)` say who is meant: the name of somebody by each folded name or word that means them.

    When what it says changes, call `settle_beliefs` in the same transaction.
    """
    if source not in _sources:
        _sources.append(source)


async def find_aliases(tx: Tx) -> dict[str, str]:
    """Give the name of somebody by each folded name or word that means them."""
    found: dict[str, str] = {}
    for source in _sources:
        found |= await source(tx)
    return found
