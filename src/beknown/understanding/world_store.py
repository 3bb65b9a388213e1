"""SQL that writes a person's world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from beknown.kit.db import SqlFiles, Tx
from beknown.understanding.world_group import AliasKey
from beknown.understanding.world_hear import DIALOGUE, Observed
from beknown.understanding.world_types import AliasSeen, CircleSeen, CueSeen, Linked, Met, VisitSeen

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ActRow:
    """What the person said of their world by hand."""

    event_id: UUID
    act: str
    payload: dict[str, Any]
    acted_at: datetime


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Two aliases that one record holds together."""

    alias_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """How much is to be summed up anew; `loose` aliases belong to nobody yet. `acts` were done by hand, ever."""

    aliases: int
    loose: int
    circles: int
    acts: int


@dataclass(frozen=True, slots=True)
class IdRow:
    """An id."""

    id: UUID


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """The person's time zone."""

    time_zone: str


async def find_time_zone(tx: Tx) -> str:
    """Give the person's time zone by its IANA name."""
    return (await tx.one(_sql("find_time_zone"), ZoneRow, {"person": tx.person})).time_zone


async def add_observed(tx: Tx, observed: Observed) -> None:
    """Keep what a batch of events shows; keeping it twice changes nothing."""
    await _add_aliases(tx, sorted(observed.aliases.values(), key=lambda each: each.id))
    await _add_circles(tx, sorted(observed.circles.values(), key=lambda each: each.id))
    await _add_met(tx, observed.met)
    await _add_links(tx, observed.links)
    await _add_cues(tx, observed.cues)
    await _add_visits(tx, observed.visits)


async def _add_aliases(tx: Tx, aliases: Sequence[AliasSeen]) -> None:
    params = {
        "person": tx.person,
        "ids": [each.id for each in aliases],
        "sources": [each.source_id for each in aliases],
        "kinds": [each.kind for each in aliases],
        "keys": [each.key for each in aliases],
        "names": [each.name for each in aliases],
        "matches": [each.match for each in aliases],
        "first_names": [each.first_name for each in aliases],
        "strong": [each.is_strong for each in aliases],
        "audience": DIALOGUE,
    }
    if aliases:
        await tx.run(_sql("add_aliases"), params)


async def _add_circles(tx: Tx, circles: Sequence[CircleSeen]) -> None:
    params = {
        "person": tx.person,
        "ids": [each.id for each in circles],
        "sources": [each.source_id for each in circles],
        "threads": [each.thread for each in circles],
        "audience": DIALOGUE,
    }
    if circles:
        await tx.run(_sql("add_circles"), params)


async def _add_met(tx: Tx, met: Sequence[Met]) -> None:
    params = {
        "person": tx.person,
        "events": [each.event_id for each in met],
        "positions": [each.position for each in met],
        "sources": [each.source_id for each in met],
        "aliases": [each.alias_id for each in met],
        "circles": [each.circle_id for each in met],
        "directions": [each.direction for each in met],
        "times": [each.occurred_at for each in met],
        "audiences": [each.audience for each in met],
    }
    if met:
        await tx.run(_sql("add_encounters"), params)


async def _add_links(tx: Tx, links: Sequence[Linked]) -> None:
    params = {
        "person": tx.person,
        "events": [each.event_id for each in links],
        "aliases": [each.alias_id for each in links],
        "others": [each.other_id for each in links],
        "sources": [each.source_id for each in links],
        "audiences": [each.audience for each in links],
    }
    if links and await tx.run(_sql("add_alias_links"), params):
        ids = [each.alias_id for each in links] + [each.other_id for each in links]
        await tx.run(_sql("loosen_linked_aliases"), {"person": tx.person, "ids": ids})


async def _add_cues(tx: Tx, cues: Sequence[CueSeen]) -> None:
    params = {
        "person": tx.person,
        "events": [each.event_id for each in cues],
        "positions": [each.position for each in cues],
        "sources": [each.source_id for each in cues],
        "kinds": [each.kind for each in cues],
        "whats": [each.what for each in cues],
        "aliases": [each.alias_id for each in cues],
        "circles": [each.circle_id for each in cues],
        "called": [each.called for each in cues],
        "mine": [each.is_mine for each in cues],
        "days": [each.on_day for each in cues],
        "certain": [each.is_certain for each in cues],
        "starts": [each.quote_start for each in cues],
        "sizes": [each.quote_size for each in cues],
        "times": [each.occurred_at for each in cues],
        "audiences": [each.audience for each in cues],
    }
    if cues:
        await tx.run(_sql("add_world_cues"), params)


