import json
from datetime import timedelta
from uuid import uuid4

import pytest

from beknown.app.house import House
from beknown.events import forget
from beknown.events.forget import What
from beknown.kit import clock
from beknown.kit.db import PURPOSES, Database, Purpose, Scope
from beknown.kit.ids import EventId
from beknown.social.post import GRACE, purge_post
from tests.social.posting import Post, Someone, address


async def find_types(db: Database, someone: Someone, purpose: Purpose = "export") -> list[str]:
    """Give the types of what somebody's log holds, for a purpose."""
    async with db.begin(Scope(someone.id, purpose)) as tx:
        found = await (await tx.connection.execute("SELECT type FROM event ORDER BY id")).fetchall()
    return [row[0] for row in found]


@pytest.mark.parametrize(
    ("shown_to", "seen"),
    [("everyone", [True, True]), ("followers", [False, True]), ("me", [False, False])],
)
async def test_an_audience_decides_who_sees_a_post(
    a: Someone, b: Someone, c: Someone, shown_to: str, seen: list[bool]
) -> None:
    await b.follow(a)
    post = await a.post("Hello", shown_to)
    assert [await c.sees(post), await b.sees(post), await a.sees(post)] == [*seen, True]
    assert [bool(await c.page_of(a)), bool(await b.following())] == seen
    assert await a.following() == ["Hello"]


async def test_others_read_posts_under_the_purposes_of_reading_alone(
    db: Database, a: Someone, b: Someone
) -> None:
    await b.follow(a)
    await a.post("Hello")
    seen: dict[Purpose, int] = {}
    for purpose in PURPOSES:
        async with db.begin(Scope(b.id, purpose)) as tx:
            seen[purpose] = len(await (await tx.connection.execute("SELECT 1 FROM post")).fetchall())
    assert {purpose for purpose, count in seen.items() if count} == {"feed", "export"}


async def test_a_reply_is_shown_to_whom_the_root_is_shown(a: Someone, b: Someone, c: Someone) -> None:
    await b.follow(a)
    await c.follow(b)
    post = await a.post("For followers", "followers")
    reply = await b.reply(post, "Lovely")
    assert (reply["shown_to"], reply["root"]["id"]) == ("followers", post["id"])
    deeper = await a.reply(reply, "Thank you")
    assert deeper["root"]["id"] == post["id"]
    assert [await a.sees(reply), await b.sees(deeper), await c.sees(reply)] == [True, True, False]
    assert await c.page_of(b) == []
    thread = (await a.client.get(address(post))).json()
    assert [each["text"] for each in thread["replies"]] == ["Lovely"]
    assert thread["post"]["replies"] == 1
    assert (await a.client.get(address(deeper))).json()["parent"]["id"] == reply["id"]


async def test_nobody_answers_likes_or_saves_what_they_may_not_see(a: Someone, b: Someone) -> None:
    post = await a.post("Just for me", "me")
    parent = {"author_id": str(a.id), "id": post["id"]}
    answer = await b.client.post("/api/social/posts", json={"text": "Hi", "parent": parent})
    assert answer.status_code == 404
    reacting = await b.client.put(f"{address(post)}/reaction", json={"kind": "like"})
    assert reacting.status_code == 404
    assert (await b.client.put(f"{address(post)}/saved")).status_code == 404


async def test_not_even_by_bringing_an_export_back(db: Database, a: Someone, b: Someone) -> None:
    post = await a.post("Just for me", "me")
    event = await a_reaction_of_their_own(db, b)
    common = {"event_id": event, "made_at": "2026-01-01T00:00:00Z"}
    reaction = {**common, "post_person_id": str(a.id), "post_id": post["id"], "kind": "like"}
    reply = {**common, "id": str(uuid4()), "text": "x", "shown_to": "me", "is_reply": True}
    reply |= {"parent_person_id": str(a.id), "parent_id": post["id"], "host_id": str(a.id)}
    async with db.begin(Scope(b.id, "export")) as tx:
        outcomes = [
            await (
                await tx.connection.execute("SELECT restore_row(%s, %s::jsonb)", (table, json.dumps(line)))
            ).fetchone()
            for table, line in (("post_reaction", reaction), ("post", reply))
        ]
    assert outcomes == [("refused",), ("refused",)]


