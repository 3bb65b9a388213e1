from httpx import Response

from beknown.kit import clock
from beknown.kit.ids import PersonId, new_id
from tests.clients import Client
from tests.social.posting import Someone
from tests.social.talk import list_chats, open_direct, read, say


async def say_in_vain(client: Client, chat: str) -> int:
    """Say something that isn't taken; give the status."""
    return (
        await client.post(f"/api/chats/{chat}/messages", json={"id": str(new_id()), "text": "Hello?"})
    ).status_code


async def open_in_vain(client: Client, other: PersonId) -> int:
    """Try to begin a conversation; give the status."""
    return (await client.post("/api/chats/direct", json={"person_id": str(other)})).status_code


async def is_found(client: Client, name: str) -> bool:
    """Say whether somebody is offered as one to write to."""
    found = await client.post("/api/chats/people/search", json={"words": name})
    assert found.status_code == 200, found.text
    return bool(found.json())


async def be_a_minor(client: Client) -> None:
    """State the birth year of somebody who is thirteen."""
    body = {"country": "GB", "birth_year": clock.now().year - 13}
    assert (await client.put("/api/you/care", json=body)).status_code == 200


async def test_a_block_ends_a_conversation_both_ways_and_what_was_said_stays(a: Someone, b: Someone) -> None:
    chat = await open_direct(a.client, b.id)
    await say(a.client, chat, "Hi")
    await b.block(a)
    assert await say_in_vain(a.client, chat) == await say_in_vain(b.client, chat) == 403
    assert await read(a.client, chat) == await read(b.client, chat) == ["Hi"]


async def test_nobody_begins_a_conversation_across_a_block(a: Someone, b: Someone) -> None:
    await b.block(a)
    assert await open_in_vain(a.client, b.id) == await open_in_vain(b.client, a.id) == 403
    assert not await is_found(a.client, "Ben")


async def test_a_stranger_can_not_write_to_a_minor_or_find_them(a: Someone, b: Someone) -> None:
    await be_a_minor(b.client)
    assert await open_in_vain(a.client, b.id) == 403
    assert not await is_found(a.client, "Ben")


async def test_a_minor_is_written_to_by_whom_they_follow(a: Someone, b: Someone) -> None:
    await be_a_minor(b.client)
    await b.follow(a)
    await say(a.client, await open_direct(a.client, b.id), "Hi")


async def test_a_minor_is_answered_by_whom_they_wrote_to(a: Someone, b: Someone) -> None:
    await be_a_minor(b.client)
    chat = await open_direct(b.client, a.id)
    assert await say_in_vain(a.client, chat) == 403
    await say(b.client, chat, "Hi")
    await say(a.client, chat, "Hi yourself")


async def test_an_operator_may_write_to_a_minor(operator_client: Client, b: Someone) -> None:
    await be_a_minor(b.client)
    await say(operator_client, await open_direct(operator_client, b.id), "Welcome")


async def test_a_group_is_no_way_around_a_block(a: Someone, b: Someone) -> None:
    await b.block(a)
    made = await a.client.post("/api/chats/groups", json={"name": "Us", "people": [str(b.id)]})
    assert made.status_code == 403
    assert (await b.client.get("/api/chats")).json()["chats"] == []


async def make_group(client: Client, *people: Someone) -> Response:
    """Make a group."""
    body = {"name": "Us", "people": [str(each.id) for each in people]}
    return await client.post("/api/chats/groups", json=body)


async def test_a_group_of_a_friend_brings_no_stranger_to_a_minor(a: Someone, b: Someone, c: Someone) -> None:
    await be_a_minor(b.client)
    await b.follow(a)
    assert (await make_group(a.client, b, c)).status_code == 403
    assert await list_chats(b.client) == []


async def test_no_stranger_is_put_into_a_group_with_a_minor_later(a: Someone, b: Someone, c: Someone) -> None:
    await be_a_minor(b.client)
    await b.follow(a)
    group = (await make_group(a.client, b)).json()["id"]
    add = {"people": [str(c.id)]}
    refused = await a.client.post(f"/api/chats/{group}/people", json=add)
    assert (refused.status_code, await list_chats(c.client)) == (403, [])
    await b.follow(c)
    assert (await a.client.post(f"/api/chats/{group}/people", json=add)).status_code == 204


async def test_no_minor_is_put_among_strangers(a: Someone, b: Someone, c: Someone) -> None:
    await be_a_minor(b.client)
    await b.follow(a)
    group = (await make_group(a.client, c)).json()["id"]
    refused = await a.client.post(f"/api/chats/{group}/people", json={"people": [str(b.id)]})
    assert (refused.status_code, await list_chats(b.client)) == (403, [])


async def test_a_minor_puts_into_their_own_group_whom_they_like(a: Someone, b: Someone, c: Someone) -> None:
    await be_a_minor(b.client)
    assert (await make_group(b.client, a, c)).status_code == 201
