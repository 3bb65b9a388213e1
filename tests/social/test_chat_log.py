"""What people say to each other is in the log of each of them, and what is gone is in nobody's."""

import asyncio
from uuid import UUID

from beknown.app.house import House
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.jobs import Worker
from beknown.social.chat_note import forget_gone, note_chat
from beknown.social.chat_types import ChatId
from tests.clients import Client
from tests.social.talk import open_direct, read, say


async def find_log(client: Client) -> list[tuple[str, str, str, bool]]:
    """Give what somebody's timeline shows: type, speaker, words, whether they said it."""
    events = (await client.post("/api/you/timeline", json={})).json()["events"]
    return sorted((each["type"], each["speaker"], each["text"], each["is_mine"]) for each in events)


async def test_each_of_both_has_an_event_of_their_own(
    ana_client: Client, ben_client: Client, db: Database, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    await say(ana_client, chat, "The kiln is mended")
    await note_chat(db, ChatId(UUID(chat)))
    await note_chat(db, ChatId(UUID(chat)))
    assert await find_log(ana_client) == [
        ("social.message.sent.v1", "Ana Duarte", "The kiln is mended", True)
    ]
    assert await find_log(ben_client) == [
        ("social.message.received.v1", "Ana Duarte", "The kiln is mended", False)
    ]


async def test_what_was_said_is_in_the_log_soon_without_anybody_asking(
    ana_client: Client, ben_client: Client, house: House, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    for text in ("one", "two"):
        await say(ana_client, chat, text)
    await Worker(house.owner_url, house.job_context()).run(until_empty=True)
    assert [text for _, _, text, _ in await find_log(ben_client)] == ["one", "two"]


async def test_a_message_that_is_taken_back_is_forgotten_in_every_log(
    ana_client: Client, ben_client: Client, db: Database, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    secret = await say(ana_client, chat, "a secret")
    await say(ben_client, chat, "an answer")
    await note_chat(db, ChatId(UUID(chat)))
    await ana_client.delete(f"/api/chats/{chat}/messages/{secret['seq']}")
    await forget_gone(db)
    assert [text for _, _, text, _ in await find_log(ana_client)] == ["an answer"]
    assert [text for _, _, text, _ in await find_log(ben_client)] == ["an answer"]


async def test_a_message_that_is_taken_back_while_it_is_noted_is_in_no_log(
    ana_client: Client, ben_client: Client, db: Database, ben: PersonId
) -> None:
    """Both at once, again and again: whichever comes first, nothing of it is left."""
    chat = await open_direct(ana_client, ben)
    for number in range(8):
        sent = await say(ana_client, chat, f"secret {number}")
        taking_back = ana_client.delete(f"/api/chats/{chat}/messages/{sent['seq']}")
        noting = note_chat(db, ChatId(UUID(chat)))
        await asyncio.gather(taking_back, noting, return_exceptions=True)
    await note_chat(db, ChatId(UUID(chat)))
    await forget_gone(db)
    assert await find_log(ana_client) == await find_log(ben_client) == []


async def test_nobody_takes_back_what_another_said(
    ana_client: Client, ben_client: Client, operator_client: Client, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    sent = await say(ana_client, chat, "stays")
    answers = [
        await client.delete(f"/api/chats/{chat}/messages/{sent['seq']}")
        for client in (ben_client, operator_client)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert await read(ben_client, chat) == ["stays"]
