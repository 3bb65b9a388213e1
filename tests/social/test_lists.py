from typing import Any
from uuid import uuid4

import pytest

from tests.social.posting import Post, Someone, address


async def find_lists(someone: Someone) -> list[dict[str, Any]]:
    return (await someone.client.get("/api/social/lists")).json()


async def put_on(someone: Someone, list_id: str, other: Someone) -> int:
    place = f"/api/social/lists/{list_id}/members/{other.id}"
    return (await someone.client.put(place)).status_code


async def mute(someone: Someone, **what: Any) -> int:  # noqa: ANN401 - JSON
    return (await someone.client.post("/api/social/mutes", json=what)).status_code


def ref(post: Post) -> dict[str, str]:
    return {"author_id": post["author"]["id"], "id": post["id"]}


async def test_close_friends_are_there_and_see_what_is_for_them(a: Someone, b: Someone, c: Someone) -> None:
    (close,) = await find_lists(a)
    assert (close["name"], close["is_close"], close["members"]) == ("Close friends", True, [])
    assert await put_on(a, close["id"], b) == 200
    post = await a.post("For my friends", "list", list_id=close["id"])
    assert [await b.sees(post), await c.sees(post)] == [True, False]
    reply = await b.reply(post, "Thank you")
    assert [await a.sees(reply), await c.sees(reply)] == [True, False]
    await a.client.delete(f"/api/social/lists/{close['id']}/members/{b.id}")
    assert not await b.sees(post)
    assert (await a.client.delete(f"/api/social/lists/{close['id']}")).status_code == 422


async def test_who_is_on_a_list_is_not_told_and_nobody_else_changes_it(a: Someone, b: Someone) -> None:
    made = (await a.client.post("/api/social/lists", json={"name": "Pottery"})).json()
    pottery = next(each for each in made if each["name"] == "Pottery")
    await put_on(a, pottery["id"], b)
    assert [each["name"] for each in await find_lists(b)] == ["Close friends"]
    assert await put_on(b, pottery["id"], a) == 404
    assert (await b.client.delete(f"/api/social/lists/{pottery['id']}")).status_code == 404
    taken = {"text": "x", "shown_to": "list", "list_id": pottery["id"]}
    assert (await b.client.post("/api/social/posts", json=taken)).status_code == 404


async def test_what_was_for_a_list_that_is_deleted_is_for_nobody_else(a: Someone, b: Someone) -> None:
    made = (await a.client.post("/api/social/lists", json={"name": "Pottery"})).json()
    pottery = next(each["id"] for each in made if each["name"] == "Pottery")
    await put_on(a, pottery, b)
    post = await a.post("Kiln", "list", list_id=pottery)
    assert await b.sees(post)
    await a.client.delete(f"/api/social/lists/{pottery}")
    assert [await b.sees(post), await a.sees(post)] == [False, True]


async def test_a_post_for_a_list_names_it(a: Someone) -> None:
    for body in ({"shown_to": "list"}, {"shown_to": "me", "list_id": str(uuid4())}):
        answer = await a.client.post("/api/social/posts", json={"text": "x", **body})
        assert answer.status_code == 422
    assert await put_on(a, (await find_lists(a))[0]["id"], a) == 422
    assert (await a.client.post("/api/social/lists", json={"name": "  "})).status_code == 422


async def test_a_post_for_a_group_is_for_those_in_it(a: Someone, b: Someone, c: Someone) -> None:
    body = {"name": "Kiln night", "people": [str(b.id)]}
    group = (await a.client.post("/api/chats/groups", json=body)).json()["id"]
    (kiln,) = [each for each in await find_lists(a) if each["group_id"] == group]
    assert kiln["name"] == "Kiln night"
    post = await a.post("The kiln is free", "list", list_id=kiln["id"])
    reply = await b.reply(post, "I come")
    assert [await b.sees(post), await c.sees(post), await c.sees(reply)] == [True, False, False]
    assert (await b.client.get(f"{address(post)}")).json()["post"]["shown_to"] == "list"
    added = await a.client.post(f"/api/chats/{group}/people", json={"people": [str(c.id)]})
    assert (added.status_code, await c.sees(post)) == (204, True)
    await a.client.delete(f"/api/chats/{group}/people/{b.id}")
    assert [await b.sees(post), await a.sees(post)] == [False, True]
    await a.client.delete(f"/api/chats/{group}/people/me")
    assert [await c.sees(post), await a.sees(post)] == [False, True]
    assert [each["name"] for each in await find_lists(a)] == ["Close friends"]


