import json
from datetime import timedelta
from uuid import UUID

import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.db import PURPOSES, Database, Scope
from beknown.social.chat_note import forget_gone, note_chat
from beknown.social.chat_types import ChatId
from beknown.social.purge_removed import purge_removed
from tests.clients import Client
from tests.social.moderating import (
    answer_appeal,
    appeal,
    decide,
    decide_in_vain,
    only_case,
    read_case,
    report,
    standing,
    waiting,
)
from tests.social.posting import Someone, address
from tests.social.talk import list_chats, open_direct, read, say
from tests.social.test_chat_log import find_log
from tests.social.test_who_may_write import say_in_vain


async def test_a_hidden_post_is_gone_for_others_at_once_and_back_when_an_appeal_is_granted(
    operator_client: Client, a: Someone, b: Someone
) -> None:
    await b.follow(a)
    post = await a.post("You are all fools")
    await b.reply(post, "Why?")
    assert await report(b, post) == 204
    case = await only_case(operator_client)
    await decide(operator_client, case, "hide")
    seen = [await b.sees(post), await a.sees(post), await b.following(), await b.page_of(a)]
    assert seen == [False, True, ["Why?"][:0], []]
    assert (await a.client.get(address(post))).json()["post"]["marks"] == [{"kind": "hidden", "label": None}]
    assert await appeal(a) == 200
    assert (await only_case(operator_client))["state"] == "appealed"
    assert await answer_appeal(operator_client, case, is_granted=True) == 204
    assert [await b.sees(post), await b.following(), await waiting(operator_client)] == [
        True,
        ["You are all fools"],
        [],
    ]
    (found,) = (await standing(a))["decisions"]
    assert (found["answer"], found["answer_words"], found["lifted_at"] is None) == (
        "granted",
        "So it is",
        False,
    )


@pytest.mark.parametrize("deed", ["hide", "remove"])
async def test_a_held_post_is_read_by_others_under_no_purpose(
    db: Database, operator_client: Client, a: Someone, b: Someone, deed: str
) -> None:
    post = await a.post("You are all fools")
    await b.client.put(f"{address(post)}/saved")
    await report(b, post)
    await decide(operator_client, await only_case(operator_client), deed)
    seen: list[object] = []
    for purpose in PURPOSES:
        async with db.begin(Scope(b.id, purpose)) as tx:
            seen += await (await tx.connection.execute("SELECT 1 FROM post")).fetchall()
    assert seen == []
    assert (await b.client.get("/api/social/saved")).json()["posts"] == []
    assert (
        await b.client.post("/api/social/posts", json={"text": "x", "parent": _ref(a, post)})
    ).status_code == 404


async def test_an_appeal_that_is_refused_says_why_and_is_the_only_one(
    operator_client: Client, a: Someone, b: Someone
) -> None:
    post = await a.post("You are all fools")
    await report(b, post)
    case = await only_case(operator_client)
    await decide(operator_client, case, "hide")
    await appeal(a)
    assert await answer_appeal(operator_client, case, is_granted=False, words="") == 422
    assert await answer_appeal(operator_client, case, is_granted=False, words="It insults all here") == 204
    (found,) = (await standing(a))["decisions"]
    assert (found["answer"], found["answer_words"], found["seen_at"]) == (
        "refused",
        "It insults all here",
        None,
    )
    assert [await appeal(a), await b.sees(post)] == [409, False]


async def test_nobody_learns_who_reported(
    db: Database, operator_client: Client, a: Someone, b: Someone, c: Someone
) -> None:
    post = await a.post("You are all fools")
    await report(b, post, words="It hurts")
    case = await only_case(operator_client)
    told = json.dumps([case, await read_case(operator_client, case)])
    await decide(operator_client, case, "warn")
    told += json.dumps([await standing(a), await read_case(operator_client, case), await standing(c)])
    for who in (a, c):
        for purpose in PURPOSES:
            async with db.begin(Scope(who.id, purpose)) as tx:
                for table in ("report", "moderation_step", "moderation_case", "moderation_decision"):
                    rows = sql.SQL("SELECT to_jsonb(t) FROM {} t").format(sql.Identifier(table))
                    found = await tx.connection.execute(rows)
                    told += json.dumps(await found.fetchall())
    assert [word in told for word in (str(b.id), "Ben", "It hurts", "You are all fools")] == [
        False,
        False,
        True,
        True,
    ]
    assert "It hurts" not in json.dumps(await standing(a))


