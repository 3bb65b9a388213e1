"""What is learned from everybody's feeds: from whom, by what, and when it serves."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import psycopg
import pytest

from beknown.events import ensure_source
from beknown.feed import action_store as store
from beknown.feed.action_learn import ActionModels, learn_actions
from beknown.feed.action_model import BY_HAND
from beknown.feed.action_train import Judged
from beknown.feed.features import NAMES, VERSION
from beknown.feed.types import ACTIONS
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.ids import NOBODY, PersonId, new_id
from beknown.ranking import Bin

SHOWN = 4_000
NOBODY_SCOPE = Scope(NOBODY, "feed")

FILL = """
INSERT INTO feed_impression (
    person_id, run_id, position, kind, item_id, made_at, propensity, is_exploring, value, version, features, reasons,
    looked_at
)
SELECT %(person)s, %(run)s, n, 'made', gen_random_uuid(), %(at)s - n * interval '1 minute', 1, false, 0, %(version)s,
    (%(features)s::real[])[((n - 1) * %(width)s + 1):(n * %(width)s)], '[]', %(at)s
FROM generate_series(1, %(shown)s) n
"""
OPENED = """
INSERT INTO feed_deed (person_id, run_id, position, action, at)
SELECT %(person)s, %(run)s, n, 'open', %(at)s FROM unnest(%(opened)s::int[]) n
"""


async def fill_log(
    db: Database, owner: psycopg.AsyncConnection, person: PersonId, *, shown: int, seed: int
) -> UUID:
    """Have somebody open most of what they follow and little else."""
    chance, run = np.random.default_rng(seed), new_id()
    features = np.zeros((shown, len(NAMES)))
    features[:, NAMES.index("is_followed")] = chance.random(shown) < 0.3
    followed = features[:, NAMES.index("is_followed")] > 0
    opened = np.flatnonzero(chance.random(shown) < np.where(followed, 0.6, 0.01)) + 1
    async with db.begin(Scope(person, "export")) as tx:
        await ensure_source(tx, "feed")
    params = {"person": person, "run": run, "at": datetime.now(UTC) - timedelta(hours=3), "shown": shown}
    await owner.execute(
        FILL, {**params, "version": VERSION, "features": features.ravel().tolist(), "width": len(NAMES)}
    )
    await owner.execute(OPENED, {**params, "opened": opened.tolist()})
    return run


async def find_log(db: Database, scope: Scope = NOBODY_SCOPE) -> list[store.LogRow]:
    at = datetime.now(UTC)
    async with db.begin(scope) as tx:
        return await store.find_action_log(tx, since=at - timedelta(days=30), before=at, most=10_000)


async def test_a_better_model_is_kept_with_its_figures_and_serves(
    db: Database, emptier: psycopg.AsyncConnection, ana: PersonId, ben: PersonId
) -> None:
    await fill_log(db, emptier, ana, shown=SHOWN // 2, seed=1)
    await fill_log(db, emptier, ben, shown=SHOWN // 2, seed=2)
    models = ActionModels(db, look_every_s=0)
    assert await models.get() is BY_HAND
    assert await learn_actions(db)
    async with db.begin(NOBODY_SCOPE) as tx:
        (training,) = await store.find_trainings(tx, most=5)
        judged = {row.action: row for row in await store.find_judged(tx, [training.id])}
    assert (training.state, training.shown, training.done) == ("served", SHOWN, len(ACTIONS))
    assert judged["open"].is_better
    assert judged["open"].loss_new is not None
    assert judged["open"].loss_new < judged["open"].loss_now
    assert judged["share"].loss_new is None
    assert set((await models.get()).curves) == {"open"}


async def test_bins_of_few_cases_can_not_be_kept(
    db: Database, emptier: psycopg.AsyncConnection, ana: PersonId
) -> None:
    del ana
    training = new_id()
    few = Judged("open", 19, 10, 0.1, None, is_better=False, bins_now=(Bin(0.1, 0.5, 19),))
    async with db.begin(NOBODY_SCOPE) as tx:
        await store.add_training(tx, training, shown=19, total=9)
        await store.add_judged(tx, training, [few])
    with pytest.raises(psycopg.errors.CheckViolation):
        async with db.begin(NOBODY_SCOPE) as tx:
            await store.add_bins(tx, training, [few])
    await emptier.execute("DELETE FROM feed_model")


async def test_what_goes_with_a_training_goes_when_it_is_swept(
    db: Database, emptier: psycopg.AsyncConnection, ana: PersonId
) -> None:
    await fill_log(db, emptier, ana, shown=SHOWN, seed=1)
    await learn_actions(db)
    async with db.begin(NOBODY_SCOPE) as tx:
        (training,) = await store.find_trainings(tx, most=5)
        bins = await store.find_bins(tx, training.id)
    assert {(row.action, row.is_new) for row in bins} == {("open", False), ("open", True)}
    await emptier.execute("UPDATE feed_model SET state = 'kept back'")
    async with db.begin(NOBODY_SCOPE) as tx:
        await store.sweep_trainings(tx, most=0)
        assert await store.find_bins(tx, training.id) == []


async def test_nothing_learned_is_said_and_hand_set_figures_serve(db: Database, ana: PersonId) -> None:
    del ana
    assert not await learn_actions(db)
    async with db.begin(NOBODY_SCOPE) as tx:
        (training,) = await store.find_trainings(tx, most=5)
    assert (training.state, training.shown) == ("kept back", 0)
    assert await ActionModels(db, look_every_s=0).get() is BY_HAND


async def test_whose_switch_is_off_for_feeds_is_left_out(
    db: Database, emptier: psycopg.AsyncConnection, ana: PersonId, ben: PersonId
) -> None:
    await fill_log(db, emptier, ana, shown=20, seed=1)
    await fill_log(db, emptier, ben, shown=30, seed=2)
    assert len(await find_log(db)) == 50
    await emptier.execute(
        "UPDATE source SET purposes = array_remove(purposes, 'feed') WHERE person_id = %s AND kind = 'feed'",
        (ben,),
    )
    assert len(await find_log(db)) == 20


async def test_what_was_not_looked_at_is_not_learned_from(
    db: Database, emptier: psycopg.AsyncConnection, ana: PersonId
) -> None:
    await fill_log(db, emptier, ana, shown=20, seed=1)
    await emptier.execute("UPDATE feed_impression SET looked_at = NULL WHERE position > 5")
    assert len(await find_log(db)) == 5


@pytest.mark.parametrize("purpose", ["feed", "export", "ads", "safety", "account"])
async def test_nobodys_log_is_told_to_a_person(
    db: Database, emptier: psycopg.AsyncConnection, ana: PersonId, ben: PersonId, purpose: Purpose
) -> None:
    await fill_log(db, emptier, ana, shown=20, seed=1)
    assert await find_log(db, Scope(ben, purpose)) == []
    assert await find_log(db, Scope(ana, purpose)) == []


@pytest.mark.parametrize("purpose", ["ads", "export", "safety"])
async def test_the_log_serves_feeds_alone(
    db: Database, emptier: psycopg.AsyncConnection, ana: PersonId, purpose: Purpose
) -> None:
    await fill_log(db, emptier, ana, shown=20, seed=1)
    assert await find_log(db, Scope(NOBODY, purpose)) == []


async def test_a_member_sees_no_trainings(db: Database, ana: PersonId) -> None:
    await learn_actions(db)
    async with db.begin(Scope(ana, "account")) as tx:
        assert await store.find_trainings(tx, most=5) == []
