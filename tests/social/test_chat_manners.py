"""Reactions, replies, changed messages, marks that can be off, search and messages that disappear."""

import json
from datetime import timedelta
from typing import Any

import pytest

from beknown.kit import clock
from beknown.kit.db import Database
from beknown.kit.ids import PersonId, new_id
from beknown.social.chat_manner import clear_chats
from beknown.social.chat_note import forget_gone, note_chat
from beknown.social.chat_types import ChatId
from tests.clients import Client
from tests.social.live import open_page
from tests.social.talk import list_chats, open_direct, read, say


@pytest.fixture
async def chat(ana_client: Client, ben: PersonId) -> str:
    """The conversation of Ana and Ben."""
    return await open_direct(ana_client, ben)


async def find_messages(client: Client, chat: str) -> list[dict[str, Any]]:
    """Give the messages of a conversation."""
    return (await client.get(f"/api/chats/{chat}/messages")).json()["messages"]


async def react(client: Client, chat: str, seq: int, kind: str | None) -> int:
    """React to a message; give the status."""
    answer = await client.put(f"/api/chats/{chat}/messages/{seq}/reaction", json={"kind": kind})
    return answer.status_code


async def find_words(client: Client, words: str, **more: str) -> list[str]:
    """Search one's conversations; give the texts."""
    answer = await client.post("/api/chats/search", json={"words": words, **more})
    assert answer.status_code == 200, answer.text
    return [each["text"] for each in answer.json()["messages"]]


async def test_a_reaction_is_one_of_a_person_is_seen_by_all_and_can_be_taken_back(
    ana_client: Client, ben_client: Client, ben: PersonId, chat: str
) -> None:
    said = await say(ana_client, chat, "The kiln is mended")
    await react(ben_client, chat, said["seq"], "wow")
    await react(ben_client, chat, said["seq"], "love")
    (seen,) = await find_messages(ana_client, chat)
    assert seen["reactions"] == [{"kind": "love", "person_id": str(ben)}]
    await react(ben_client, chat, said["seq"], None)
    assert (await find_messages(ana_client, chat))[0]["reactions"] == []


async def test_a_reaction_arrives_at_once(
    ana_client: Client, ben_client: Client, server_address: str, chat: str
) -> None:
    said = await say(ana_client, chat, "The kiln is mended")
    async with open_page(server_address, ana_client) as page:
        await page.next()
        await react(ben_client, chat, said["seq"], "thanks")
        told = await page.next()
    assert [each["kind"] for each in told.data["message"]["reactions"]] == ["thanks"]


async def test_nobody_reacts_to_what_they_do_not_see(
    ana_client: Client, operator_client: Client, chat: str
) -> None:
    said = await say(ana_client, chat, "The kiln is mended")
    assert await react(operator_client, chat, said["seq"], "like") == 404
    assert await react(ana_client, chat, said["seq"] + 1, "like") == 404


async def test_a_reply_shows_what_it_replies_to_until_that_is_taken_back(
    ana_client: Client, ben_client: Client, ana: PersonId, chat: str
) -> None:
    said = await say(ana_client, chat, "The kiln is mended")
    body = {"id": str(new_id()), "text": "At last!", "reply_to": said["seq"]}
    await ben_client.post(f"/api/chats/{chat}/messages", json=body)
    reply = (await find_messages(ana_client, chat))[-1]["reply"]
    assert (reply["seq"], reply["text"], reply["author_id"]) == (said["seq"], "The kiln is mended", str(ana))
    await ana_client.delete(f"/api/chats/{chat}/messages/{said['seq']}")
    (left,) = await find_messages(ana_client, chat)
    assert (left["reply_to"], left["reply"]) == (None, None)


