from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from fastapi import FastAPI

from beknown.app.house import House
from beknown.events import erase
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId, new_id
from beknown.social.chat_note import note_chat
from beknown.social.chat_types import ChatId
from tests.clients import Client, make_client, sign_in_as
from tests.people import add_person
from tests.social.live import open_page
from tests.social.talk import list_chats, open_direct, read, say


@pytest.fixture
async def eva(db: Database) -> PersonId:
    """A third person."""
    return await add_person(db, "eva@example.org", "Eva Lind")


@pytest.fixture
async def eva_client(app: FastAPI, house: House, eva: PersonId) -> AsyncIterator[Client]:
    """Eva, signed in."""
    async with make_client(app) as client:
        await sign_in_as(client, house, eva)
        yield client


async def make_group(client: Client, *people: PersonId, name: str = "Pottery") -> str:
    """Make a group; give its id."""
    answer = await client.post(
        "/api/chats/groups", json={"name": name, "people": [str(each) for each in people]}
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def find_roles(client: Client, chat: str) -> dict[str, str]:
    """Give what each in a group may do there, by name."""
    found: list[dict[str, Any]] = (await client.get(f"/api/chats/{chat}/people")).json()
    return {each["name"]: each["role"] for each in found}


async def test_a_group_is_there_for_all_in_it_before_anything_is_said(
    ana_client: Client, ben_client: Client, eva_client: Client, ben: PersonId
) -> None:
    chat = await make_group(ana_client, ben)
    assert [each["name"] for each in await list_chats(ben_client)] == ["Pottery"]
    assert await find_roles(ben_client, chat) == {"Ana Duarte": "admin", "Ben Okafor": "member"}
    assert await list_chats(eva_client) == []


async def test_what_is_said_in_a_group_reaches_each_of_it(
    ana_client: Client, ben_client: Client, *, eva_client: Client, ben: PersonId, eva: PersonId
) -> None:
    chat = await make_group(ana_client, ben, eva)
    await say(ben_client, chat, "The kiln is hot")
    for client in (ana_client, ben_client, eva_client):
        assert await read(client, chat) == ["The kiln is hot"]


async def test_who_comes_later_sees_what_is_said_from_then_on(
    ana_client: Client, eva_client: Client, *, db: Database, ben: PersonId, eva: PersonId
) -> None:
    chat = await make_group(ana_client, ben)
    await say(ana_client, chat, "before")
    await ana_client.post(f"/api/chats/{chat}/people", json={"people": [str(eva)]})
    await say(ana_client, chat, "after")
    assert await read(eva_client, chat) == ["after"]
    assert [each["unread"] for each in await list_chats(eva_client)] == [1]
    await note_chat(db, ChatId(UUID(chat)))
    log = (await eva_client.post("/api/you/timeline", json={})).json()["events"]
    assert [each["text"] for each in log] == ["after"]


async def test_who_is_taken_out_sees_nothing_more_and_is_told(
    ana_client: Client, ben_client: Client, *, server_address: str, ben: PersonId, eva: PersonId
) -> None:
    chat = await make_group(ana_client, ben, eva)
    await say(ana_client, chat, "for all")
    async with open_page(server_address, ben_client) as page:
        await page.next()
        assert (await ana_client.delete(f"/api/chats/{chat}/people/{ben}")).status_code == 204
        told = await page.next()
        await say(ana_client, chat, "without Ben")
        direct = await open_direct(ana_client, ben)
        await say(ana_client, direct, "to Ben")
        then = await page.next()
    assert (told.kind, told.data["chat_id"]) == ("gone", chat)
    assert then.data["message"]["text"] == "to Ben"
    assert [each["id"] for each in await list_chats(ben_client)] == [direct]


async def test_who_is_taken_out_between_two_pages_gets_no_second_one(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    chat = await make_group(ana_client, ben)
    for number in range(55):
        await say(ana_client, chat, f"number {number}")
    first = (await ben_client.get(f"/api/chats/{chat}/messages")).json()
    await ana_client.delete(f"/api/chats/{chat}/people/{ben}")
    params = {"before": first["messages"][0]["seq"]}
    second = await ben_client.get(f"/api/chats/{chat}/messages", params=params)
    body = {"id": str(new_id()), "text": "still here?"}
    assert (second.status_code, second.json()["detail"]) == (
        404,
        "There is no such conversation, or you are no longer in it.",
    )
    assert (await ben_client.post(f"/api/chats/{chat}/messages", json=body)).status_code == 404


async def test_what_was_told_of_a_group_reaches_nobody_who_was_taken_out_meanwhile(
    ana_client: Client, ben_client: Client, server_address: str, ben: PersonId
) -> None:
    chat = await make_group(ana_client, ben)
    await say(ana_client, chat, "unseen by Ben")
    await ana_client.delete(f"/api/chats/{chat}/people/{ben}")
    async with open_page(server_address, ben_client, after=0) as page:
        changes = (await page.take(4))[1:]
    assert [(each.kind, each.data["message"]) for each in changes] == [
        ("chat", None),
        ("message", None),
        ("gone", None),
    ]


async def test_only_an_admin_changes_a_group(
    ana_client: Client, ben_client: Client, ben: PersonId, eva: PersonId
) -> None:
    chat = await make_group(ana_client, ben)
    ana = (await ana_client.get(f"/api/chats/{chat}/people")).json()[0]["id"]
    answers = [
        await ben_client.patch(f"/api/chats/{chat}", json={"name": "Mine"}),
        await ben_client.post(f"/api/chats/{chat}/people", json={"people": [str(eva)]}),
        await ben_client.delete(f"/api/chats/{chat}/people/{ana}"),
        await ben_client.put(f"/api/chats/{chat}/people/{ben}/role", json={"role": "admin"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert await find_roles(ana_client, chat) == {"Ana Duarte": "admin", "Ben Okafor": "member"}


async def test_the_database_lets_no_member_make_themselves_an_admin(
    ana_client: Client, db: Database, ben: PersonId
) -> None:
    await make_group(ana_client, ben)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await take_over(db, ben)


async def take_over(db: Database, person: PersonId) -> None:
    async with db.begin(Scope(person, "export")) as tx:
        await tx.connection.execute("UPDATE chat_member SET role = 'admin'")


async def test_an_admin_names_a_group_and_makes_others_admins(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    chat = await make_group(ana_client, ben)
    await ana_client.put(f"/api/chats/{chat}/people/{ben}/role", json={"role": "admin"})
    await ben_client.patch(f"/api/chats/{chat}", json={"name": " Glazes\u202e and\nkilns "})
    assert [each["name"] for each in await list_chats(ana_client)] == ["Glazes and kilns"]


async def test_a_group_is_never_without_an_admin(
    ana_client: Client, ben_client: Client, ana: PersonId, ben: PersonId, eva: PersonId
) -> None:
    chat = await make_group(ana_client, ben, eva)
    stepping_down = await ana_client.put(f"/api/chats/{chat}/people/{ana}/role", json={"role": "member"})
    assert stepping_down.status_code == 409
    assert (await ana_client.delete(f"/api/chats/{chat}/people/me")).status_code == 204
    assert sorted((await find_roles(ben_client, chat)).values()) == ["admin", "member"]
    assert await list_chats(ana_client) == []


async def test_a_group_outlives_who_made_it_and_ends_with_the_last_who_is_in_it(
    ana_client: Client, ben_client: Client, *, house: House, db: Database, ana: PersonId, ben: PersonId
) -> None:
    chat = await make_group(ana_client, ben)
    await say(ana_client, chat, "from Ana")
    await say(ben_client, chat, "from Ben")
    await erase(house.db, house.blobs, ana)
    assert await read(ben_client, chat) == ["from Ben"]
    assert await find_roles(ben_client, chat) == {"Ben Okafor": "admin"}
    await ben_client.delete(f"/api/chats/{chat}/people/me")
    async with db.begin(Scope(ben, "export")) as tx:
        cursor = await tx.connection.execute("SELECT count(*) FROM chat_message")
        assert await cursor.fetchone() == (0,)


async def test_a_conversation_of_two_is_no_group(ana_client: Client, ben: PersonId, eva: PersonId) -> None:
    chat = await open_direct(ana_client, ben)
    answers = [
        await ana_client.post(f"/api/chats/{chat}/people", json={"people": [str(eva)]}),
        await ana_client.patch(f"/api/chats/{chat}", json={"name": "Two"}),
        await ana_client.delete(f"/api/chats/{chat}/people/me"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 409]


@pytest.mark.parametrize("name", ["", " \n", "\u202e", "x" * 101])
async def test_a_group_without_a_name_or_with_a_long_one_is_refused(ana_client: Client, name: str) -> None:
    assert (await ana_client.post("/api/chats/groups", json={"name": name, "people": []})).status_code == 422


async def test_who_can_not_be_written_to_can_not_be_put_into_a_group(ana_client: Client) -> None:
    answer = await ana_client.post("/api/chats/groups", json={"name": "Ghosts", "people": [str(new_id())]})
    assert answer.status_code == 403
    assert await list_chats(ana_client) == []
