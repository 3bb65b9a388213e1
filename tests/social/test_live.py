"""What is said arrives at once, in order, once, also for who was away or comes late."""

import asyncio
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from starlette.types import Message as Sent

from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import TooMany
from beknown.kit.ids import NOBODY, PersonId, new_id
from beknown.social import chat_store
from beknown.social.chat_live import MAX_STREAMS, ChatLive
from beknown.social.chat_say import open_direct, send
from beknown.social.chat_stream import LiveResponse, stream_changes
from beknown.social.chat_types import ChatId, Draft
from tests.clients import Client
from tests.people import add_person
from tests.social import talk
from tests.social.live import open_page


async def test_a_message_arrives_at_both_while_they_watch(
    ana_client: Client, ben_client: Client, server_address: str, ben: PersonId
) -> None:
    chat = await talk.open_direct(ana_client, ben)
    async with (
        open_page(server_address, ana_client) as at_ana,
        open_page(server_address, ben_client) as at_ben,
    ):
        assert [(await page.next()).kind for page in (at_ana, at_ben)] == ["at", "at"]
        sent = await talk.say(ana_client, chat, "Look!")
        arrived = [await page.next() for page in (at_ana, at_ben)]
    assert [each.kind for each in arrived] == ["message", "message"]
    assert [each.data["message"] for each in arrived] == [sent, sent]


async def test_who_was_away_gets_what_they_missed_once_and_in_order(
    ana_client: Client, ben_client: Client, server_address: str, ben: PersonId
) -> None:
    chat = await talk.open_direct(ana_client, ben)
    async with open_page(server_address, ben_client) as page:
        await page.next()
        await talk.say(ana_client, chat, "number 0")
        place = (await page.next()).seq
    for number in range(1, 4):
        await talk.say(ana_client, chat, f"number {number}")
    async with open_page(server_address, ben_client, after=place) as page:
        assert (await page.next()).kind == "at"
        missed = await page.take(3)
        await talk.say(ana_client, chat, "number 4")
        missed.append(await page.next())
    assert [each.data["message"]["text"] for each in missed] == [f"number {number}" for number in range(1, 5)]
    assert [each.seq for each in missed] == list(range(place + 1, place + 5))


async def test_who_was_away_for_longer_than_is_kept_is_told_to_read_anew(
    ana_client: Client, ben_client: Client, *, server_address: str, db: Database, ben: PersonId
) -> None:
    chat = await talk.open_direct(ana_client, ben)
    sent = [await talk.say(ana_client, chat, text) for text in ("old", "older")]
    assert len(sent) == 2
    async with db.begin(Scope(NOBODY, "safety")) as tx:
        await chat_store.sweep_chats(tx, clock.now() + timedelta(days=8), timedelta(days=7))
    async with open_page(server_address, ben_client, after=1) as page:
        first = await page.next()
    assert (first.kind, first.seq) == ("anew", 2)


@pytest.mark.parametrize("place", [10**6, 2**61])
async def test_a_place_that_never_was_is_told_to_read_anew(
    ben_client: Client, server_address: str, place: int
) -> None:
    async with open_page(server_address, ben_client, after=place) as page:
        assert (await page.next()).kind == "anew"


async def test_nobody_else_is_told(
    ana_client: Client, operator_client: Client, server_address: str, ben: PersonId
) -> None:
    chat = await talk.open_direct(ana_client, ben)
    async with open_page(server_address, operator_client) as page:
        await page.next()
        await talk.say(ana_client, chat, "between us")
        other = await talk.open_direct(operator_client, ben)
        await talk.say(operator_client, other, "mine")
        assert (await page.next()).data["message"]["text"] == "mine"


async def test_a_message_that_is_gone_before_it_arrives_arrives_without_its_words(
    ana_client: Client, ben_client: Client, server_address: str, ben: PersonId
) -> None:
    chat = await talk.open_direct(ana_client, ben)
    await talk.say(ana_client, chat, "oh no")
    assert (await ana_client.delete(f"/api/chats/{chat}/messages/1")).status_code == 204
    async with open_page(server_address, ben_client, after=0) as page:
        await page.next()
        assert (await page.next()).data == {"chat_id": chat, "message_seq": 1, "message": None}


