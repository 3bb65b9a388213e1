"""What follows what people did: from whom it is learned, when it serves, what it does to a feed, and what goes."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
import psycopg
import pytest

from beknown.events import ensure_source
from beknown.feed import sequence_store as store
from beknown.feed.parts.sequence_source import UNTOLD, tell_upcoming
from beknown.feed.sequence_job import learn_sequence_now
from beknown.feed.sequence_learn import SequenceModels, Serving, learn_sequence
from beknown.feed.sequence_model import write_weights
from beknown.feed.sequence_setup import report_sequence
from beknown.feed.sequence_store import Ending
from beknown.kit.db import Database, Purpose, Scope
from beknown.kit.errors import Unavailable
from beknown.kit.ids import NOBODY, PersonId, new_id
from beknown.kit.settings import Settings, load_settings
from tests.feed.reading import causes, read
from tests.feed.sequences import make_follower
from tests.social.posting import Post, Someone

NOBODY_SCOPE = Scope(NOBODY, "feed")
READERS, STEPS, POSTS = 60, 20, 30

COPY_POSTS = """
INSERT INTO post (person_id, id, event_id, text, shown_to, made_at)
SELECT person_id, gen_random_uuid(), event_id, 'Copy', 'everyone', made_at
FROM post CROSS JOIN generate_series(2, %(posts)s)
"""
ADD_READERS = """
INSERT INTO person (id, email, display_name)
SELECT gen_random_uuid(), 'reader' || n || '@example.org', 'Reader' FROM generate_series(1, %(readers)s) n
"""
ADD_SOURCES = """
INSERT INTO source (person_id, id, kind, purposes)
SELECT id, gen_random_uuid(), 'feed', '{feed,export,safety}' FROM person WHERE email LIKE 'reader%'
"""
ADD_IMPRESSIONS = """
WITH ring AS (SELECT person_id, id, row_number() OVER (ORDER BY id) - 1 AS place FROM post),
    reader AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM person WHERE email LIKE 'reader%%')
INSERT INTO feed_impression (
    person_id, run_id, position, kind, author_id, item_id, made_at, propensity, is_exploring, value, version, features,
    reasons
)
SELECT r.id, r.id, step, 'post', p.person_id, p.id, %(at)s - (%(steps)s - step) * interval '1 hour', 1, false, 0, 2,
    '{}', '[]'
