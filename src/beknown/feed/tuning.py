"""What makes one person's feed theirs beside their taste: what they said they want, how wide it is, who predicts."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from beknown.feed import action_hand, bubble_store
from beknown.feed.action_learn import ActionModels
from beknown.feed.parts.action_scorer import Predict
from beknown.feed.steer_ask import UNSTEERED, Steering, make_steering, read_rules
from beknown.feed.steer_topics import TopicSense
from beknown.feed.steer_types import Rule
from beknown.feed.stock import Stock
from beknown.feed.widen import UNWIDENED, TopicMap, Widening
from beknown.kit.db import Database, Tx
from beknown.models import Models


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person set and said, read in their own scope."""

    rules: tuple[Rule, ...] = ()
    widening: float = 0.0


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a ranking is tuned by.

    Args:
        steering: What the person said they want.
        predict: The action model.
        widening: How wide it is to be.
    """

    steering: Steering = UNSTEERED
    predict: Predict = action_hand.predict
    widening: Widening = UNWIDENED


UNTUNED = Tuning()


async def read_wishes(tx: Tx, at: datetime) -> Wishes:
    """Give what the person wants now; `tx` is for purpose `feed`."""
    return Wishes(tuple(await read_rules(tx, at)), await bubble_store.find_widening(tx))


@dataclass(slots=True)
class Tuner:
    """Makes tunings; one for a process.

    Args:
        db: The door.
        models: Where the embedder is; None for words alone.
    """

    db: Database
    models: Models | None = None
    topics: TopicSense = field(default_factory=TopicSense)
    topic_map: TopicMap = field(default_factory=TopicMap)
    actions: ActionModels = field(init=False)

    def __post_init__(self) -> None:
        self.actions = ActionModels(self.db)

    async def tune(self, wishes: Wishes, stock: Stock) -> Tuning:
        """Make the tuning of a page. It may ask the embedder, so never within a transaction."""
        steering = await make_steering(self.models, self.topics, wishes.rules)
        widening = UNWIDENED
        if wishes.widening > 0:
            widening = Widening(wishes.widening, await asyncio.to_thread(self.topic_map.get, stock))
        return Tuning(steering, (await self.actions.get()).predict, widening)
