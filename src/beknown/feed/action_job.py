"""Learn the action model in the background, without its heavy libraries in a process that only starts."""

from beknown.kit.db import Database
from beknown.kit.errors import Unavailable
from beknown.kit.later import load
from beknown.kit.telemetry import get_logger

LEARN_JOB = "feed.learn_actions"
HEAVY = "beknown.feed.action_learn"
_log = get_logger(__name__)


async def learn_now(db: Database) -> None:
    """Train, judge and serve what is better; where LightGBM can't be loaded, the training says so."""
    await load(HEAVY)
    from beknown.feed.action_learn import learn_actions  # noqa: PLC0415 - heavy, and a start doesn't need it

    try:
        await learn_actions(db)
    except Unavailable as error:
        _log.warning("feed.actions_by_hand", trouble=error.message)
