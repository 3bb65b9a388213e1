"""What people say to each other is in the log of each of them, and what is gone is in nobody's."""

from uuid import UUID

from beknown.app.house import House
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.kit.jobs import Worker
from beknown.social.chat_note import forget_gone, note_chat
from beknown.social.chat_types import ChatId
from tests.clients import Client
from tests.social.talk import open_direct, say


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


async def test_a_message_that_is_gone_is_forgotten_in_every_log(
    ana_client: Client, ben_client: Client, *, db: Database, ana: PersonId, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    await say(ana_client, chat, "a secret")
    await say(ben_client, chat, "an answer")
    await note_chat(db, ChatId(UUID(chat)))
    async with db.begin(Scope(ana, "export")) as tx:
        await tx.connection.execute("DELETE FROM chat_message")
    await forget_gone(db)
    assert [text for _, _, text, _ in await find_log(ana_client)] == ["an answer"]
    assert [text for _, _, text, _ in await find_log(ben_client)] == ["an answer"]