async def test_a_message_that_is_taken_back_goes_from_the_pages_that_show_it(
    ana_client: Client, ben_client: Client, server_address: str, ben: PersonId
) -> None:
    chat = await talk.open_direct(ana_client, ben)
    async with open_page(server_address, ben_client) as page:
        await page.next()
        sent = await talk.say(ana_client, chat, "oh no")
        await page.next()
        await ana_client.delete(f"/api/chats/{chat}/messages/{sent['seq']}")
        gone = await page.next()
    assert (gone.kind, gone.data) == ("message", {"chat_id": chat, "message_seq": 1, "message": None})


async def test_everybody_is_woken_when_listening_begins_again(db: Database, database_url: str) -> None:
    """What was told while the database was away isn't missed: each stream looks again."""
    live = ChatLive(db)
    with live.connect(PersonId(new_id())) as page:
        await asyncio.wait_for(page.woken.wait(), 10)
        page.woken.clear()
        await end_listening(database_url)
        await asyncio.wait_for(page.woken.wait(), 10)
    await live.close()


async def end_listening(database_url: str) -> None:
    """Cut every connection that listens, as a restart of the database would."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )


async def test_one_person_has_so_many_live_pages_and_leaves_nothing_behind(db: Database) -> None:
    live, person = ChatLive(db), PersonId(new_id())
    with ExitStack() as pages:
        for _ in range(MAX_STREAMS):
            pages.enter_context(live.connect(person))
        with pytest.raises(TooMany):
            pages.enter_context(live.connect(person))
    assert live.people == 0
    await live.close()


async def test_a_reader_who_takes_nothing_is_cut_off_and_leaves_nothing_behind(
    db: Database, ana: PersonId
) -> None:
    live = ChatLive(db)
    response = LiveResponse(stream_changes(live, ana, None), send_s=0.2)
    scope: dict[str, Any] = {"type": "http", "asgi": {"spec_version": "2.3"}}
    await asyncio.wait_for(response(scope, never_arrives, never_sent), 10)
    assert live.people == 0
    await live.close()


async def never_arrives() -> Sent:
    """Wait for a message of a browser that stays and says nothing."""
    await asyncio.Event().wait()
    return {}


async def never_sent(message: Sent) -> None:
    """Wait for a browser that takes nothing."""
    del message
    await asyncio.Event().wait()


async def test_a_reader_skips_nothing_while_many_write_at_the_same_time(db: Database) -> None:
    """Five people write to each other in all ten conversations at once; each reads along without a gap."""
    people = [await add_person(db, f"p{number}@example.org", f"P {number}") for number in range(5)]
    pairs = [(one, other) for one in people for other in people if one != other]
    chats = {pair: await open_between(db, *pair) for pair in pairs}
    readers = [asyncio.create_task(read_along(db, person, 32)) for person in people]
    await asyncio.gather(*(say_four(db, pair[0], chat) for pair, chat in chats.items()))
    seen = await asyncio.wait_for(asyncio.gather(*readers), 60)
    assert [[seq for seq, _ in each] for each in seen] == [list(range(1, 33))] * 5
    assert [len(set(each)) for each in seen] == [32] * 5


async def open_between(db: Database, one: PersonId, other: PersonId) -> ChatId:
    async with db.begin(Scope(one, "export")) as tx:
        return await open_direct(tx, other)


async def say_four(db: Database, person: PersonId, chat: ChatId) -> None:
    for number in range(4):
        async with db.begin(Scope(person, "export")) as tx:
            await send(tx, chat, new_id(), Draft(f"number {number}"))


async def read_along(db: Database, person: PersonId, count: int) -> list[tuple[int, str]]:
    """Read again and again from the last number on, as a stream does, until so many came."""
    seen: list[tuple[int, str]] = []
    while len(seen) < count:
        async with db.begin(Scope(person, "export")) as tx:
            after = seen[-1][0] if seen else 0
            changes = await chat_store.find_changes(tx, after=after, at_most=3)
        seen += [(each.seq, f"{each.chat_id}/{each.message_seq}") for each in changes]
    return seen
