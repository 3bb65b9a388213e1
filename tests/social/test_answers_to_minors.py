from typing import Any
from uuid import UUID

import pytest

from beknown.app.house import House
from beknown.events.export_store import restore_row
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId, new_id
from beknown.social import post_store
from beknown.social.post import GRACE, purge_post
from tests.clients import Client
from tests.social.moderating import report
from tests.social.posting import Post, Someone, address, show
from tests.social.talk import open_direct, say
from tests.social.test_lists import put_on
from tests.social.test_reposts import quote, repost
from tests.social.test_who_may_write import be_a_minor, make_group


def ref(post: Post) -> dict[str, str]:
    """Name a post."""
    return {"author_id": post["author"]["id"], "id": post["id"]}


async def answer(who: Someone, post: Post) -> Any:  # noqa: ANN401 - JSON
    """Try to answer a post; give the answer."""
    body = {"text": "Well said", "shown_to": "everyone", "parent": ref(post)}
    return await who.client.post("/api/social/posts", json=body)


async def react(who: Someone, post: Post) -> int:
    """Try to react to a post; give the status."""
    return (await who.client.put(f"{address(post)}/reaction", json={"kind": "like"})).status_code


async def approach(who: Someone, post: Post) -> list[int]:
    """Try to answer, react to, pass on and quote a post; give the statuses."""
    return [
        (await answer(who, post)).status_code,
        await react(who, post),
        await repost(who, post),
        (await quote(who, post)).status_code,
    ]


ALL = [201, 200, 200, 201]
NOTHING = [403, 403, 403, 403]
ANSWERED = [201, 200, 403, 403]


@pytest.fixture
async def said(a: Someone, b: Someone) -> Post:
    """What Ben, who is thirteen, answers in a public thread of Ana's."""
    await be_a_minor(b.client)
    return await b.reply(await a.post("What do you read?"), "Comics")


async def test_a_stranger_reads_what_a_minor_answers_and_nothing_else(said: Post, c: Someone) -> None:
    assert [await c.sees(said), await approach(c, said)] == [True, NOTHING]


async def test_a_stranger_is_told_the_way_out_and_nobody_s_age(said: Post, c: Someone) -> None:
    refused = await answer(c, said)
    assert refused.json()["detail"] == (
        "Only people they know can answer here. You can answer somebody else in this conversation."
    )


async def test_whom_a_minor_answers_may_answer_but_not_show_it_around(said: Post, a: Someone) -> None:
    assert await approach(a, said) == ANSWERED


async def test_whose_thread_it_is_may_not_answer_what_a_minor_says_to_somebody_else(
    a: Someone, b: Someone, c: Someone
) -> None:
    await be_a_minor(b.client)
    said = await b.reply(await c.reply(await a.post("What do you read?"), "Novels"), "Which?")
    assert [await approach(a, said), await approach(c, said)] == [NOTHING, ANSWERED]


async def test_who_follows_a_minor_by_their_word_may_answer(said: Post, b: Someone, c: Someone) -> None:
    await c.follow(b)
    assert await approach(c, said) == NOTHING
    await b.answer(c, is_accepted=True)
    assert await approach(c, said) == ALL


async def test_whom_a_minor_follows_may_answer(said: Post, b: Someone, c: Someone) -> None:
    await b.follow(c)
    assert await approach(c, said) == ALL


async def test_to_whom_a_minor_wrote_first_and_an_operator_may_answer(
    operator_client: Client, said: Post, b: Someone, c: Someone
) -> None:
    await say(b.client, await open_direct(b.client, c.id), "Hi")
    me = (await operator_client.get("/api/session")).json()
    looks_after = await show(operator_client, PersonId(UUID(me["person"]["id"])), "olga", "Olga")
    assert [await approach(c, said), await approach(looks_after, said)] == [ALL, ALL]


async def test_a_minor_is_a_stranger_to_another_one(said: Post, c: Someone) -> None:
    await be_a_minor(c.client)
    assert (await approach(c, said))[:2] == [403, 403]


async def test_a_minor_answers_themselves_and_everybody(said: Post, a: Someone, b: Someone) -> None:
    assert (await answer(b, said)).status_code == 201
    assert await approach(b, await a.post("And what do you hear?")) == ALL


async def test_adults_are_answered_by_strangers_private_or_not(a: Someone, b: Someone, c: Someone) -> None:
    said = await b.reply(await a.post("What do you read?"), "Comics")
    assert await approach(c, said) == ALL
    await b.go_private("ben")
    assert (await answer(c, said)).status_code == 201


async def test_the_rule_comes_and_goes_with_the_year_of_birth(
    operator_client: Client, a: Someone, b: Someone, c: Someone
) -> None:
    said = await b.reply(await a.post("What do you read?"), "Comics")
    found = list[int]()
    for age in (18, 19):
        body = {"birth_year": clock.now().year - age}
        stated = await operator_client.put(f"/api/you/care/people/{b.id}", json=body)
        assert stated.status_code == 204
        found.append((await answer(c, said)).status_code)
    assert found == [403, 201]


