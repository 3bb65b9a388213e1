"""Find which aliases are one human being. Pure: the same aliases, links and acts give the same groups.

What a person said by hand comes first, the latest word counting. Then the same number, address, handle in one service
or full name, then what one contact's record holds together. Two that were split by hand never come together again by
themselves. A first name alone brings nobody together: that is asked (`find_doubts`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from beknown.kit.ids import PersonId
from beknown.understanding.world_names import is_like

MOST_DOUBTS = 50


@dataclass(frozen=True, slots=True)
class AliasKey:
    """An alias as it is grouped by."""

    id: UUID
    key: str
    name: str
    match: str
    first_name: str
    is_strong: bool
    acquaintance_id: UUID | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the person said of two sets of aliases, by their keys; later ones outrank earlier ones."""

    is_same: bool
    these: tuple[str, ...]
    those: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two acquaintances that may be one: the first is known by too little to be sure."""

    acquaintance_id: UUID
    other_id: UUID
    name: str
    other_name: str


class _Groups:
    """Disjoint sets that refuse to join what is to stay apart."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._root = {key: key for key in keys}
        self._members = {key: {key} for key in self._root}
        self._foes: dict[str, set[str]] = {key: set() for key in self._root}

    def find(self, key: str) -> str:
        while self._root[key] != key:
            self._root[key] = self._root[self._root[key]]
            key = self._root[key]
        return key

    def part(self, one: str, other: str) -> None:
        self._foes[one].add(other)
        self._foes[other].add(one)

    def join(self, one: str, other: str) -> bool:
        first, second = sorted((self.find(one), self.find(other)))
        if first == second:
            return True
        if self._foes[first] & self._members[second]:
            return False
        self._root[second] = first
        self._members[first] |= self._members.pop(second)
        self._foes[first] |= self._foes.pop(second)
        return True


def group(
    person: PersonId,
    aliases: Sequence[AliasKey],
    links: Iterable[tuple[UUID, UUID]],
    verdicts: Iterable[Verdict],
) -> dict[UUID, UUID]:
    """Give the acquaintance of each alias.

    Args:
        person: Whose world it is; the ids of acquaintances follow from it and the aliases' keys.
        aliases: All there are.
        links: Pairs of aliases that one record holds together.
        verdicts: What the person said, the earliest first.
    """
    by_id = {alias.id: f"{alias.key}\n{alias.id}" for alias in aliases}
    groups = _Groups(sorted(by_id.values()))
    same = _judge(groups, aliases, by_id, verdicts)
    for one, other in same:
        groups.join(one, other)
    strong: dict[str, list[str]] = {}
    for alias in aliases:
        if alias.is_strong:
            strong.setdefault(alias.match, []).append(by_id[alias.id])
    for _, alike in sorted(strong.items()):
        _join_all(groups, sorted(alike))
    for one, other in sorted((by_id[one], by_id[other]) for one, other in links):
        groups.join(one, other)
    return {
        alias.id: uuid5(person, f"acquaintance:{groups.find(by_id[alias.id]).split(chr(10))[0]}")
        for alias in aliases
    }


def find_doubts(aliases: Sequence[AliasKey], verdicts: Iterable[Verdict]) -> list[Doubt]:
    """Find pairs of acquaintances that may be one: a first name or a handle, and a full name that it fits.

    What was split by hand isn't asked again.
    """
    apart = {
        frozenset((one, other))
        for verdict in verdicts
        if not verdict.is_same
        for one in verdict.these
        for other in verdict.those
    }
    full: dict[str, list[AliasKey]] = {}
    for alias in aliases:
        if alias.is_strong and " " in alias.name:
            full.setdefault(alias.first_name, []).append(alias)
    found: dict[tuple[UUID, UUID], Doubt] = {}
    for alias in sorted(aliases, key=lambda each: each.key):
        if alias.is_strong and " " in alias.name:
            continue
        for other in _fitting(alias, full):
            pair = (alias.acquaintance_id, other.acquaintance_id)
            if None in pair or pair[0] == pair[1] or frozenset((alias.key, other.key)) in apart:
                continue
            one_id, other_id = UUID(str(pair[0])), UUID(str(pair[1]))
            found.setdefault((one_id, other_id), Doubt(one_id, other_id, alias.name, other.name))
    return list(found.values())[:MOST_DOUBTS]


def _fitting(alias: AliasKey, full: Mapping[str, Sequence[AliasKey]]) -> list[AliasKey]:
    if alias.match.startswith("@"):
        handle = alias.name
        near = (
            each
            for first, some in full.items()
            if first and handle.lower().startswith(first)
            for each in some
        )
        return [each for each in near if is_like(handle, each.name)]
    return list(full.get(alias.first_name, ())) if alias.first_name else []


def _join_all(groups: _Groups, keys: Sequence[str]) -> None:
    for number, key in enumerate(keys[1:], 1):
        any(groups.join(earlier, key) for earlier in keys[:number])


def _judge(
    groups: _Groups, aliases: Sequence[AliasKey], by_id: Mapping[UUID, str], verdicts: Iterable[Verdict]
) -> list[tuple[str, str]]:
    """Keep apart what was split last; give the pairs that were merged last."""
    known: dict[str, list[str]] = {}
    for alias in aliases:
        known.setdefault(alias.key, []).append(by_id[alias.id])
    last: dict[tuple[str, str], bool] = {}
    for verdict in verdicts:
        for one in (each for key in verdict.these for each in known.get(key, ())):
            for other in (each for key in verdict.those for each in known.get(key, ())):
                if one != other:
                    first, second = sorted((one, other))
                    last[first, second] = verdict.is_same
    for (one, other), is_same in last.items():
        if not is_same:
            groups.part(one, other)
    return sorted(pair for pair, is_same in last.items() if is_same)
