"""Pages of a feed: what is on them, in which order, and that they stay what they are."""

from datetime import timedelta

from beknown.app.house import House
from beknown.feed.token import new_token
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from tests.clients import Client
from tests.feed.reading import causes, do, know_meanings, read, read_all, texts
from tests.social.posting import Someone


async def test_a_feed_shows_what_others_post_for_everyone_and_not_ones_own(a: Someone, b: Someone) -> None:
    await b.post("Hello from Ben")
    await a.post("Hello from Ana")
    assert texts((await read(a))["items"]) == ["Hello from Ben"]


async def test_a_post_for_followers_is_shown_to_followers_alone(a: Someone, b: Someone, c: Someone) -> None:
    await a.follow(b)
    await b.post("For those who follow", "followers")
    assert texts((await read(a))["items"]) == ["For those who follow"]
    assert texts((await read(c))["items"]) == []


async def test_who_does_not_show_themselves_is_told_so_and_sees_nobody(
    ana_client: Client, b: Someone
) -> None:
    await b.post("Hello")
    found = (await ana_client.get("/api/feed")).json()
    assert (found["items"], found["is_hidden"], found["next"]) == ([], True, None)


async def test_followed_by_you_is_the_first_reason_and_shares_add_up(
    a: Someone, b: Someone, c: Someone
) -> None:
    await a.follow(b)
    await b.post("From Ben")
    await c.post("From Cleo")
    items = (await read(a))["items"]
    assert texts(items) == ["From Ben", "From Cleo"]
    assert causes(items[0])[0] == "followed"
    assert "followed" not in causes(items[1])
    assert [round(sum(reason["share"] for reason in item["reasons"]), 6) for item in items] == [1.0, 1.0]


async def test_what_is_like_something_saved_says_which(
    a: Someone, b: Someone, c: Someone, db: Database
) -> None:
    liked = await b.post("An evening of rowing")
    for text in ("Bread from last week", "A game of chess", "More rowing at dawn", "The tides today"):
        await c.post(text)
    await know_meanings(db, b, c)
    saved = await a.client.put(f"/api/social/posts/{liked['author']['id']}/{liked['id']}/saved")
    assert saved.status_code == 200, saved.text
    first = (await read(a))["items"][0]
    assert first["post"]["text"] == "More rowing at dawn"
    similar = next(reason for reason in first["reasons"] if reason["cause"] == "similar")
    assert (similar["because"]["name"], similar["because"]["excerpt"]) == ("Ben", "An evening of rowing")


async def test_people_with_the_same_likes_bring_what_else_they_liked(
    a: Someone, b: Someone, c: Someone
) -> None:
    shared, other, plain = await b.post("Shared"), await b.post("Other"), await b.post("Plain")
    for someone, post in ((a, shared), (c, shared), (c, other)):
        address = f"/api/social/posts/{post['author']['id']}/{post['id']}/reaction"
        assert (await someone.client.put(address, json={"kind": "love"})).status_code == 200
    items = (await read(a))["items"]
    assert texts(items) == ["Other", plain["text"]]
    assert "alike" in causes(items[0])


async def test_a_block_works_from_the_next_page_on(a: Someone, b: Someone) -> None:
    await b.post("Hello")
    assert len((await read(a))["items"]) == 1
    await b.block(a)
    assert (await read(a))["items"] == []


async def test_a_muted_word_keeps_a_post_off_the_feed(a: Someone, b: Someone) -> None:
    await b.post("A day at the races")
    await b.post("A day at home")
    await a.client.post("/api/social/mutes", json={"kind": "word", "word": "races"})
    assert texts((await read(a))["items"]) == ["A day at home"]


async def test_what_falls_out_unread_leaves_no_gap_on_a_page(a: Someone, b: Someone) -> None:
    for number in range(40):
        await b.post(f"Post {number}" if number % 8 else f"Races {number}")
    await a.client.post("/api/social/mutes", json={"kind": "word", "word": "races"})
    found = texts((await read(a))["items"])
    assert len(found) == 20
    assert not any("Races" in text for text in found)


