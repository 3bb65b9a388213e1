from datetime import timedelta

import pytest

from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import TooMany
from beknown.kit.ids import new_id
from beknown.social.limits import (
    FIRST_MESSAGES,
    FOLLOWS,
    GROUPS,
    MESSAGES,
    PICTURES,
    POSTS,
    REACTIONS,
    Limit,
    check_limit,
)
from tests.social.posting import Someone, address
from tests.social.talk import open_direct, say

FEW = Limit("posts", 2, timedelta(seconds=30))


async def test_a_turn_is_taken_by_person_comes_back_with_time_and_with_what_is_undone(
    db: Database, a: Someone, b: Someone
) -> None:
    with clock.frozen(clock.now()) as now:
        for _ in range(2):
            async with db.begin(Scope(a.id, "export")) as tx:
                await check_limit(tx, FEW)
        with pytest.raises(TooMany, match="Wait 30 s") as refused:
            async with db.begin(Scope(a.id, "export")) as tx:
                await check_limit(tx, FEW)
        assert refused.value.extra == {"retry_after_s": 30}
        async with db.begin(Scope(b.id, "export")) as tx:
            await check_limit(tx, FEW)
    with clock.frozen(now + timedelta(seconds=31)):
        with pytest.raises(ZeroDivisionError):
            await take_and_fail(db, a)
        async with db.begin(Scope(a.id, "export")) as tx:
            await check_limit(tx, FEW)


async def test_a_clock_that_went_back_begins_anew_and_one_that_is_a_little_behind_does_not(
    db: Database, a: Someone
) -> None:
    with clock.frozen(clock.now()) as now:
        await use_up(db, a, FEW)
    with clock.frozen(now - timedelta(seconds=5)), pytest.raises(TooMany, match="Wait 35 s"):
        await use_up(db, a, FEW)
    with clock.frozen(now - timedelta(hours=3)):
        await use_up(db, a, FEW)
        with pytest.raises(TooMany, match="Wait 30 s"):
            await use_up(db, a, FEW)


async def take_and_fail(db: Database, someone: Someone) -> None:
    """Take a turn in a transaction that is undone."""
    async with db.begin(Scope(someone.id, "export")) as tx:
        await check_limit(tx, FEW)
        raise ZeroDivisionError


async def use_up(db: Database, someone: Someone, limit: Limit) -> None:
    """Take all turns of somebody."""
    async with db.begin(Scope(someone.id, "export")) as tx:
        for _ in range(limit.burst):
            await check_limit(tx, limit)


async def test_posting_reacting_following_and_sending_pictures_are_limited(
    db: Database, a: Someone, b: Someone
) -> None:
    post = await a.post("Hello")
    with clock.frozen(clock.now()):
        for limit in (POSTS, REACTIONS, FOLLOWS, PICTURES):
            await use_up(db, b, limit)
        answers = [
            await b.client.post("/api/social/posts", json={"text": "x"}),
            await b.client.put(f"{address(post)}/reaction", json={"kind": "like"}),
            await b.client.put(f"{address(post)}/saved"),
            await b.client.put(f"/api/social/people/{a.id}/follow"),
        ]
    assert [answer.status_code for answer in answers] == [429, 429, 429, 429]


async def say_again(someone: Someone, chat: str) -> int:
    """Say something; give the status."""
    body = {"id": str(new_id()), "text": "Hello"}
    return (await someone.client.post(f"/api/chats/{chat}/messages", json=body)).status_code


async def test_saying_much_is_limited(db: Database, a: Someone, b: Someone) -> None:
    chat = await open_direct(a.client, b.id)
    await say(a.client, chat, "Hi")
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        await use_up(db, a, MESSAGES)
        assert await say_again(a, chat) == 429
        assert await say_again(b, chat) == 201


async def test_beginning_many_conversations_and_groups_is_limited(
    db: Database, a: Someone, b: Someone, c: Someone
) -> None:
    known, new = await open_direct(a.client, b.id), await open_direct(a.client, c.id)
    await say(a.client, known, "Hi")
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        await use_up(db, a, FIRST_MESSAGES)
        await use_up(db, a, GROUPS)
        group = await a.client.post("/api/chats/groups", json={"name": "Us", "people": [str(b.id)]})
        assert (await say_again(a, known), await say_again(a, new), group.status_code) == (201, 429, 429)