async def test_the_list_of_a_group_is_changed_by_changing_the_group(a: Someone, b: Someone) -> None:
    body = {"name": "Kiln night", "people": [str(b.id)]}
    group = (await a.client.post("/api/chats/groups", json=body)).json()["id"]
    (kiln,) = [each["id"] for each in await find_lists(a) if each["group_id"] == group]
    assert await put_on(a, kiln, b) == 422
    assert (await a.client.delete(f"/api/social/lists/{kiln}")).status_code == 422
    await a.client.patch(f"/api/chats/{group}", json={"name": "Glaze night"})
    assert [each["name"] for each in await find_lists(a)] == ["Close friends", "Glaze night"]


async def test_muting_somebody_leaves_them_out_and_they_do_not_know(
    a: Someone, b: Someone, c: Someone
) -> None:
    await a.follow(b)
    await b.post("Spam")
    asked = await c.post("What do you think?")
    await b.reply(asked, "Spam, too")
    assert await mute(a, kind="person", person_id=str(b.id)) == 201
    assert await a.following() == []
    assert (await a.client.get(address(asked))).json()["replies"] == []
    assert await a.page_of(b) == ["Spam, too", "Spam"]
    assert (await b.client.get(f"/api/social/people/{a.id}")).json()["person"]["theirs"] == "follows"
    (muted,) = (await a.client.get("/api/social/mutes")).json()
    assert (muted["kind"], muted["what"]) == ("person", "Ben")
    assert (await b.client.delete(f"/api/social/mutes/{muted['id']}")).status_code == 204
    assert await a.following() == []
    assert (await a.client.delete(f"/api/social/mutes/{muted['id']}")).status_code == 204
    assert await a.following() == ["Spam"]


async def test_muting_a_word_leaves_out_what_holds_it_but_not_ones_own(a: Someone, b: Someone) -> None:
    await a.follow(b)
    await b.post("The FOOTBALL is on")
    await b.post("The kettle is on")
    await a.post("No football today")
    assert await mute(a, kind="word", word=" football ") == 201
    assert await mute(a, kind="word", word="football") == 201
    assert await a.following() == ["No football today", "The kettle is on"]
    assert len((await a.client.get("/api/social/mutes")).json()) == 1
    assert await mute(a, kind="word", word="k%t_l") == 201
    assert await a.following() == ["No football today", "The kettle is on"]


async def test_muting_a_thread_leaves_out_its_root_and_its_replies(a: Someone, b: Someone) -> None:
    await a.follow(b)
    post = await b.post("Long talk")
    reply = await b.reply(post, "And on")
    await b.post("Another thing")
    assert await mute(a, kind="thread", post=ref(reply)) == 201
    assert await a.following() == ["Another thing"]
    assert (await a.client.get(address(post))).json()["replies"] == []
    assert (await a.client.get("/api/social/mutes")).json()[0]["what"] == "Long talk"


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ({"kind": "word"}, 422),
        ({"kind": "word", "word": " "}, 422),
        ({"kind": "word", "word": "x" * 101}, 422),
        ({"kind": "person", "person_id": str(uuid4())}, 404),
        ({"kind": "thread", "post": {"author_id": str(uuid4()), "id": str(uuid4())}}, 404),
        ({"kind": "planet"}, 422),
    ],
)
async def test_what_is_muted_is_there(a: Someone, what: dict[str, Any], status: int) -> None:
    assert await mute(a, **what) == status


async def test_what_is_muted_is_not_read_in_a_quote_either(a: Someone, b: Someone, c: Someone) -> None:
    said = await b.post("Football again")
    named = {"author_id": said["author"]["id"], "id": said["id"]}
    quoting = await c.post("See this", quote=named)

    async def reads(who: Someone) -> str | None:
        quoted = (await who.client.get(address(quoting))).json()["post"]["quoted"]
        return quoted and quoted["text"]

    assert await reads(a) == "Football again"
    assert await mute(a, kind="word", word="football") == 201
    assert await mute(b, kind="word", word="football") == 201
    assert [await reads(who) for who in (a, b, c)] == [None, "Football again", "Football again"]
    (muted,) = (await a.client.get("/api/social/mutes")).json()
    await a.client.delete(f"/api/social/mutes/{muted['id']}")
    assert await mute(a, kind="person", person_id=str(b.id)) == 201
    assert [await reads(who) for who in (a, c)] == [None, "Football again"]


async def test_nobody_mutes_themselves(a: Someone) -> None:
    assert await mute(a, kind="person", person_id=str(a.id)) == 422
