"""What is said about the feed is what the feed does, until the time is over, and every rule can be seen and changed."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from beknown.app.house import House
from beknown.feed import steer_store as store
from beknown.feed.jobs import sweep
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from tests.clients import Client
from tests.feed.reading import causes, know_meanings, read, read_all, texts
from tests.social.posting import Someone

Json = dict[str, Any]


async def say(someone: Someone, text: str) -> Json:
    answer = await someone.client.post("/api/feed/rules", json={"text": text})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def rules(someone: Someone) -> list[Json]:
    return (await someone.client.get("/api/feed/rules")).json()


BREAD = (
    "Bread with rye today, and the crust sings", "Bread for the street party, forty rolls",
    "Bread without salt is a Tuscan habit that I will never understand", "Bread and butter pudding, grandmother's",
    "Bread rose overnight in the cold larder", "Bread flour is sold out everywhere again",
)  # fmt: skip
CHESS = (
    "Chess at the library from six, bring a clock", "Chess endgames with two rooks still puzzle me",
    "Chess by post: my move takes a week to Norway", "Chess club elects a new chair on Monday",
    "Chess openings for people who forget everything", "Chess against a ten-year-old. I lost, of course",
)  # fmt: skip


async def post_some(b: Someone, c: Someone) -> None:
    """Post six things each; alike ones would be kept out of feeds as spam."""
    for bread, chess in zip(BREAD, CHESS, strict=True):
        await b.post(bread)
        await c.post(chess)


async def test_what_is_said_becomes_rules_that_can_be_read(a: Someone) -> None:
    said = await say(
        a, "less politics this week, more ceramics, nothing from reposts, short things in the morning"
    )
    assert [rule["words"] for rule in reversed(said["rules"])] == [
        "less politics this week", "more ceramics", "nothing from reposts", "short things in the morning"
    ]  # fmt: skip
    assert (said["new"], said["ended"], said["unread"]) == (4, 0, [])
    assert await rules(a) == said["rules"]
    morning = said["rules"][0]
    assert (morning["hours"]["from_minute"], morning["hours"]["until_minute"]) == (300, 720)


async def test_lines_are_wishes_of_their_own(a: Someone) -> None:
    said = await say(a, "nothing from reposts\nshort things  in the morning\n")
    assert [(rule["amount"], len(rule["targets"])) for rule in reversed(said["rules"])] == [
        ("nothing", 1), ("more", 1)
    ]  # fmt: skip


async def test_what_is_not_understood_is_said_beside_what_is(a: Someone) -> None:
    said = await say(a, "more ceramics, less from Zoe")
    assert [rule["words"] for rule in said["rules"]] == ["more ceramics"]
    assert said["unread"] == [{"words": "less from Zoe", "lack": "person"}]


async def test_nothing_of_a_topic_takes_it_off_the_feed_and_says_so(
    a: Someone, b: Someone, c: Someone
) -> None:
    await post_some(b, c)
    assert any("Bread" in text for text in texts(await read_all(a)))
    await say(a, "nothing about bread")
    shown = texts(await read_all(a))
    assert len(shown) == 6
    assert not any("Bread" in text for text in shown)
    bread = (await b.client.get(f"/api/social/people/{b.id}/posts")).json()["posts"][0]
    why = await a.client.get(f"/api/feed/why-not/{b.id}/{bread['id']}")
    assert why.json() == {"reason": "you said so"}


async def test_a_muted_topic_is_off_the_feed_until_that_is_taken_back(
    a: Someone, b: Someone, c: Someone
) -> None:
    await post_some(b, c)
    muted = await a.client.post("/api/feed/rules/topics", json={"topic": " Bread, not chess "})
    (rule,) = muted.json()
    assert (rule["amount"], rule["until_at"], [each["value"] for each in rule["targets"]]) == (
        "nothing", None, ["Bread, not chess"]
    )  # fmt: skip
    await a.client.delete(f"/api/feed/rules/{rule['id']}")
    (rule,) = (await a.client.post("/api/feed/rules/topics", json={"topic": "bread"})).json()
    assert not any("Bread" in text for text in texts(await read_all(a)))
    assert (await a.client.delete(f"/api/feed/rules/{rule['id']}")).status_code == 204
    assert any("Bread" in text for text in texts(await read_all(a)))


@pytest.mark.parametrize("topic", ["", " ?! ", "bread " * 20])
async def test_a_topic_that_says_nothing_or_too_much_is_refused(a: Someone, topic: str) -> None:
    refused = await a.client.post("/api/feed/rules/topics", json={"topic": topic})
    assert (refused.status_code, "a word or a few" in refused.json()["detail"]) == (422, True)


async def test_only_some_things_leaves_all_else_out(a: Someone, b: Someone, c: Someone) -> None:
    await post_some(b, c)
    await say(a, "only chess for 3 days")
    assert {text.split()[0] for text in texts(await read_all(a))} == {"Chess"}


async def test_less_comes_after_all_else_and_more_before_it(
    a: Someone, b: Someone, c: Someone, db: Database
) -> None:
    await post_some(b, c)
    await know_meanings(db, b, c)
    await say(a, "less bread")
    less = [text.split()[0] for text in texts(await read_all(a))]
    assert set(less[:4]) == {"Chess"}  # from the fifth place on chance may choose
    await say(a, "more bread")
    page = (await read(a))["items"]
    assert page[0]["post"]["text"].startswith("Bread")
    assert "wished" in causes(page[0])


async def test_what_was_wished_for_names_the_rule_that_adds_most(
    a: Someone, b: Someone, c: Someone, db: Database
) -> None:
    await post_some(b, c)
    await know_meanings(db, b, c)
    said = await say(a, "a bit more chess, more bread, nothing about rowing")
    ids = {rule["targets"][0]["value"]: rule["id"] for rule in said["rules"]}
    page = await read(a)
    named = {(text.split()[0].lower(), rule) for text, rule in wished(page)}
    assert named == {("bread", ids["bread"]), ("chess", ids["chess"])}
    others = [why for item in page["items"] for why in item["reasons"] if why["cause"] != "wished"]
    assert not any(why["rule"] for why in others)
    await a.client.delete(f"/api/feed/rules/{ids['bread']}")
    assert wished(await read(a, f"{UUID(page['run']).hex}.0")) == wished(page)


async def test_a_reason_that_was_kept_without_its_rule_still_shows(
    a: Someone, b: Someone, c: Someone, emptier: psycopg.AsyncConnection
) -> None:
    await post_some(b, c)
    await say(a, "more bread")
    page = await read(a)
    await emptier.execute("""UPDATE feed_impression SET reasons = '[{"cause": "wished", "share": 1.0}]'""")
    again = await read(a, f"{UUID(page['run']).hex}.0")
    assert [rule for _, rule in wished(again)] == [None] * 12


def wished(page: Json) -> list[tuple[str, str | None]]:
    """Give what is on a page because the person said so, with the rule; what chance chose isn't among it."""
    return [
        (item["post"]["text"], why["rule"])
        for item in page["items"]
        for why in item["reasons"]
        if why["cause"] == "wished"
    ]