FROM reader r CROSS JOIN generate_series(0, %(steps)s - 1) step
JOIN ring p ON p.place = (r.n * 7 + step) %% %(posts)s
"""
OPEN_ALL = """
INSERT INTO feed_deed (person_id, run_id, position, action, at)
SELECT person_id, run_id, position, 'open', made_at FROM feed_impression
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose trainer counts what follows what."""
    python = tmp_path / "trainer"
    python.write_text(
        f"#!{sys.executable}\n{Path(__file__).with_name('ring_trainer.py').read_text('utf-8')}", "utf-8"
    )
    python.chmod(0o700)
    (tmp_path / "home").mkdir()
    return load_settings(home=tmp_path / "home").model_copy(update={"train_python": python})


async def fill(owner: psycopg.AsyncConnection, b: Someone) -> None:
    """Have many open post after post, round a ring, each from somewhere else on."""
    await b.post("The first")
    async with owner.transaction():
        await owner.execute("SELECT set_config('app.person', %s, true)", (str(b.id),))
        await owner.execute("SELECT set_config('app.purpose', 'export', true)")
        await owner.execute(COPY_POSTS, {"posts": POSTS})
    await owner.execute(ADD_READERS, {"readers": READERS})
    await owner.execute(ADD_SOURCES)
    at = datetime.now(UTC) - timedelta(hours=1)
    await owner.execute(ADD_IMPRESSIONS, {"at": at, "steps": STEPS, "posts": POSTS})
    await owner.execute(OPEN_ALL)


async def find_log(db: Database, scope: Scope = NOBODY_SCOPE) -> list[store.DeedRow]:
    async with db.begin(scope) as tx:
        return await store.find_sequence_log(tx, since=datetime.now(UTC) - timedelta(days=30), most=10_000)


async def find_trainings(db: Database) -> list[store.SequenceTrainingRow]:
    async with db.begin(NOBODY_SCOPE) as tx:
        return await store.find_sequences(tx, most=5)


async def serve(db: Database, posts: list[Post]) -> UUID:
    """Have a model serve for which each of these posts is followed by the next one."""
    model, training = make_follower(len(posts)), new_id()
    items = [
        (UUID(post["author"]["id"]), UUID(post["id"]), vector.astype(np.float16).tobytes())
        for post, vector in zip(posts, model.vectors, strict=True)
    ]
    async with db.begin(NOBODY_SCOPE) as tx:
        await store.add_sequence(tx, training, people=1, deeds=1, total=1)
        await store.add_sequence_items(tx, training, items)
        await store.end_sequence(tx, training, Ending("served", weights=write_weights(model)))
    return training


async def test_what_is_better_serves_with_its_figures_and_leaves_no_file(
    db: Database, emptier: psycopg.AsyncConnection, b: Someone, settings: Settings
) -> None:
    await fill(emptier, b)
    assert await learn_sequence(db, settings)
    (training,) = await find_trainings(db)
    assert (training.state, training.people, training.deeds) == ("served", READERS, READERS * STEPS)
    assert training.gain_new is not None
    assert training.gain_popular is not None
    assert training.gain_new > training.gain_popular
    serving = await SequenceModels(db).get()
    assert serving is not None
    assert len(serving.numbers) == POSTS
    assert list(settings.home.iterdir()) == []


async def test_with_few_deeds_nothing_is_trained(db: Database, b: Someone, settings: Settings) -> None:
    await b.post("Hello")
    assert not await learn_sequence(db, settings)
    assert await find_trainings(db) == []


async def test_a_trainer_that_fails_is_told_and_leaves_no_file(
    db: Database, emptier: psycopg.AsyncConnection, b: Someone, settings: Settings, tmp_path: Path
) -> None:
    await fill(emptier, b)
    (tmp_path / "trainer").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    with pytest.raises(Unavailable, match="ended with 1"):
        await learn_sequence(db, settings)
    (training,) = await find_trainings(db)
    assert training.state == "failed"
    assert "import rectools, torch" in str(training.trouble)
    assert list(settings.home.iterdir()) == []


async def test_without_a_trainer_nothing_happens_and_it_is_said_how_to_get_one(
    db: Database, tmp_path: Path
) -> None:
    settings = load_settings(home=tmp_path)
    await learn_sequence_now(db, settings)
    report = await report_sequence(db, settings)
    assert (report.python, report.last) == (None, None)
    assert f"{tmp_path}/train/bin/pip install torch" in report.install


async def test_whose_switch_is_off_for_feeds_is_left_out_of_what_is_learned(
    db: Database, emptier: psycopg.AsyncConnection, a: Someone, b: Someone
) -> None:
    post = await b.post("Hello")
    await a.client.put(f"/api/social/posts/{post['author']['id']}/{post['id']}/saved")
    assert await find_log(db) == []
    async with db.begin(Scope(a.id, "export")) as tx:
        await ensure_source(tx, "feed")
    assert [row.post_id for row in await find_log(db)] == [UUID(post["id"])]
    await emptier.execute("UPDATE source SET purposes = array_remove(purposes, 'feed') WHERE kind = 'feed'")
    assert await find_log(db) == []


async def test_only_posts_for_everyone_are_learned_from(db: Database, a: Someone, b: Someone) -> None:
    await a.follow(b)
    async with db.begin(Scope(a.id, "export")) as tx:
        await ensure_source(tx, "feed")
    post = await b.post("For those who follow", "followers")
    saved = await a.client.put(f"/api/social/posts/{post['author']['id']}/{post['id']}/saved")
    assert saved.status_code == 200
    assert await find_log(db) == []


async def test_of_an_erased_person_nothing_is_left_to_learn_from(
    db: Database, emptier: psycopg.AsyncConnection, b: Someone
) -> None:
    await fill(emptier, b)
    await emptier.execute("DELETE FROM person WHERE email = 'reader1@example.org'")
    assert len({row.who for row in await find_log(db)}) == READERS - 1


@pytest.mark.parametrize("purpose", ["feed", "export", "ads", "safety", "account"])
async def test_what_people_did_is_told_to_nobody_but_the_program(
    db: Database, emptier: psycopg.AsyncConnection, b: Someone, ana: PersonId, purpose: Purpose
) -> None:
    await fill(emptier, b)
    assert await find_log(db, Scope(ana, purpose)) == []


async def test_a_deleted_post_leaves_the_model_at_once(db: Database, b: Someone) -> None:
    posts = [await b.post(f"Post {number}") for number in range(4)]
    training = await serve(db, posts)
    models = SequenceModels(db, look_every_s=0)
    before = await models.get()
    assert (await b.client.delete(f"/api/social/posts/{posts[1]['id']}")).status_code == 204
    after = await models.get()
    async with db.begin(NOBODY_SCOPE) as tx:
        left = await store.find_sequence_items(tx, training)
    assert before is not None
    assert after is not None
    assert (len(before.numbers), len(after.numbers)) == (4, 3)
    assert UUID(posts[1]["id"]) not in {row.post_id for row in left}


async def test_an_authors_posts_leave_the_model_with_them(
    db: Database, emptier: psycopg.AsyncConnection, b: Someone
) -> None:
    training = await serve(db, [await b.post(f"Post {number}") for number in range(4)])
    await emptier.execute("DELETE FROM person WHERE id = %s", (b.id,))
    cursor = await emptier.execute("SELECT count(*) FROM feed_sequence_item WHERE model_id = %s", (training,))
    assert await cursor.fetchone() == (0,)


async def test_what_follows_the_last_deed_comes_first_and_says_so(
    db: Database, a: Someone, b: Someone
) -> None:
    posts = [await b.post(f"Post {number}") for number in range(8)]
    await serve(db, posts)
    await read(a)  # loads the model
    saved = await a.client.put(f"/api/social/posts/{posts[2]['author']['id']}/{posts[2]['id']}/saved")
    assert saved.status_code == 200
    items = (await read(a))["items"]
    told = {item["post"]["text"]: causes(item) for item in items}
    assert "next" in told["Post 3"]
    assert "next" not in told["Post 6"]


async def test_a_model_that_is_broken_leaves_the_feed_as_it_was(
    db: Database, emptier: psycopg.AsyncConnection, a: Someone, b: Someone
) -> None:
    await serve(db, [await b.post(f"Post {number}") for number in range(4)])
    await emptier.execute("UPDATE feed_sequence SET weights = 'no model'")
    assert len((await read(a))["items"]) == 4
    assert len((await read(a))["items"]) == 4


async def test_what_was_learned_weeks_ago_no_longer_serves(
    db: Database, emptier: psycopg.AsyncConnection, b: Someone
) -> None:
    await serve(db, [await b.post("Hello"), await b.post("Again")])
    await emptier.execute("UPDATE feed_sequence SET begun_at = begun_at - interval '15 days'")
    assert await SequenceModels(db).get() is None


def test_a_history_that_the_model_does_not_know_tells_nothing() -> None:
    serving = Serving(make_follower(4), np.array([10, 20, 30, 40]), datetime.now(UTC))
    assert tell_upcoming(serving, [5, 99]) is UNTOLD
    assert tell_upcoming(None, [10]) is UNTOLD
    assert tell_upcoming(serving, []) is UNTOLD
    assert tell_upcoming(serving, [5, 20]).numbers.tolist() == [10, 30, 40]