async def test_who_reported_sees_what_came_of_it_and_not_what_was_said_to_the_other(
    operator_client: Client, a: Someone, b: Someone
) -> None:
    post = await a.post("You are all fools")
    await report(b, post, "hate", "It hurts")
    (open_one,) = (await standing(b))["reports"]
    assert (open_one["state"], open_one["outcome"], open_one["post_id"]) == ("open", None, post["id"])
    await decide(operator_client, await only_case(operator_client), "warn", words="Mind your words")
    assert "Mind your words" not in json.dumps(await standing(b))
    (done,) = (await standing(b))["reports"]
    assert (done["state"], done["outcome"], done["words"]) == ("decided", "acted", "It hurts")


async def test_reports_of_one_thing_are_one_case_and_a_dismissal_is_told_to_nobody_concerned(
    operator_client: Client, a: Someone, b: Someone, c: Someone
) -> None:
    post = await a.post("I don't like Mondays")
    await report(b, post, "hate")
    await report(c, post, "spam")
    await report(c, post, "hate")
    case = await only_case(operator_client)
    assert (case["reasons"], case["text"], case["name"]) == ({"hate": 2}, "I don't like Mondays", "Ana")
    file = await decide(operator_client, case, "dismiss", words="")
    assert [step["kind"] for step in file["steps"]] == ["reported", "reported", "reported", "decided"]
    assert (await standing(a))["decisions"] == []
    await report(b, post, "spam")
    assert await waiting(operator_client) == []
    await a.client.patch(f"/api/social/posts/{post['id']}", json={"text": "I hate you"})
    await report(b, post, "hate")
    assert (await only_case(operator_client))["text"] == "I hate you"


async def test_only_those_who_moderate_read_reports_and_an_operator_names_them(
    operator_client: Client, a: Someone, b: Someone, c: Someone
) -> None:
    post = await a.post("You are all fools")
    await report(b, post)
    case = await only_case(operator_client)
    cases, mods = "/api/social/moderation/cases", "/api/social/moderation/moderators"
    tried = [
        await c.client.get(cases),
        await decide_in_vain(c.client, case, "hide"),
        await c.client.get(mods),
    ]
    assert [each.status_code for each in tried] == [403, 403, 403]
    assert (await c.client.put(f"{mods}/{c.id}")).status_code == 404
    assert (await operator_client.put(f"{mods}/{c.id}")).json()[0]["name"] == "Cleo Marin"
    assert (await c.client.get("/api/social/standing/news")).json() == {"unseen": 0, "is_moderator": True}
    await decide(c.client, case, "label", label="Unkind")
    assert (await b.client.get(address(post))).json()["post"]["marks"] == [
        {"kind": "label", "label": "Unkind"}
    ]
    assert (await operator_client.delete(f"{mods}/{c.id}")).json() == []
    assert (await c.client.get(cases)).status_code == 403


async def test_nobody_decides_about_themselves_or_reads_what_was_said_of_them(
    operator_client: Client, a: Someone, b: Someone
) -> None:
    await operator_client.put(f"/api/social/moderation/moderators/{a.id}")
    post = await a.post("You are all fools")
    await report(b, post, words="It hurts")
    case = await only_case(a.client)
    assert case["is_own"]
    assert (await read_case(a.client, case))["reports"] == []
    assert (await decide_in_vain(a.client, case, "dismiss")).status_code == 403
    assert (await a.client.post(f"{address(post)}/reports", json={"reason": "spam"})).status_code == 422


async def test_another_moderator_answers_the_appeal_where_there_is_one(
    operator_client: Client, a: Someone, b: Someone, c: Someone
) -> None:
    await operator_client.put(f"/api/social/moderation/moderators/{c.id}")
    await report(b, await a.post("You are all fools"))
    case = await only_case(operator_client)
    await decide(operator_client, case, "hide")
    await appeal(a)
    assert await answer_appeal(operator_client, case, is_granted=True) == 403
    assert await answer_appeal(c.client, case, is_granted=True) == 204


