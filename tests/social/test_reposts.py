from typing import Any

from beknown.kit.db import Database
from tests.clients import Client
from tests.social.moderating import decide, only_case, report
from tests.social.posting import Post, Someone, address
from tests.social.test_posts import find_types
from tests.social.test_who_may_write import be_a_minor

Json = dict[str, Any]


async def repost(who: Someone, post: Post) -> int:
    """Pass a post on; give the status."""
    return (await who.client.put(f"{address(post)}/repost")).status_code


async def quote(who: Someone, post: Post, text: str = "See this") -> Any:  # noqa: ANN401 - JSON
    """Quote a post; give the answer."""
    named = {"author_id": post["author"]["id"], "id": post["id"]}
    return await who.client.post(
        "/api/social/posts", json={"text": text, "shown_to": "everyone", "quote": named}
    )


async def look(who: Someone, post: Post) -> Json:
    """Give a post as somebody sees it."""
    return (await who.client.get(address(post))).json()["post"]


async def test_a_repost_brings_a_post_to_those_who_follow_and_can_be_taken_back(
    db: Database, a: Someone, b: Someone, c: Someone
) -> None:
    await c.follow(b)
    post = await a.post("The kiln is warm")
    assert [await repost(b, post), await repost(b, post)] == [200, 200]
    (entry,) = (await c.client.get("/api/social/following")).json()["posts"]
    assert (entry["text"], entry["author"]["name"], entry["reposted_by"]["name"]) == (
        "The kiln is warm",
        "Ana",
        "Ben",
    )
    assert entry["entry_id"] != entry["id"] == post["id"]
    assert await c.page_of(b) == ["The kiln is warm"]
    seen = await look(a, post)
    assert (seen["reposts"], seen["is_reposted"], (await look(b, post))["is_reposted"]) == (1, False, True)
    taken = (await b.client.delete(f"{address(post)}/repost")).json()
    assert (taken["reposts"], await c.following(), await find_types(db, b)) == (0, [], [])


async def test_a_post_is_in_following_once_however_many_pass_it_on(
    a: Someone, b: Someone, c: Someone
) -> None:
    post = await a.post("The kiln is warm")
    await c.follow(b)
    await repost(b, post)
    await repost(c, post)
    (entry,) = (await c.client.get("/api/social/following")).json()["posts"]
    assert entry["reposted_by"]["name"] == "Cleo"
    await c.follow(a)
    (entry,) = (await c.client.get("/api/social/following")).json()["posts"]
    assert entry["reposted_by"] is None


async def test_pages_of_posts_and_reposts_leave_nothing_out(a: Someone, b: Someone, c: Someone) -> None:
    await c.follow(b)
    for number in range(20):
        await repost(b, await a.post(f"a{number}"))
        await b.post(f"b{number}")
    for where in ("following", f"people/{b.id}/posts"):
        found, cursor = list[str](), None
        for _ in range(2):
            query = {"before": cursor} if cursor else {}
            page = (await c.client.get(f"/api/social/{where}", params=query)).json()
            found += [each["text"] for each in page["posts"]]
            cursor = page["next"]
        assert found == [f"{who}{number}" for number in reversed(range(20)) for who in ("b", "a")]


async def test_only_what_is_for_everybody_is_passed_on(a: Someone, b: Someone) -> None:
    await b.follow(a)
    narrow, own = await a.post("For followers", "followers"), await b.post("For me", "me")
    assert [await repost(b, narrow), await repost(b, own)] == [403, 403]
    assert [(await quote(b, narrow)).status_code, (await quote(b, own)).status_code] == [403, 403]
    assert (await look(b, narrow))["is_public"] is False


async def test_what_somebody_private_posts_is_not_passed_on(a: Someone, b: Someone) -> None:
    await b.follow(a)
    await a.go_private("ana")
    post = await a.post("For those who follow")
    assert [await b.sees(post), await repost(b, post), (await quote(b, post)).status_code] == [True, 403, 403]


async def test_what_a_minor_posts_is_not_passed_on_and_what_they_pass_on_is_for_followers(
    a: Someone, b: Someone, c: Someone
) -> None:
    await b.follow(a)
    await be_a_minor(a.client)
    await a.answer(b, is_accepted=True)
    post = await a.post("I am thirteen")
    assert [await b.sees(post), await repost(b, post), (await quote(b, post)).status_code] == [True, 403, 403]
    theirs = await c.post("The kiln is warm")
    assert await repost(a, theirs) == 200
    assert [await b.page_of(a), await c.page_of(a)] == [["The kiln is warm", "I am thirteen"], []]
    assert [(await look(who, theirs))["reposts"] for who in (b, c)] == [1, 0]