async def test_nothing_from_somebody_whom_one_follows_is_understood_by_name(
    a: Someone, b: Someone, c: Someone
) -> None:
    await post_some(b, c)
    await a.follow(b)
    said = await say(a, "Nothing from Ben")
    assert said["rules"][0]["targets"] == [{"kind": "author", "value": str(b.id), "name": "Ben"}]
    assert {text.split()[0] for text in texts(await read_all(a))} == {"Chess"}


async def test_what_the_feed_never_holds_is_said_to_change_nothing(
    a: Someone, b: Someone, c: Someone
) -> None:
    await post_some(b, c)
    said = await say(a, "nothing from reposts; only replies; nothing about bread")
    assert [rule["is_idle"] for rule in said["rules"]] == [False, True, True]
    assert {text.split()[0] for text in texts(await read_all(a))} == {"Chess"}


async def test_a_rule_stops_when_its_time_is_over(a: Someone, b: Someone, c: Someone) -> None:
    await post_some(b, c)
    await say(a, "only chess today")
    with clock.frozen(datetime.now(UTC) + timedelta(days=1, hours=1)):
        assert await rules(a) == []
        assert len(await read_all(a)) == 12


async def test_a_rule_for_the_evening_leaves_the_morning_alone(a: Someone, b: Someone, c: Someone) -> None:
    await post_some(b, c)
    tomorrow = datetime.now(UTC).replace(hour=0, minute=0) + timedelta(days=1)
    await say(a, "no bread in the evening")
    with clock.frozen(tomorrow + timedelta(hours=8)):
        assert len(await read_all(a)) == 12
        assert [rule["is_active"] for rule in await rules(a)] == [False]
    with clock.frozen(tomorrow + timedelta(hours=20)):
        assert {text.split()[0] for text in texts(await read_all(a))} == {"Chess"}
        assert [rule["is_active"] for rule in await rules(a)] == [True]