async def a_reaction_of_their_own(db: Database, someone: Someone) -> str:
    """Have somebody react to themselves; give the event's id."""
    post = await someone.post("Mine")
    await someone.client.put(f"{address(post)}/reaction", json={"kind": "like"})
    async with db.begin(Scope(someone.id, "export")) as tx:
        row = await (
            await tx.connection.execute("SELECT id FROM event WHERE type = 'social.reaction.given.v1'")
        ).fetchone()
    assert row is not None
    return str(row[0])


async def test_a_storm_of_reactions_is_one_reaction(db: Database, a: Someone, b: Someone) -> None:
    post = await a.post("Hello")
    for kind in ("like", "love", "laugh", "like", "like", "thanks"):
        answer = await b.client.put(f"{address(post)}/reaction", json={"kind": kind})
    assert answer.json()["reactions"] == {"thanks": 1}
    assert answer.json()["my_reaction"] == "thanks"
    assert await find_types(db, b) == ["social.reaction.given.v1"]
    who = (await a.client.get(f"{address(post)}/reactions")).json()
    assert [(each["name"], each["kind"]) for each in who] == [("Ben", "thanks")]
    taken = await b.client.delete(f"{address(post)}/reaction")
    assert (taken.json()["reactions"], await find_types(db, b)) == ({}, [])
    assert (await b.client.put(f"{address(post)}/reaction", json={"kind": "spit"})).status_code == 422


async def test_what_is_saved_is_for_ones_own_eyes(db: Database, a: Someone, b: Someone) -> None:
    post = await a.post("Keep this")
    await a.post("Not this")
    assert (await b.client.put(f"{address(post)}/saved")).json()["is_saved"] is True
    await b.client.put(f"{address(post)}/saved")
    saved = (await b.client.get("/api/social/saved")).json()["posts"]
    assert [each["text"] for each in saved] == ["Keep this"]
    assert (await a.client.get(address(post))).json()["post"]["is_saved"] is False
    assert await find_types(db, b) == ["social.item.saved.v1"]
    assert (await b.client.delete(f"{address(post)}/saved")).json()["is_saved"] is False
    assert await find_types(db, b) == []


async def test_an_edit_shows_what_was_said_before_and_the_log_has_the_last_word(
    db: Database, a: Someone, b: Someone
) -> None:
    post = await a.post("The cake is at four")
    edited = await a.client.patch(f"/api/social/posts/{post['id']}", json={"text": "The cake is at five"})
    assert (edited.json()["text"], edited.json()["edited_at"] is not None) == ("The cake is at five", True)
    versions = (await b.client.get(f"{address(post)}/versions")).json()
    assert [each["text"] for each in versions] == ["The cake is at four"]
    async with db.begin(Scope(a.id, "export")) as tx:
        found = await (await tx.connection.execute("SELECT text FROM event")).fetchall()
    assert found == [("The cake is at five",)]
    assert (await b.client.patch(f"/api/social/posts/{post['id']}", json={"text": "x"})).status_code == 404


async def test_deleting_hides_at_once_can_be_undone_and_then_deletes_everything(
    db: Database, house: House, a: Someone, b: Someone
) -> None:
    post = await a.post("Oh no")
    reply = await b.reply(post, "What?")
    await b.client.put(f"{address(post)}/reaction", json={"kind": "like"})
    await a.client.delete(f"/api/social/posts/{post['id']}")
    assert [await b.sees(post), await a.sees(post)] == [False, False]
    assert (await a.client.post(f"/api/social/posts/{post['id']}/restore")).json()["text"] == "Oh no"
    assert await b.sees(post)
    await a.client.delete(f"/api/social/posts/{post['id']}")
    async with db.begin(Scope(a.id, "export")) as tx:
        await purge_post(tx, house.blobs, post["id"])
    assert (await a.client.post(f"/api/social/posts/{post['id']}/restore")).status_code == 200
    await a.client.delete(f"/api/social/posts/{post['id']}")
    with clock.frozen(clock.now() + GRACE + timedelta(seconds=1)):
        async with db.begin(Scope(a.id, "export")) as tx:
            await purge_post(tx, house.blobs, post["id"])
            await purge_post(tx, house.blobs, post["id"])
    assert (await a.client.post(f"/api/social/posts/{post['id']}/restore")).status_code == 404
    assert await find_types(db, a) == []
    assert await find_types(db, b) == ["social.comment.written.v1"]
    left = (await b.client.get(address(reply))).json()
    assert (left["post"]["is_reply"], left["post"]["parent"], left["parent"]) == (True, None, None)