async def test_who_is_a_stranger_by_now_changes_no_answer_but_deletes_it(
    said: Post, b: Someone, c: Someone
) -> None:
    await b.follow(c)
    theirs = (await answer(c, said)).json()
    await b.client.delete(f"/api/social/people/{c.id}/follow")
    place = f"/api/social/posts/{theirs['id']}"
    assert (await c.client.patch(place, json={"text": "Call me"})).status_code == 403
    assert (await c.client.get(address(theirs))).json()["post"]["text"] == "Well said"
    assert (await c.client.delete(place)).status_code == 204


async def test_a_reaction_is_taken_back_by_who_is_a_stranger_by_now(
    said: Post, b: Someone, c: Someone
) -> None:
    await b.follow(c)
    await react(c, said)
    await b.client.delete(f"/api/social/people/{c.id}/follow")
    changed = await c.client.put(f"{address(said)}/reaction", json={"kind": "love"})
    seen = (await c.client.get(address(said))).json()["post"]
    assert (changed.status_code, seen["my_reaction"]) == (403, "like")
    assert (await c.client.delete(f"{address(said)}/reaction")).json()["my_reaction"] is None


async def test_whom_a_minor_put_on_a_list_answers_what_is_for_it(b: Someone, c: Someone) -> None:
    await be_a_minor(b.client)
    (close,) = (await b.client.get("/api/social/lists")).json()
    await put_on(b, close["id"], c)
    post = await b.post("For my friends", "list", list_id=close["id"])
    assert (await approach(c, post))[:2] == [201, 200]


async def test_in_a_group_of_a_minor_s_own_everybody_answers_what_is_for_it(b: Someone, c: Someone) -> None:
    await be_a_minor(b.client)
    assert (await make_group(b.client, c)).status_code == 201
    of_group = next(each for each in (await b.client.get("/api/social/lists")).json() if not each["is_close"])
    post = await b.post("For us", "list", list_id=of_group["id"])
    assert (await approach(c, post))[:2] == [201, 200]


async def test_a_question_that_is_deleted_for_good_is_no_leave_to_answer(
    db: Database, house: House, a: Someone, b: Someone
) -> None:
    asked = await a.post("What do you read?")
    await be_a_minor(b.client)
    said = await b.reply(asked, "Comics")
    await a.client.delete(f"/api/social/posts/{asked['id']}")
    with clock.frozen(clock.now() + GRACE):
        async with db.begin(Scope(a.id, "export")) as tx:
            await purge_post(tx, house.blobs, UUID(asked["id"]))
    assert [await a.sees(said), await approach(a, said)] == [True, NOTHING]


async def test_a_minor_who_lets_somebody_follow_no_more_or_blocks_them_is_not_answered(
    said: Post, b: Someone, c: Someone
) -> None:
    await c.follow(b)
    await b.answer(c, is_accepted=True)
    await b.answer(c, is_accepted=False)
    assert await approach(c, said) == NOTHING
    await b.follow(c)
    await b.block(c)
    assert [await c.sees(said), (await answer(c, said)).status_code] == [False, 404]


async def test_who_followed_before_the_year_of_birth_was_stated_waits_for_the_minor_s_word(
    a: Someone, b: Someone, c: Someone
) -> None:
    await c.follow(b)
    said = await b.reply(await a.post("What do you read?"), "Comics")
    assert await react(c, said) == 200
    await be_a_minor(b.client)
    assert (await answer(c, said)).status_code == 403


async def test_an_export_brings_a_minor_no_answer_and_no_reaction_of_a_stranger(
    db: Database, said: Post, c: Someone
) -> None:
    mine = await c.post("Call me")
    async with db.begin(Scope(c.id, "export")) as tx:
        event = (await post_store.get_own_post(tx, UUID(mine["id"]))).event_id
        row = {"event_id": str(event), "made_at": clock.now().isoformat()}
        answer_row = {
            "id": str(new_id()),
            "text": "Call me",
            "shown_to": "everyone",
            "is_reply": True,
            "is_quote": False,
            "parent_person_id": said["author"]["id"],
            "parent_id": said["id"],
        }
        reaction_row = {"post_person_id": said["author"]["id"], "post_id": said["id"], "kind": "like"}
        brought = [
            await restore_row(tx, "post", {**row, **answer_row}),
            await restore_row(tx, "post_reaction", {**row, **reaction_row}),
        ]
    assert brought == ["refused", "refused"]


async def test_what_was_answered_stands_where_the_thread_or_the_answer_goes(
    said: Post, a: Someone, b: Someone, c: Someone
) -> None:
    await b.follow(c)
    theirs = (await answer(c, said)).json()
    await b.client.delete(f"/api/social/posts/{said['id']}")
    assert (await answer(c, said)).status_code == 404
    assert (await answer(a, theirs)).status_code == 201


async def test_a_stranger_reports_and_saves_what_a_minor_says(said: Post, c: Someone) -> None:
    saved = await c.client.put(f"{address(said)}/saved")
    assert [saved.status_code, await report(c, said)] == [200, 204]
