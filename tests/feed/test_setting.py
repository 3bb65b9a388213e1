"""What actions are worth: open to everybody, and each person's own within bounds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from beknown.app.house import House
from beknown.feed import store
from beknown.feed.jobs import sweep
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.settings import Settings
from beknown.ranking import BOUNDS, WEIGHTS
from tests.feed.reading import read, texts
from tests.social.posting import Someone


async def put(someone: Someone, weights: dict[str, Any]) -> int:
    return (await someone.client.put("/api/feed/setting", json={"weights": weights})).status_code


async def test_weights_and_their_bounds_are_shown(a: Someone) -> None:
    shown = (await a.client.get("/api/feed/setting")).json()["weights"]
    assert {each["action"]: each["mine"] for each in shown} == dict(WEIGHTS)
    assert {each["action"]: (each["low"], each["high"]) for each in shown} == dict(BOUNDS)


async def test_it_is_told_for_how_long_what_stood_on_feeds_is_kept(
    a: Someone, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await a.client.get("/api/feed/setting")).json()["keep_days"] == 180
    settings = house.settings.model_copy(update={"feed_keep_days": 30})
    monkeypatch.setitem(house.parts, Settings, settings)
    assert (await a.client.get("/api/feed/setting")).json()["keep_days"] == 30


async def test_what_stood_on_a_feed_goes_after_as_many_days_as_are_set(
    a: Someone, b: Someone, house: House, db: Database
) -> None:
    await b.post("Hello")
    await read(a)
    settings = house.settings.model_copy(update={"feed_keep_days": 30})
    counts: list[int] = []
    for days in (29, 31):
        with clock.frozen(datetime.now(UTC) + timedelta(days=days)):
            await sweep(replace(house.job_context(), settings=settings))
        async with db.begin(Scope(a.id, "export")) as tx:
            counts.append(len(await store.find_unnoted(tx, most=10)))
    assert counts == [1, 0]


async def test_own_weights_hold_and_can_be_reset(a: Someone) -> None:
    assert await put(a, {"reply": 0}) == 200
    shown = (await a.client.get("/api/feed/setting")).json()["weights"]
    assert {each["action"]: each["mine"] for each in shown} == {**WEIGHTS, "reply": 0}
    assert await put(a, {}) == 200
    shown = (await a.client.get("/api/feed/setting")).json()["weights"]
    assert {each["action"]: each["mine"] for each in shown} == dict(WEIGHTS)


@pytest.mark.parametrize("weights", [{"like": -1}, {"hide": 0}, {"rage": 1}, {"like": "much"}, {"like": 1e9}])
async def test_a_weight_out_of_its_bounds_is_refused(a: Someone, weights: dict[str, Any]) -> None:
    assert await put(a, weights) == 422


async def test_own_weights_change_the_order(a: Someone, b: Someone, c: Someone) -> None:
    """Who follows back answers more; without a worth for answers, the longer one is looked at longer."""
    await b.follow(a)
    await b.post("Hi")
    await c.post("A long story. " * 100)
    assert texts((await read(a))["items"])[0] == "Hi"
    only_looking = {"open": 0, "like": 0, "reply": 0, "save": 0, "share": 0, "follow": 0, "dwell": 3}
    assert await put(a, only_looking) == 200
    assert texts((await read(a))["items"])[0] != "Hi"