async def test_who_is_suspended_says_nothing_new_until_it_ends_or_is_lifted(
    operator_client: Client, a: Someone, b: Someone, c: Someone
) -> None:
    known, unknown = await open_direct(a.client, b.id), await open_direct(a.client, c.id)
    await say(a.client, known, "Hi")
    post = await a.post("You are all fools")
    await report(b, post)
    case = await only_case(operator_client)
    await decide(operator_client, case, "suspend", days=3)
    refused = await a.client.post("/api/social/posts", json={"text": "More of it"})
    assert (refused.status_code, "Standing" in refused.json()["detail"]) == (403, True)
    assert [await say_in_vain(a.client, known), await say_in_vain(a.client, unknown)] == [201, 403]
    assert await answer_appeal(operator_client, case, is_granted=True) == 204
    await a.post("Lifted")
    await decide(operator_client, case, "suspend", days=3)
    with clock.frozen(clock.now() + timedelta(days=4)):
        await a.post("I am back")


async def test_somebody_who_is_hidden_is_seen_by_nobody_but_themselves(
    operator_client: Client, a: Someone, b: Someone
) -> None:
    post = await a.post("Buy now")
    await b.client.post(f"/api/social/people/{a.id}/reports", json={"reason": "spam"})
    case = await only_case(operator_client)
    assert case["text"].startswith("Ana\n@ana")
    await decide(operator_client, case, "hide")
    assert [await b.people(), await b.sees(post), await a.sees(post), await a.people()] == [
        [],
        False,
        True,
        ["Ben"],
    ]
    assert await answer_appeal(operator_client, case, is_granted=True) == 204
    assert [await b.people(), await b.sees(post)] == [["Ana"], True]


async def test_a_label_on_somebody_is_seen_by_whoever_sees_them(
    operator_client: Client, a: Someone, b: Someone
) -> None:
    await b.client.post(f"/api/social/people/{a.id}/reports", json={"reason": "spam"})
    await decide(operator_client, await only_case(operator_client), "label", label="Sells things")
    page = f"/api/social/people/{a.id}"
    assert (await b.client.get(page)).json()["labels"] == ["Sells things"]
    await b.block(a)
    assert (await b.client.get(page)).status_code == 404


async def test_a_moderator_reads_the_reported_message_and_what_was_added_and_no_more(
    db: Database, operator_client: Client, a: Someone, b: Someone, c: Someone
) -> None:
    await operator_client.put(f"/api/social/moderation/moderators/{c.id}")
    chat = await open_direct(a.client, b.id)
    for client, text in (
        (a.client, "A secret"),
        (b.client, "Leave me"),
        (a.client, "Never"),
        (b.client, "Later"),
    ):
        await say(client, chat, text)
    body = {"reason": "harassment", "before": 1}
    assert (await b.client.post(f"/api/social/messages/{chat}/3/reports", json=body)).status_code == 204
    case = await only_case(c.client)
    (reported,) = (await read_case(c.client, case))["reports"]
    assert (case["text"], [each["text"] for each in reported["attached"]]) == ("Never", ["Leave me"])
    assert [each["is_theirs"] for each in reported["attached"]] == [False]
    for purpose in PURPOSES:
        async with db.begin(Scope(c.id, purpose)) as tx:
            found = await tx.connection.execute("SELECT 1 FROM chat_message")
            assert await found.fetchall() == []
    assert (await c.client.get(f"/api/chats/{chat}/messages")).status_code == 404


async def test_what_a_third_one_said_in_a_group_is_not_added_to_a_report(
    operator_client: Client, a: Someone, b: Someone, c: Someone
) -> None:
    people = [str(b.id), str(c.id)]
    made = await a.client.post("/api/chats/groups", json={"name": "Us", "people": people})
    chat = made.json()["id"]
    for client, text in ((c.client, "Between us"), (b.client, "Mine"), (a.client, "Fool")):
        await say(client, chat, text)
    await b.client.post(f"/api/social/messages/{chat}/3/reports", json={"reason": "other", "before": 10})
    (reported,) = (await read_case(operator_client, await only_case(operator_client)))["reports"]
    assert [each["text"] for each in reported["attached"]] == ["Mine"]


