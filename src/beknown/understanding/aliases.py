"""Who is meant by a name or a word: 'my sister' and 'Rita' are one where the person's world knows it."""

from collections.abc import Sequence

from beknown.kit.db import Tx
from beknown.understanding.fold import fold
from beknown.understanding.world_cues import relation_words
from beknown.understanding.world_read_store import KnownRow, find_known

ONE_ONLY = frozenset(
    {
        "mother",
        "father",
        "sister",
        "brother",
        "daughter",
        "son",
        "wife",
        "husband",
        "partner",
        "boss",
    }
)
"""Relations whose word alone means somebody, where the world knows one such; there are always more friends."""


async def find_aliases(tx: Tx) -> dict[str, str]:
    """Give the name of somebody by each folded name or word that means them, and nobody else.

    Args:
        tx: A transaction with purpose `export`.
    """
    return name_people(await find_known(tx))


def name_people(people: Sequence[KnownRow]) -> dict[str, str]:
    """Say who is meant. Pure: what means two is nobody's, as is a first name that two have.

    Args:
        people: Everybody. Of whom a source doesn't serve the assistant, nothing is said.
    """
    named: dict[str, set[object]] = {}
    related: dict[str, set[object]] = {}
    for each in people:
        for name in (each.name, *each.names, *each.first_names):
            named.setdefault(_fold(name), set()).add(each.id)
        related.setdefault(each.relation or "", set()).add(each.id)
    found: dict[str, str] = {}
    for each in people:
        if not each.is_open or named[_fold(each.name)] != {each.id}:
            continue
        own = {_fold(name) for name in (each.name, *each.names)}
        if each.relation in ONE_ONLY and related[each.relation or ""] == {each.id}:
            words = (word for word, relation in relation_words().items() if relation == each.relation)
            own |= {_fold(word) for word in words} - named.keys()
        found |= {name: each.name for name in own if named.get(name, {each.id}) == {each.id}}
    return found


def _fold(name: str) -> str:
    return " ".join(fold(name).split())