async def test_replies_to_somebody_erased_are_left_for_their_author_alone(
    db: Database, a: Someone, b: Someone, c: Someone
) -> None:
    reply = await b.reply(await a.post("Hello"), "Hello Ana")
    async with db.begin(Scope(a.id, "account")) as tx:
        await tx.connection.execute("DELETE FROM person")
    assert [await b.sees(reply), await c.sees(reply)] == [True, False]
    assert await b.page_of(b) == ["Hello Ana"]
    answer = await c.client.post(
        "/api/social/posts",
        json={"text": "x", "parent": {"author_id": str(b.id), "id": reply["id"]}},
    )
    assert answer.status_code == 404


async def test_whoever_forgets_the_event_of_a_post_forgets_the_post(
    db: Database, house: House, a: Someone, b: Someone
) -> None:
    post = await a.post("Forget me")
    async with db.begin(Scope(a.id, "export")) as tx:
        row = await (await tx.connection.execute("SELECT id FROM event")).fetchone()
        assert row is not None
        await forget(tx, house.blobs, What("event", event=EventId(row[0])))
    assert [await a.sees(post), await b.sees(post)] == [False, False]


async def test_what_is_not_for_everyone_serves_no_purpose_that_others_gain_from(
    db: Database, a: Someone
) -> None:
    for shown_to in ("everyone", "followers", "me"):
        await a.reply(await a.post("Hello", shown_to), "And more")
    async with db.begin(Scope(a.id, "export")) as tx:
        await tx.connection.execute(
            "UPDATE source SET purposes = '{assistant,live,feed,business,ads,export,safety}'"
        )
    assert await find_types(db, a, "ads") == ["social.post.published.v1", "social.comment.written.v1"]
    assert await find_types(db, a, "feed") == [
        "social.post.published.v1",
        "social.comment.written.v1",
        "social.post.shared.v1",
        "social.comment.shared.v1",
    ]
    assert await find_types(db, a, "assistant") == [
        *await find_types(db, a, "feed"),
        "note.note.written.v1",
        "note.note.written.v1",
    ]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001, "x" * 20_001])
async def test_a_post_says_something_and_not_too_much(a: Someone, text: str) -> None:
    answer = await a.client.post("/api/social/posts", json={"text": text})
    assert answer.status_code == 422
    assert await a.following() == []


async def test_a_post_of_50_mb_is_refused_before_it_is_read(a: Someone) -> None:
    answer = await a.client.post("/api/social/posts", content=b'{"text": "' + b"x" * 50_000_000 + b'"}')
    assert answer.status_code == 413


async def test_pages_of_posts_go_on_where_the_last_one_is_gone(a: Someone, b: Someone) -> None:
    await b.follow(a)
    posts: list[Post] = [await a.post(f"Number {number}") for number in range(35)]
    first = (await b.client.get("/api/social/following")).json()
    assert (len(first["posts"]), first["next"]) == (30, posts[5]["id"])
    await a.client.delete(f"/api/social/posts/{posts[5]['id']}")
    second = (await b.client.get("/api/social/following", params={"before": first["next"]})).json()
    assert [each["text"] for each in second["posts"]] == [f"Number {number}" for number in (4, 3, 2, 1, 0)]
    assert second["next"] is None


async def test_tricks_with_letters_are_left_out_where_others_read_and_nothing_is_lost(
    a: Someone, b: Someone
) -> None:
    post = await a.post("pay \u202e001\u202c Z" + "\u0301" * 40)
    assert (post["written"], post["is_calmed"]) == ("pay \u202e001\u202c Z" + "\u0301" * 40, True)
    seen = (await b.client.get(address(post))).json()["post"]
    assert (len(seen["text"]), seen["is_calmed"], seen["written"]) == (13, True, None)