async def test_a_held_message_leaves_the_conversation_and_the_log_of_the_other_and_comes_back(
    db: Database, operator_client: Client, a: Someone, b: Someone
) -> None:
    chat = await open_direct(a.client, b.id)
    await say(a.client, chat, "Hi")
    await say(a.client, chat, "You fool")
    await note_chat(db, ChatId(UUID(chat)))
    await b.client.post(f"/api/social/messages/{chat}/2/reports", json={"reason": "harassment"})
    case = await only_case(operator_client)
    await decide(operator_client, case, "hide")
    assert [await read(b.client, chat), await read(a.client, chat)] == [["Hi"], ["Hi", "You fool"]]
    assert [each["last_text"] for each in await list_chats(b.client)] == ["Hi"]
    await forget_gone(db)
    logs = [await find_log(client) for client in (a.client, b.client)]
    assert [[text for _, _, text, _ in log] for log in logs] == [["Hi", "You fool"], ["Hi"]]
    await answer_appeal(operator_client, case, is_granted=True)
    assert await read(b.client, chat) == ["Hi", "You fool"]


async def test_only_what_one_sees_can_be_reported(a: Someone, b: Someone, c: Someone) -> None:
    post = await a.post("For me", "me")
    chat = await open_direct(a.client, b.id)
    await say(a.client, chat, "Hi")
    tried = [f"{address(post)}/reports", f"/api/social/messages/{chat}/1/reports"]
    answers = [await c.client.post(each, json={"reason": "spam"}) for each in tried]
    assert [each.status_code for each in answers] == [404, 404]


@pytest.mark.parametrize(
    "verdict",
    [
        {"deed": "hide", "words": ""},
        {"deed": "label"},
        {"deed": "suspend"},
        {"deed": "suspend", "days": 4000},
        {"deed": "erase"},
        {"deed": "label", "label": "x" * 61},
    ],
)
async def test_a_decision_that_lacks_something_is_refused_with_a_word(
    operator_client: Client, a: Someone, b: Someone, verdict: dict[str, object]
) -> None:
    await report(b, await a.post("You are all fools"))
    case = await only_case(operator_client)
    answer = await decide_in_vain(operator_client, case, **verdict)  # pyright: ignore[reportArgumentType] - JSON
    assert (answer.status_code, len(await waiting(operator_client))) == (422, 1)


async def test_what_is_gone_can_still_be_answered_for(
    operator_client: Client, a: Someone, b: Someone, db: Database
) -> None:
    post = await a.post("You are all fools")
    await report(b, post)
    async with db.begin(Scope(a.id, "export")) as tx:
        await tx.connection.execute("DELETE FROM event")
    case = await only_case(operator_client)
    assert (await decide_in_vain(operator_client, case, "hide")).status_code == 409
    await decide(operator_client, case, "warn")
    assert (await standing(a))["decisions"][0]["text"] == "You are all fools"


async def test_what_was_removed_is_deleted_after_a_month_unless_an_appeal_waits(
    db: Database, house: House, operator_client: Client, a: Someone, b: Someone
) -> None:
    kept, gone = await a.post("You are all fools"), await a.post("And liars")
    for post in (gone, kept):
        await report(b, post)
        await decide(operator_client, await only_case(operator_client), "remove")
    assert await appeal(a) == 200
    blobs = house.job_context().blobs
    assert await purge_removed(db, blobs) == 0
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert await purge_removed(db, blobs) == 1
    assert [await a.sees(kept), await a.sees(gone)] == [True, False]
    assert len((await standing(a))["decisions"]) == 2


async def test_who_is_erased_takes_cases_and_reports_along(
    operator_client: Client, db: Database, a: Someone, b: Someone
) -> None:
    await report(b, await a.post("You are all fools"), words="It hurts")
    async with db.begin(Scope(b.id, "export")) as tx:
        await tx.connection.execute("DELETE FROM person")
    case = await only_case(operator_client)
    assert (await read_case(operator_client, case))["reports"] == []
    async with db.begin(Scope(a.id, "export")) as tx:
        await tx.connection.execute("DELETE FROM person")
    assert await waiting(operator_client) == []


def _ref(author: Someone, post: dict[str, object]) -> dict[str, object]:
    return {"author_id": str(author.id), "id": post["id"]}


@pytest.mark.parametrize(
    "call",
    [
        "open_case(gen_random_uuid(), %(who)s, 'post', NULL, NULL, NULL, '', '[]', now())",
        "lift_decision(%(who)s, gen_random_uuid(), now())",
    ],
)
async def test_the_inner_functions_are_for_those_that_check_alone(
    db: Database, a: Someone, call: str
) -> None:
    async with db.begin(Scope(a.id, "export")) as tx:
        with pytest.raises(InsufficientPrivilege):
            await tx.connection.execute(b"SELECT " + call.encode(), {"who": a.id})