async def test_who_came_later_does_not_see_in_a_reply_what_was_said_before(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    group = (await ana_client.post("/api/chats/groups", json={"name": "Pottery", "people": []})).json()["id"]
    said = await say(ana_client, group, "Ben mustn't know of the cake")
    await ana_client.post(f"/api/chats/{group}/people", json={"people": [str(ben)]})
    body = {"id": str(new_id()), "text": "Welcome", "reply_to": said["seq"]}
    await ana_client.post(f"/api/chats/{group}/messages", json=body)
    (seen,) = await find_messages(ben_client, group)
    assert (seen["text"], seen["reply"]) == ("Welcome", None)


async def test_a_message_is_changed_for_all_and_in_every_log(
    ana_client: Client, ben_client: Client, db: Database, chat: str
) -> None:
    said = await say(ana_client, chat, "On Tuesday")
    await note_chat(db, ChatId(said["chat_id"]))
    path = f"/api/chats/{chat}/messages/{said['seq']}"
    assert (await ana_client.patch(path, json={"text": "On Thursday"})).status_code == 200
    (seen,) = await find_messages(ben_client, chat)
    assert (seen["text"], seen["edited_at"] is not None) == ("On Thursday", True)
    await note_chat(db, ChatId(said["chat_id"]))
    await forget_gone(db)
    for client in (ana_client, ben_client):
        events = (await client.post("/api/you/timeline", json={})).json()["events"]
        assert [each["text"] for each in events] == ["On Thursday"]


async def test_nobody_changes_what_another_said_or_what_is_old(
    ana_client: Client, ben_client: Client, chat: str
) -> None:
    said = await say(ana_client, chat, "On Tuesday")
    path = f"/api/chats/{chat}/messages/{said['seq']}"
    assert (await ben_client.patch(path, json={"text": "Never"})).status_code == 404
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert (await ana_client.patch(path, json={"text": "Never"})).status_code == 409
    assert await read(ben_client, chat) == ["On Tuesday"]


async def find_marks(client: Client, chat: str) -> list[tuple[str, int]]:
    """Give how far others have read."""
    marks = (await client.get(f"/api/chats/{chat}/read")).json()
    return [(each["person_id"], each["seq"]) for each in marks]


async def set_shown(client: Client, *, reads: bool, typing: bool) -> None:
    """Say what one shows others."""
    body = {"shows_read": reads, "shows_typing": typing}
    assert (await client.put("/api/chats/settings/shown", json=body)).status_code == 204


async def test_one_sees_how_far_the_other_has_read(
    ana_client: Client, ben_client: Client, ben: PersonId, chat: str
) -> None:
    said = await say(ana_client, chat, "The kiln is mended")
    await ben_client.put(f"/api/chats/{chat}/read", json={"seq": said["seq"]})
    assert await find_marks(ana_client, chat) == [(str(ben), said["seq"])]


async def test_who_does_not_show_what_they_read_neither_shows_nor_sees_it(
    ana_client: Client, ben_client: Client, chat: str
) -> None:
    said = await say(ana_client, chat, "The kiln is mended")
    await ben_client.put(f"/api/chats/{chat}/read", json={"seq": said["seq"]})
    await set_shown(ben_client, reads=False, typing=True)
    assert await find_marks(ana_client, chat) == []
    assert await find_marks(ben_client, chat) == []
    assert (await ben_client.get("/api/chats/settings/shown")).json()["shows_read"] is False


async def test_that_one_is_typing_and_has_read_is_seen_at_once(
    ana_client: Client, ben_client: Client, server_address: str, ben: PersonId, chat: str
) -> None:
    said = await say(ana_client, chat, "The kiln is mended")
    async with open_page(server_address, ana_client) as page:
        await page.next()
        await ben_client.post(f"/api/chats/{chat}/typing")
        typing = await page.next_sign()
        await ben_client.put(f"/api/chats/{chat}/read", json={"seq": said["seq"]})
        seen = await page.next_sign()
    sign = {"chat_id": chat, "person_id": str(ben)}
    assert (typing.kind, typing.data) == ("typing", {**sign, "seq": 0})
    assert (seen.kind, seen.data) == ("seen", {**sign, "seq": said["seq"]})


async def test_nobody_is_shown_typing_where_one_of_both_does_not_want_it(
    ana_client: Client, ben_client: Client, server_address: str, chat: str
) -> None:
    """The sign that comes first is the one for having read, which both show."""
    said = await say(ana_client, chat, "The kiln is mended")
    await set_shown(ana_client, reads=True, typing=False)
    async with open_page(server_address, ana_client) as page:
        await page.next()
        await ben_client.post(f"/api/chats/{chat}/typing")
        await ben_client.put(f"/api/chats/{chat}/read", json={"seq": said["seq"]})
        assert (await page.next_sign()).kind == "seen"


async def test_who_is_not_in_a_conversation_signals_nothing_there(
    ana_client: Client, ben_client: Client, operator_client: Client, server_address: str, chat: str
) -> None:
    async with open_page(server_address, ana_client) as page:
        await page.next()
        await operator_client.post(f"/api/chats/{chat}/typing")
        await ben_client.post(f"/api/chats/{chat}/typing")
        sign = await page.next_sign()
    members = {(await ana_client.get(f"/api/chats/{chat}")).json()["other_id"]}
    assert {sign.data["person_id"]} == members


async def test_words_are_found_without_regard_to_case_and_accents(
    ana_client: Client, ben_client: Client, chat: str
) -> None:
    await say(ana_client, chat, "Amanhã há pão de queijo no café")
    await say(ben_client, chat, "Straße nach Århus")
    assert await find_words(ben_client, "CAFE pao") == ["Amanhã há pão de queijo no café"]
    assert await find_words(ana_client, "arhus") == ["Straße nach Århus"]
    assert await find_words(ana_client, "100%") == []


async def test_one_finds_only_what_is_said_where_one_is(
    ana_client: Client, ben_client: Client, operator_client: Client, ben: PersonId, chat: str
) -> None:
    await say(ana_client, chat, "The kiln is mended")
    group = (await ana_client.post("/api/chats/groups", json={"name": "Pottery", "people": []})).json()["id"]
    await say(ana_client, group, "The kiln is a secret")
    await ana_client.post(f"/api/chats/{group}/people", json={"people": [str(ben)]})
    assert await find_words(operator_client, "kiln") == []
    assert await find_words(ben_client, "kiln") == ["The kiln is mended"]
    assert await find_words(ana_client, "kiln", chat_id=group) == ["The kiln is a secret"]


async def test_a_search_for_nothing_is_refused_in_words(ana_client: Client, chat: str) -> None:
    del chat
    assert (await ana_client.post("/api/chats/search", json={"words": "  "})).status_code == 422
    assert (await ana_client.post("/api/chats/search", json={"words": "x" * 300})).status_code == 422


async def test_what_is_said_disappears_after_its_days_and_from_every_log(
    ana_client: Client, ben_client: Client, server_address: str, db: Database, chat: str
) -> None:
    await say(ana_client, chat, "This stays")
    assert (await ben_client.put(f"/api/chats/{chat}/keep", json={"days": 7})).status_code == 204
    gone = await say(ana_client, chat, "This goes")
    await note_chat(db, ChatId(gone["chat_id"]))
    assert [each["keep_days"] for each in await list_chats(ana_client)] == [7]
    with clock.frozen(clock.now() + timedelta(days=6)):
        await clear_chats(db)
    assert await read(ben_client, chat) == ["This stays", "This goes"]
    async with open_page(server_address, ana_client) as page:
        await page.next()
        with clock.frozen(clock.now() + timedelta(days=8)):
            await clear_chats(db)
        told = await page.next()
    assert (told.kind, told.data["message_seq"]) == ("cleared", gone["seq"])
    assert await read(ben_client, chat) == ["This stays"]
    await forget_gone(db)
    events = (await ben_client.post("/api/you/timeline", json={})).json()["events"]
    assert [each["text"] for each in events] == ["This stays"]


async def test_in_a_group_its_admins_alone_let_messages_disappear(
    ana_client: Client, ben_client: Client, operator_client: Client, ben: PersonId
) -> None:
    made = await ana_client.post("/api/chats/groups", json={"name": "Pottery", "people": [str(ben)]})
    path = f"/api/chats/{made.json()['id']}/keep"
    clients = (operator_client, ben_client, ana_client)
    answers = [(await each.put(path, json={"days": 1})).status_code for each in clients]
    assert answers == [404, 403, 204]


@pytest.mark.parametrize("words", ["a\0b", "\ud800x"])
async def test_letters_that_no_database_keeps_are_refused_in_words(ana_client: Client, words: str) -> None:
    body = json.dumps({"words": words}).encode()
    headers = {"content-type": "application/json"}
    refused = await ana_client.post("/api/chats/search", content=body, headers=headers)
    assert refused.status_code == 422
