"""What makes one person's feed theirs beside their taste: what they said they want, how wide it is, who predicts."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np

from beknown.feed import action_hand, sequence_store
from beknown.feed.action_learn import ActionModels
from beknown.feed.company import Company
from beknown.feed.meaning import Vectors
from beknown.feed.parts.action_scorer import Predict
from beknown.feed.parts.sequence_source import UNTOLD, Upcoming, tell_upcoming
from beknown.feed.reader import Reader
from beknown.feed.sequence_learn import SequenceModels
from beknown.feed.sequence_model import LONGEST
from beknown.feed.steer_ask import UNSTEERED, Steering, make_steering, read_rules
from beknown.feed.steer_topics import TopicSense
from beknown.feed.steer_types import Rule
from beknown.feed.stock import Stock, number_of
from beknown.feed.widen import UNWIDENED, TopicMap, Widening
from beknown.kit.db import Database, Tx
from beknown.kit.telemetry import get_logger
from beknown.models import Models

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person set, said and did last (numbers of posts, the oldest first), read in their own scope."""

    rules: tuple[Rule, ...] = ()
    widening: float = 0.0
    history: tuple[int, ...] = ()
    has_less: bool = False


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a ranking is tuned by.

    Args:
        steering: What the person said they want.
        predict: The action model.
        widening: How wide it is to be.
        upcoming: What the sequence model says comes next.
        profiles: Of people, by which what they want less of is known again; empty where they want less of nothing.
    """

    steering: Steering = UNSTEERED
    predict: Predict = action_hand.predict
    widening: Widening = UNWIDENED
    upcoming: Upcoming = UNTOLD
    profiles: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32))


UNTUNED = Tuning()


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
    company: Company = field(default_factory=Company)
    actions: ActionModels = field(init=False)
    sequences: SequenceModels = field(init=False)

    def __post_init__(self) -> None:
        self.actions = ActionModels(self.db)
        self.sequences = SequenceModels(self.db)

    async def read(self, tx: Tx, reader: Reader, at: datetime) -> Wishes:
        """Give what the person wants now; `tx` is for purpose `feed`. What they did last is read if a model serves."""
        rules = tuple(await read_rules(tx, at)) if reader.has_rules else ()
        has_less = bool(len(reader.less.posts))
        if self.sequences.serving is None:
            return Wishes(rules, reader.widening, has_less=has_less)
        did = await sequence_store.find_history(tx, most=LONGEST)
        history = tuple(number_of(row.id) for row in reversed(did))
        return Wishes(rules, reader.widening, history, has_less)

    async def tune(self, wishes: Wishes, stock: Stock) -> Tuning:
        """Make the tuning of a page. It may ask the embedder, so never within a transaction."""
        steering = await make_steering(self.models, self.topics, wishes.rules)
        widening = UNWIDENED
        if wishes.widening > 0:
            widening = Widening(wishes.widening, await asyncio.to_thread(self.topic_map.get, stock))
        upcoming = await self._tell_upcoming(wishes)
        tuning = Tuning(steering, (await self.actions.get()).predict, widening, upcoming)
        if not wishes.has_less:
            return tuning
        return replace(tuning, profiles=await asyncio.to_thread(self.company.get, stock))

    async def _tell_upcoming(self, wishes: Wishes) -> Upcoming:
        try:
            return tell_upcoming(await self.sequences.get(), wishes.history)
        except Exception as error:  # noqa: BLE001 - a page is made without, whatever the model's trouble
            _log.warning("feed.sequence_left_out", error_kind=type(error).__name__)
            return UNTOLD