async def test_the_same_token_gives_the_same_page_whatever_happened_since(a: Someone, b: Someone) -> None:
    for number in range(25):
        await b.post(f"Post {number}")
    first = await read(a)
    second = await read(a, first["next"])
    for number in range(5):
        await b.post(f"Later {number}")
    again = await read(a, first["next"])
    assert texts(again["items"]) == texts(second["items"])
    assert again["run"] == first["run"]


async def test_nothing_comes_twice_in_a_run_and_it_has_an_end(a: Someone, b: Someone) -> None:
    posted = {(await b.post(f"Post {number}"))["text"] for number in range(30)}
    found = texts(await read_all(a))
    assert len(found) == len(set(found))
    assert set(found) == posted


async def test_a_post_deleted_in_mid_page_is_left_out_and_breaks_nothing(a: Someone, b: Someone) -> None:
    posts = [await b.post(f"Post {number}") for number in range(30)]
    first = await read(a)
    gone = first["items"][3]["post"]
    assert (await b.client.delete(f"/api/social/posts/{gone['id']}")).status_code == 204
    again = await read(a, f"{first['run']}.0")
    assert gone["text"] not in texts(again["items"])
    assert len(again["items"]) == 19
    rest = texts((await read(a, first["next"]))["items"])
    assert not set(rest) & set(texts(first["items"]))
    assert len(posts) == 20 + len(rest)


async def test_an_account_deleted_in_mid_run_breaks_no_page(
    a: Someone, b: Someone, c: Someone, house: House
) -> None:
    for number in range(15):
        await b.post(f"Ben {number}")
        await c.post(f"Cleo {number}")
    first = await read(a)
    async with house.db.begin(Scope(c.id, "export")) as tx:
        await tx.connection.execute("DELETE FROM profile WHERE person_id = %s", (c.id,))
    again, second = await read(a, f"{first['run']}.0"), await read(a, first["next"])
    found = texts(again["items"]) + texts(second["items"])
    assert sorted(found) == sorted(f"Ben {number}" for number in range(15))


async def test_a_clock_that_jumps_back_moves_no_page(a: Someone, b: Someone) -> None:
    for number in range(30):
        await b.post(f"Post {number}")
    first = await read(a)
    with clock.frozen(clock.now() - timedelta(days=2)):
        second = await read(a, first["next"])
        again = await read(a, f"{first['run']}.0")
    assert texts(again["items"]) == texts(first["items"])
    assert not set(texts(first["items"])) & set(texts(second["items"]))


async def test_what_was_looked_at_does_not_come_again_and_what_was_passed_by_may(
    a: Someone, b: Someone
) -> None:
    await b.post("Looked at")
    await b.post("Passed by")
    page = await read(a)
    looked = next(item for item in page["items"] if item["post"]["text"] == "Looked at")
    passed = next(item for item in page["items"] if item["post"]["text"] == "Passed by")
    assert await do(a, page["run"], looked["position"], "dwell", 12) == 204
    assert await do(a, page["run"], passed["position"], "dwell", 0) == 204
    assert texts((await read(a))["items"]) == ["Passed by"]


async def test_a_bad_token_is_told_and_a_run_of_somebody_else_is_a_new_one(a: Someone, b: Someone) -> None:
    await b.post("Hello")
    page = await read(a)
    assert (await a.client.get("/api/feed", params={"page": "nonsense"})).status_code == 422
    assert (await a.client.get("/api/feed", params={"page": f"{page['run']}.7"})).status_code == 422
    assert (await read(b, f"{page['run']}.0"))["items"] == []


async def test_why_not_says_what_is_against_a_post(a: Someone, b: Someone, c: Someone) -> None:
    shown, blocked = await b.post("Shown"), await c.post("Blocked")
    await c.block(a)
    asked = [
        await a.client.get(f"/api/feed/why-not/{post['author']['id']}/{post['id']}")
        for post in (shown, blocked)
    ]
    assert [answer.json()["reason"] for answer in asked] == [None, "not for you"]


def test_each_run_is_a_new_one() -> None:
    assert new_token() != new_token()