async def test_who_becomes_private_or_a_minor_later_is_passed_on_no_more(
    a: Someone, b: Someone, c: Someone
) -> None:
    await c.follow(b)
    await b.follow(a)
    post = await a.post("The kiln is warm")
    await repost(b, post)
    quoting = (await quote(b, post)).json()
    await be_a_minor(a.client)
    await a.answer(b, is_accepted=True)
    assert [await c.following(), (await look(c, quoting))["quoted"]] == [["See this"], None]
    assert (await look(b, quoting))["quoted"] is None


async def test_a_repost_goes_with_the_post_and_a_quote_says_that_it_is_not_available(
    a: Someone, b: Someone, c: Someone
) -> None:
    await c.follow(b)
    post = await a.post("The kiln is warm")
    await repost(b, post)
    quoting = (await quote(b, post)).json()
    seen = await look(c, quoting)
    assert (seen["is_quote"], seen["quoted"]["text"], seen["quoted"]["author"]["name"]) == (
        True,
        "The kiln is warm",
        "Ana",
    )
    assert (await look(c, post))["quotes"] == 1
    await a.client.delete(f"/api/social/posts/{post['id']}")
    assert await c.following() == ["See this"]
    gone = await look(c, quoting)
    assert (gone["is_quote"], gone["quoted"]) == (True, None)


async def test_what_is_hidden_by_a_decision_or_a_block_is_gone_from_reposts_and_quotes(
    operator_client: Client, a: Someone, b: Someone, c: Someone
) -> None:
    await c.follow(b)
    post = await a.post("You are all fools")
    await repost(b, post)
    quoting = (await quote(b, post)).json()
    await a.block(c)
    assert [await c.following(), (await look(c, quoting))["quoted"]] == [["See this"], None]
    await a.client.delete(f"/api/social/people/{c.id}/block")
    assert len(await c.following()) == 2
    await report(c, post)
    await decide(operator_client, await only_case(operator_client), "hide")
    assert [await c.following(), (await look(c, quoting))["quoted"]] == [["See this"], None]


async def test_who_is_suspended_passes_nothing_on(operator_client: Client, a: Someone, b: Someone) -> None:
    await report(a, await b.post("You are all fools"))
    await decide(operator_client, await only_case(operator_client), "suspend", days=1)
    assert await repost(b, await a.post("Hello")) == 403


async def test_a_reply_quotes_nothing(a: Someone, b: Someone) -> None:
    post = await a.post("The kiln is warm")
    named = {"author_id": str(a.id), "id": post["id"]}
    body = {"text": "See this", "parent": named, "quote": named}
    assert (await b.client.post("/api/social/posts", json=body)).status_code == 422


DRAFT = "/api/social/drafts/01920000-0000-7000-8000-000000000001"


async def test_a_draft_is_kept_changed_and_goes_when_it_is_posted(a: Someone, b: Someone) -> None:
    await a.client.put(DRAFT, json={"text": "The kiln"})
    (kept,) = (await a.client.put(DRAFT, json={"text": "The kiln is", "shown_to": "everyone"})).json()
    assert (kept["text"], kept["shown_to"]) == ("The kiln is", "everyone")
    assert (await b.client.get("/api/social/drafts")).json() == []
    assert await a.page_of(a) == []
    await a.post("The kiln is warm", draft_id=kept["id"])
    assert (await a.client.get("/api/social/drafts")).json() == []
    assert (await a.client.delete(DRAFT)).status_code == 404


async def test_a_draft_that_is_empty_or_one_too_many_is_refused_with_a_word(a: Someone) -> None:
    assert (await a.client.put(DRAFT, json={"text": "  "})).status_code == 422
    for number in range(50):
        await a.client.put(f"{DRAFT[:-2]}{number + 10}", json={"text": "x"})
    assert (await a.client.put(DRAFT, json={"text": "One more"})).status_code == 409
    assert (await a.client.put(f"{DRAFT[:-2]}10", json={"text": "Another"})).status_code == 200
