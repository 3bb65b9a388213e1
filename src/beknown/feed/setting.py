"""How a person set their feed: their own weights within bounds, and whether Beknown adds what it made."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from beknown.feed import made_store, reader_store, store
from beknown.feed.make_items import defer_making
from beknown.kit.db import Tx
from beknown.ranking import BOUNDS, WEIGHTS, check_weights
from beknown.social import PostCard, Ref, find_cards
from beknown.sources import find_follows

MOST_LESS = 100


@dataclass(frozen=True, slots=True)
class Weight:
    """What an action is worth: to everybody, to the person, and within what they may choose."""

    action: str
    default: float
    mine: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LessSource:
    """A source of which the person wants less, its name, and how often they said so."""

    id: UUID
    source: str
    times: int


@dataclass(frozen=True, slots=True)
class Setting:
    """How a feed is set."""

    weights: tuple[Weight, ...]
    has_made: bool


async def read_setting(tx: Tx) -> Setting:
    """Give how the person set their feed."""
    found = await reader_store.find_setting(tx)
    weights = (
        Weight(action, default, found.weights.get(action, default), *BOUNDS[action])
        for action, default in WEIGHTS.items()
    )
    return Setting(tuple(weights), found.has_made)


async def set_feed(tx: Tx, weights: Mapping[str, float], *, has_made: bool) -> Setting:
    """Set the person's feed; what isn't named counts as for everybody.

    Without `has_made` all that was made goes at once; with it, things are made soon. The job comes in both cases: it
    takes away what one that runs right now may still add.

    Raises:
        Invalid: An action that there isn't, or a weight out of its bounds.
    """
    check_weights(weights)
    await store.set_setting(tx, weights=weights, has_made=has_made)
    await defer_making(tx, tx.person)
    if not has_made:
        await made_store.delete_made(tx)
    return await read_setting(tx)


async def find_less_posts(tx: Tx) -> list[tuple[UUID, PostCard]]:
    """Give what the person wants less of, the latest first: the id of each wish and its post, where it can be read."""
    rows = await reader_store.find_less(tx, most=MOST_LESS)
    cards = {
        card.id: card for card in await find_cards(tx, [Ref(row.author_id, row.post_id) for row in rows])
    }
    return [(row.id, cards[row.post_id]) for row in rows if row.post_id in cards]


async def find_less_sources(tx: Tx) -> list[LessSource]:
    """Give the sources that the person wants less of, each once, the latest wish first."""
    rows = await store.find_less_sources(tx, most=MOST_LESS)
    names = {each.id: each.title or each.address for each in await find_follows(tx)} if rows else {}
    return [
        LessSource(row.follow_id, names[row.follow_id], row.times) for row in rows if row.follow_id in names
    ]
