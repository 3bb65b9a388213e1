"""Learn the sequence model in the background, where there is what it takes."""

from beknown.feed.sequence_setup import find_train_python
from beknown.kit.db import Database
from beknown.kit.errors import Invalid, Unavailable
from beknown.kit.later import load
from beknown.kit.settings import Settings
from beknown.kit.telemetry import get_logger

SEQUENCE_JOB = "feed.learn_sequence"
HEAVY = "beknown.feed.sequence_learn"
_log = get_logger(__name__)


async def learn_sequence_now(db: Database, settings: Settings) -> None:
    """Train, judge and serve what is better; without a Python that could, nothing is done."""
    if find_train_python(settings) is None:
        return
    await load(HEAVY)
    from beknown.feed.sequence_learn import learn_sequence  # noqa: PLC0415 - heavy, and a start doesn't need it

    try:
        await learn_sequence(db, settings)
    except (Invalid, Unavailable) as error:
        _log.warning("feed.sequence_not_learned", trouble=error.message)
