"""Learn the action model from everybody's feeds: read what was looked at, train, judge, serve it where it is better."""

import asyncio
from datetime import timedelta
from uuid import UUID

from beknown.feed import action_store as store
from beknown.feed.action_model import BY_HAND, LearnedModel, read_model, write_model
from beknown.feed.action_train import ActionLog, Trained, make_log, train
from beknown.feed.types import ACTIONS
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import BeknownError, Invalid, Unavailable
from beknown.kit.ids import NOBODY, new_id
from beknown.kit.telemetry import get_logger

LEARN_FROM = timedelta(days=90)
SETTLED_AFTER = timedelta(hours=2)
"""What was shown later than this may still be acted on, and isn't learned from yet."""

MOST = 150_000
KEPT = 30
"""So many of the latest trainings are kept, to see how it went."""

_SCOPE = Scope(NOBODY, "feed")
_log = get_logger(__name__)


async def learn_actions(db: Database) -> bool:
    """Train on what people who allow it looked at; tells whether a new model serves.

    Raises:
        Unavailable: LightGBM can't be loaded; the training says so, and hand-set figures serve.
    """
    log = await _read_log(db)
    serving = await _read_serving(db)
    training = new_id()
    async with db.begin(_SCOPE) as tx:
        await store.add_training(tx, training, shown=len(log), total=len(ACTIONS))
    try:
        trained = await _train(db, training, log, serving)
    except Exception as error:
        trouble = error.message if isinstance(error, BeknownError) else type(error).__name__
        async with db.begin(_SCOPE) as tx:
            await store.end_training(tx, training, "failed", trouble=trouble)
        raise
    async with db.begin(_SCOPE) as tx:
        await store.add_judged(tx, training, trained.judged)
        await store.add_bins(tx, training, trained.judged)
        model = write_model(trained.model) if trained.is_better else None
        await store.end_training(tx, training, "served" if model else "kept back", model=model)
        await store.sweep_trainings(tx, most=KEPT)
    _log.info("feed.actions_learned", shown=len(log), served=trained.is_better)
    return trained.is_better


async def _train(db: Database, training: UUID, log: ActionLog, serving: LearnedModel) -> Trained:
    """Train in a thread, and note how far it is after each action."""
    loop = asyncio.get_running_loop()
    done: asyncio.Queue[int] = asyncio.Queue()

    def progress(number: int, total: int) -> None:
        del total
        loop.call_soon_threadsafe(done.put_nowait, number)

    async def note() -> None:
        while True:
            number = await done.get()
            async with db.begin(_SCOPE) as tx:
                await store.set_training_done(tx, training, number)
            if number == len(ACTIONS):
                return

    noting = asyncio.create_task(note())
    try:
        trained = await asyncio.to_thread(train, log, serving, progress=progress)
        await noting
    finally:
        noting.cancel()
    return trained


async def _read_log(db: Database) -> ActionLog:
    at = clock.now()
    async with db.begin(_SCOPE) as tx:
        rows = await store.find_action_log(tx, since=at - LEARN_FROM, before=at - SETTLED_AFTER, most=MOST)
    rows.reverse()
    return make_log(
        [row.features for row in rows],
        [row.place for row in rows],
        [row.did for row in rows],
        [row.shown_at for row in rows],
    )


async def _read_serving(db: Database) -> LearnedModel:
    async with db.begin(_SCOPE) as tx:
        row = await store.find_serving(tx)
    try:
        return read_model(row.model) if row else BY_HAND
    except Invalid:
        return BY_HAND


class ActionModels:
    """Gives the model that serves, in this process; looks now and then whether there is a better one.

    Args:
        db: The door.
        look_every_s: So old the answer may be.
    """

    def __init__(self, db: Database, *, look_every_s: float = 60.0) -> None:
        self._db = db
        self._look_every_s = look_every_s
        self._looked_at = float("-inf")
        self._serving: UUID | None = None
        self._model = BY_HAND

    async def get(self) -> LearnedModel:
        """Give the model that serves; hand-set figures where none was learned or it can't be loaded."""
        now = asyncio.get_running_loop().time()
        if now - self._looked_at >= self._look_every_s:
            self._looked_at = now
            async with self._db.begin(_SCOPE) as tx:
                serving = await store.find_serving_id(tx)
            if serving != self._serving:
                self._model, self._serving = await self._load(), serving
        return self._model

    async def _load(self) -> LearnedModel:
        model = await _read_serving(self._db)
        try:
            await asyncio.to_thread(model.warm_up)
        except Unavailable as error:
            _log.warning("feed.actions_by_hand", trouble=error.message)
            return BY_HAND
        return model