async def test_a_later_word_about_the_same_thing_takes_the_place_of_the_earlier(a: Someone) -> None:
    await say(a, "less bread")
    said = await say(a, "more bread, no chess")
    assert (said["new"], said["ended"]) == (2, 1)
    assert sorted(rule["amount"] for rule in said["rules"]) == ["more", "nothing"]
    assert (await say(a, "chess as usual"))["ended"] == 1
    assert [rule["amount"] for rule in await rules(a)] == ["more"]


async def test_a_rule_can_be_changed_and_taken_back(a: Someone, b: Someone) -> None:
    (rule,) = (await say(a, "less bread"))["rules"]
    address = f"/api/feed/rules/{rule['id']}"
    body = {"amount": "nothing", "strength": 1, "until_at": None, "hours": {"weekdays": [5, 6]}}
    changed = await a.client.put(address, json=body)
    assert changed.status_code == 200, changed.text
    assert (changed.json()["amount"], changed.json()["until_at"]) == ("nothing", None)
    assert (await rules(a))[0]["hours"]["weekdays"] == [5, 6]
    assert (await b.client.put(address, json=body)).status_code == 404
    assert (await b.client.delete(address)).status_code == 404
    assert (await a.client.delete(address)).status_code == 204
    assert await rules(a) == []
    assert (await a.client.delete(address)).status_code == 404


async def again(someone: Someone, rule: object) -> httpx.Response:
    return await someone.client.post("/api/feed/rules/again", json={"id": rule})


async def test_a_rule_that_was_taken_back_can_be_had_again_as_it_was(a: Someone, b: Someone) -> None:
    await a.client.put(f"/api/social/people/{b.id}/follow")
    (rule,) = (await say(a, "less bread from Ben in the morning"))["rules"]
    await a.client.delete(f"/api/feed/rules/{rule['id']}")
    answer = await again(a, rule["id"])
    assert answer.status_code == 201, answer.text
    (had,) = await rules(a)
    assert answer.json() == [had]
    assert {**had, "made_at": rule["made_at"]} == rule


async def test_a_rule_that_is_had_again_takes_the_place_of_one_about_the_same_thing(a: Someone) -> None:
    (rule,) = (await say(a, "less bread"))["rules"]
    await say(a, "more bread")
    assert [each["amount"] for each in (await again(a, rule["id"])).json()] == ["less"]


async def test_only_a_rule_that_one_took_back_oneself_within_a_day_is_had_again(
    a: Someone, c: Someone
) -> None:
    (rule,) = (await say(a, "less bread until next month"))["rules"]
    assert (await again(a, rule["id"])).status_code == 404
    await a.client.delete(f"/api/feed/rules/{rule['id']}")
    assert (await again(c, rule["id"])).status_code == 404
    with clock.frozen(datetime.now(UTC) + timedelta(days=1, hours=1)):
        late = await again(a, rule["id"])
    assert late.status_code == 404
    assert "Say again" in late.json()["detail"]
    assert await rules(a) == []


