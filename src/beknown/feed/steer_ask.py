"""The rules that hold while a page is made, and what tells how near things are to the topics that they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from beknown.feed import steer_store
from beknown.feed.steer_apply import find_active
from beknown.feed.steer_match import find_topics
from beknown.feed.steer_topics import Sense, TopicSense
from beknown.feed.steer_types import Rule, read_zone
from beknown.kit.db import Tx
from beknown.kit.errors import BeknownError
from beknown.kit.telemetry import get_logger
from beknown.models import Models

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Steering:
    """What the person wants now.

    Args:
        rules: Those that hold.
        sense: How near things are to topics; None where words alone tell.
    """

    rules: tuple[Rule, ...] = ()
    sense: Sense | None = None

    def find_wanted(self) -> list[Rule]:
        """Give the rules that ask for something."""
        return [rule for rule in self.rules if rule.draft.amount in {"more", "only"}]


UNSTEERED = Steering()


async def read_rules(tx: Tx, at: datetime) -> list[Rule]:
    """Give the rules of the person that hold at a moment, where they are.

    Args:
        tx: A transaction with purpose `feed`.
        at: Now.
    """
    rules = await steer_store.find_rules(tx, at)
    return find_active(rules, at, read_zone(await steer_store.find_time_zone(tx))) if rules else []


async def make_steering(models: Models | None, topics: TopicSense, rules: Sequence[Rule]) -> Steering:
    """Make ready to steer by rules. It may ask a model, so never within a transaction.

    Args:
        models: Where the embedder is; without it, or when it can't be had, words alone tell what a topic is.
        topics: What this process knows of topics.
        rules: Those that hold.
    """
    named = find_topics(rules)
    sense: Sense | None = None
    if named and models is not None:
        try:
            sense = await topics.learn(await models.embedder(), named)
        except BeknownError as error:
            _log.warning("steering.by_words", kind=type(error).__name__)
    return Steering(tuple(rules), sense)