async def _add_visits(tx: Tx, visits: Sequence[VisitSeen]) -> None:
    params = {
        "person": tx.person,
        "events": [each.event_id for each in visits],
        "sources": [each.source_id for each in visits],
        "places": [each.place_id for each in visits],
        "names": [each.name for each in visits],
        "addresses": [each.address for each in visits],
        "latitudes": [each.latitude for each in visits],
        "longitudes": [each.longitude for each in visits],
        "times": [each.occurred_at for each in visits],
        "audiences": [each.audience for each in visits],
    }
    if visits:
        await tx.run(_sql("add_place_visits"), params)


async def add_world_act(tx: Tx, source: UUID, act: ActRow) -> None:
    """Note what the person said of their world by hand; noting it twice changes nothing."""
    params = {
        "person": tx.person,
        "event": act.event_id,
        "source": source,
        "act": act.act,
        "payload": Jsonb(act.payload),
        "acted_at": act.acted_at,
        "audience": DIALOGUE,
    }
    await tx.run(_sql("add_world_act"), params)


async def find_world_acts(tx: Tx) -> list[ActRow]:
    """Give what the person said by hand, the earliest first, without what was undone."""
    return await tx.all(_sql("find_world_acts"), ActRow, {"person": tx.person})


async def find_alias_keys(tx: Tx) -> list[AliasKey]:
    """Give all aliases, in no order."""
    return await tx.all(_sql("find_alias_keys"), AliasKey, {"person": tx.person})


async def find_alias_links(tx: Tx) -> list[LinkRow]:
    """Give the pairs of aliases that one record holds together."""
    return await tx.all(_sql("find_alias_links"), LinkRow, {"person": tx.person})


async def count_touched(tx: Tx) -> TouchedRow:
    """Count what is to be summed up anew."""
    return await tx.one(_sql("count_touched"), TouchedRow, {"person": tx.person})


async def touch_aliases(tx: Tx, keys: Sequence[str]) -> None:
    """Have the acquaintances of aliases summed up anew."""
    await tx.run(_sql("touch_aliases"), {"person": tx.person, "keys": list(keys)})


async def set_acquaintances(tx: Tx, acquaintances: Mapping[UUID, UUID]) -> None:
    """Put aliases with their acquaintances."""
    params = {"person": tx.person, "ids": list(acquaintances), "acquaintances": list(acquaintances.values())}
    await tx.run(_sql("set_acquaintances"), params)


async def sum_up(tx: Tx, role_words: Mapping[str, str]) -> list[UUID]:
    """Sum up anew what is touched; give the acquaintances that were.

    Args:
        tx: A transaction with purpose `export`.
        role_words: Folded words under which a relation is saved as a contact's name, and the relation.
    """
    person = {"person": tx.person}
    circles = [each.id for each in await tx.all(_sql("touch_circles"), IdRow, person)]
    of_circles = {**person, "circles": circles}
    found = await tx.all(_sql("find_touched_acquaintances"), IdRow, of_circles)
    some = {**person, "ids": [each.id for each in found]}
    roles = {"role_words": list(role_words), "role_relations": list(role_words.values())}
    await tx.run(_sql("ensure_acquaintances"), {**some, "audience": DIALOGUE})
    await tx.run(_sql("delete_circle_members"), of_circles)
    await tx.run(_sql("add_circle_members"), of_circles)
    await tx.run(_sql("sum_up_circles"), of_circles)
    await tx.run(_sql("delete_acquaintance_months"), some)
    await tx.run(_sql("add_acquaintance_months"), some)
    await tx.run(_sql("sum_up_acquaintances"), {**some, **roles})
    await tx.run(_sql("settle_aliases"), person)
    await tx.run(_sql("delete_deserted_acquaintances"), person)
    return [each.id for each in found]


async def set_by_hand(
    tx: Tx, acquaintance: UUID, event: UUID, *, name: str | None, relation: str | None
) -> None:
    """Put a name or a relation that the person gave over what was learned; a relation '' takes it away."""
    params = {
        "person": tx.person,
        "id": acquaintance,
        "event": event,
        "name": name,
        "sets_relation": relation is not None,
        "relation": relation,
        "audience": DIALOGUE,
    }
    await tx.run(_sql("set_by_hand"), params)


async def clear_world(tx: Tx) -> None:
    """Drop all that was learned of the person's world."""
    person = {"person": tx.person}
    await tx.run(_sql("clear_encounters"), person)
    await tx.run(_sql("clear_aliases"), person)
    await tx.run(_sql("clear_circles"), person)
    await tx.run(_sql("clear_world_cues"), person)
    await tx.run(_sql("clear_place_visits"), person)
    await tx.run(_sql("clear_world_acts"), person)