async def test_what_was_taken_back_is_deleted_after_a_day(a: Someone, db: Database, house: House) -> None:
    (rule,) = (await say(a, "less bread"))["rules"]
    await a.client.delete(f"/api/feed/rules/{rule['id']}")
    kept: list[bool] = []
    for hours in (23, 25):
        with clock.frozen(datetime.now(UTC) + timedelta(hours=hours)):
            await sweep(house.job_context())
        async with db.begin(Scope(a.id, "export")) as tx:
            kept.append(await store.find_ended_rule(tx, UUID(rule["id"]), clock.now()) is not None)
    assert kept == [True, False]


@pytest.mark.parametrize("rule", [None, "", "less bread", "019ab000-0000-7000-8000-000000000000"])
async def test_a_rule_that_never_was_is_not_had_again(a: Someone, rule: object) -> None:
    """A forged one, whole as it may look, is refused: only its id counts."""
    assert (await again(a, rule)).status_code in {404, 422}
    forged = {"amount": "less", "targets": [{"kind": "topic", "value": "bread"}], "words": "less bread"}
    assert (await a.client.post("/api/feed/rules/again", json=forged)).status_code == 422
    assert await rules(a) == []


@pytest.mark.parametrize(
    "body",
    [
        {"amount": "less", "until_at": "2020-01-01T00:00:00"},
        {"amount": "less", "until_at": "2020-01-01T00:00:00Z"},
        {"amount": "less", "hours": {"from_minute": 60, "until_minute": 60}},
        {"amount": "less", "hours": {"weekdays": [7]}},
        {"amount": "less", "strength": 50},
        {"amount": "everything"},
    ],
)
async def test_a_change_that_cannot_be_is_refused_in_words(a: Someone, body: Json) -> None:
    (rule,) = (await say(a, "less bread"))["rules"]
    answer = await a.client.put(f"/api/feed/rules/{rule['id']}", json=body)
    assert answer.status_code == 422
    assert await rules(a) == [rule]


@pytest.mark.parametrize("text", ["", "   ", "x" * 501])
async def test_saying_nothing_or_too_much_is_refused_with_an_example(a: Someone, text: str) -> None:
    answer = await a.client.post("/api/feed/rules", json={"text": text})
    assert answer.status_code == 422
    assert "less politics this week" in answer.json()["detail"]


async def test_whoever_forgets_the_saying_forgets_the_rules(a: Someone) -> None:
    await say(a, "less bread, more chess")
    found = (await a.client.post("/api/you/timeline", json={"text": "less bread, more chess"})).json()[
        "events"
    ]
    what = {"scale": "event", "event": found[0]["id"], "events": 1}
    assert (await a.client.post("/api/you/forget", json=what)).json() == {"events": 1}
    assert await rules(a) == []


async def test_a_rule_about_somebody_who_left_is_still_there_without_their_name(
    a: Someone, b: Someone, db: Database
) -> None:
    await a.follow(b)
    await say(a, "less from Ben")
    async with db.begin(Scope(b.id, "account")) as tx:
        await tx.connection.execute("DELETE FROM person WHERE id = %s", (b.id,))
    assert [rule["targets"][0]["name"] for rule in await rules(a)] == [""]


async def test_rules_hold_for_nobody_else(a: Someone, b: Someone, c: Someone) -> None:
    await post_some(b, c)
    await say(a, "nothing about bread")
    assert any("Bread" in text for text in texts(await read_all(c)))


async def test_the_assistant_steers_the_feed_when_it_is_told_to(a: Someone, ana_client: Client) -> None:
    """With the small model code hears it; saying it back names what was understood."""
    answer = await ana_client.post(
        "/api/chat", json={"text": "less politics in my feed this week, and more chess"}
    )
    assert answer.status_code == 200
    assert "In your feed from now on" in answer.text
    assert sorted(rule["amount"] for rule in await rules(a)) == ["less", "more"]


async def test_the_assistant_says_what_changes_nothing(a: Someone, ana_client: Client) -> None:
    answer = await ana_client.post("/api/chat", json={"text": "nothing from reposts in my feed, more chess"})
    assert "Your feed holds no reposts or replies, so this changes nothing" in answer.text
    assert sorted(rule["is_idle"] for rule in await rules(a)) == [False, True]
