"""The learner of a person's world: who is in it, where it is, what recurs and what was promised."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from beknown.kit.db import Database, Scope, Tx
from beknown.understanding import world_store
from beknown.understanding.fold import find_words
from beknown.understanding.learn import Heard
from beknown.understanding.world_cues import relation_words
from beknown.understanding.world_group import AliasKey, Verdict, group
from beknown.understanding.world_hear import observe
from beknown.understanding.world_store import ActRow

MERGED = "understanding.acquaintance.merged.v1"
SPLIT = "understanding.acquaintance.split.v1"
RENAMED = "understanding.acquaintance.renamed.v1"
RELATED = "understanding.acquaintance.related.v1"
COMMITMENT_SETTLED = "understanding.commitment.settled.v1"
UNDONE = "understanding.act.undone.v1"
DECLINED = "understanding.suggestion.declined.v1"
ACTS = frozenset({MERGED, SPLIT, RENAMED, RELATED, COMMITMENT_SETTLED, DECLINED, UNDONE})
"""What a person says of their world by hand; each is an event in the log."""


class WorldLearner:
    """Learns who is in a person's life, from who has a part in which events and what these say."""

    name = "world"

    async def learn(self, db: Database, scope: Scope, heard: Sequence[Heard]) -> None:
        """Keep what each event shows."""
        async with db.begin(scope) as tx:
            zone = as_zone(await world_store.find_time_zone(tx))
        observed = await asyncio.to_thread(observe, heard, zone)
        acts = [each for each in heard if each.type in ACTS]
        async with db.begin(scope) as tx:
            await world_store.add_observed(tx, observed)
            for act in acts:
                at = act.occurred_at or act.recorded_at
                row = ActRow(act.id, act.type, dict(act.payload), at)
                await world_store.add_world_act(tx, act.source_id, row)
                await world_store.touch_aliases(tx, keys_of(act.payload))

    async def settle(self, db: Database, scope: Scope) -> None:
        """Group aliases into acquaintances and sum up what is new of them."""
        async with db.begin(scope) as tx:
            await settle_world(tx)

    async def clear(self, tx: Tx) -> None:
        """Drop all that was learned."""
        await world_store.clear_world(tx)


async def settle_world(tx: Tx, *, regroup: bool = False) -> None:
    """Bring people, groups and sums up to date with what was observed, forgotten and said by hand.

    Args:
        tx: A transaction with purpose `export`.
        regroup: Whether aliases may belong together otherwise than before, as after a merge by hand.
    """
    touched = await world_store.count_touched(tx)
    if not (touched.aliases or touched.circles or regroup):
        return
    acts = await world_store.find_world_acts(tx)
    if touched.loose or regroup or touched.acts:
        aliases = await world_store.find_alias_keys(tx)
        links = [(each.alias_id, each.other_id) for each in await world_store.find_alias_links(tx)]
        groups = group(tx.person, aliases, links, verdicts_of(acts))
        if any(groups[alias.id] != alias.acquaintance_id for alias in aliases):
            await world_store.set_acquaintances(tx, groups)
    summed = set(await world_store.sum_up(tx, _role_words()))
    if any(act.act in {RENAMED, RELATED} for act in acts):
        await _apply_by_hand(tx, acts, summed)


def verdicts_of(acts: Sequence[ActRow]) -> list[Verdict]:
    """Give what was merged and split by hand, the earliest first."""
    return [
        Verdict(act.act == MERGED, tuple(act.payload.get("these", ())), tuple(act.payload.get("those", ())))
        for act in acts
        if act.act in {MERGED, SPLIT}
    ]


def keys_of(payload: Mapping[str, object]) -> list[str]:
    """Give the keys of the aliases that an act is about."""
    named: list[str] = []
    for field in ("these", "those"):
        value = payload.get(field)
        named += [str(each) for each in cast("list[object]", value)] if isinstance(value, list) else []
    return named


def as_zone(name: str) -> ZoneInfo:
    """Give a time zone; an unknown one counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


async def _apply_by_hand(tx: Tx, acts: Sequence[ActRow], summed: set[UUID]) -> None:
    by_key: dict[str, AliasKey] = {}
    for alias in sorted(await world_store.find_alias_keys(tx), key=lambda each: each.id):
        by_key.setdefault(alias.key, alias)
    for act in acts:
        if act.act not in {RENAMED, RELATED}:
            continue
        known = [by_key[key] for key in keys_of(act.payload) if key in by_key]
        acquaintance = known[0].acquaintance_id if known else None
        if acquaintance in summed and acquaintance is not None:
            name = str(act.payload["name"]) if act.act == RENAMED else None
            relation = str(act.payload.get("relation", "")) if act.act == RELATED else None
            await world_store.set_by_hand(tx, acquaintance, act.event_id, name=name, relation=relation)


@lru_cache(maxsize=1)
def _role_words() -> Mapping[str, str]:
    return {" ".join(find_words(word)): relation for word, relation in relation_words().items()}
