"""An answer of @beknown is read by all who are there while it is written, by nobody else, and nothing of it is lost."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from typing import Any

from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.social.chat_live import CHANNEL
from tests.assistant.rooms import EVENING, Group
from tests.assistant.scripted import Dies, Hangs, Says, Script, Waits
from tests.clients import Client
from tests.people import add_person
from tests.social.live import Page, open_page
from tests.social.talk import say

QUESTION = "@beknown when does it begin?"
FIRST, REST = "It begins on Thursday ", "at seven [1]."
WHOLE = "It begins on Thursday at seven [1]."


async def read_until(page: Page, text: str) -> list[dict[str, Any]]:
    """Put the pieces of an answer together as a page does, until it has this text; gives the pieces."""
    pieces: list[dict[str, Any]] = []
    so_far = ""
    while so_far != text:
        sign = await page.next_sign()
        assert sign.kind == "answer"
        pieces.append(sign.data)
        so_far = sign.data["text"] if sign.data["is_new"] else so_far + sign.data["text"]
        assert text.startswith(so_far)
    return pieces


@asynccontextmanager
async def answering(group: Group, who: str, seq: int) -> AsyncGenerator[asyncio.Task[None]]:
    """Have an answer made meanwhile, and wait for its end."""
    async with asyncio.TaskGroup() as tasks:
        making = tasks.create_task(group.answer(who, seq))
        yield making
        await asyncio.wait_for(making, 20)


async def test_all_who_are_there_read_it_as_it_comes_and_it_becomes_one_message(
    group: Group, script: Script, server_address: str
) -> None:
    await say(group.clients["ben"], group.id, EVENING)
    asked = await say(group.clients["ana"], group.id, QUESTION)
    may_go_on = asyncio.Event()
    script.act(Says((FIRST,)), Waits(may_go_on), Says((REST,)))
    async with (
        open_page(server_address, group.clients["ana"]) as at_ana,
        open_page(server_address, group.clients["ben"]) as at_ben,
        answering(group, "ana", asked["seq"]),
    ):
        for page in (at_ana, at_ben):
            pieces = await read_until(page, FIRST.strip())
            assert {each["seq"] for each in pieces} == {asked["seq"]}
        assert [each["is_ai"] for each in await group.read("ben")] == [False, False]
        may_go_on.set()
    answer = (await group.read("ben"))[-1]
    assert (answer["is_ai"], answer["text"], answer["asks"]) == (True, WHOLE, None)


async def test_a_page_that_comes_back_in_mid_answer_has_all_of_it_once(
    group: Group, script: Script, server_address: str
) -> None:
    await say(group.clients["ben"], group.id, EVENING)
    asked = await say(group.clients["ana"], group.id, QUESTION)
    second, third = asyncio.Event(), asyncio.Event()
    script.act(Says(("One, ",)), Waits(second), Says(("two, ",)), Waits(third), Says(("three.",)))
    async with answering(group, "ana", asked["seq"]):
        async with open_page(server_address, group.clients["ben"]) as page:
            place = (await page.next()).seq
            await read_until(page, "One,")
        async with open_page(server_address, group.clients["ana"]) as other:
            second.set()
            await read_until(other, "One, two,")
        async with open_page(server_address, group.clients["ben"], after=place) as page:
            assert (await page.next()).kind == "at"
            (piece,) = await read_until(page, "One, two,")
            assert piece["is_new"]
            third.set()
            changes = [each.data["message"] for each in await page.take(2)]
    assert sorted((each["seq"], each["asks"]) for each in changes) == [(2, "done"), (3, None)]
    assert (await group.read("ben"))[-1]["text"] == "One, two, three."


async def test_who_is_not_there_is_told_nothing(
    group: Group, script: Script, server_address: str, operator_client: Client
) -> None:
    asked = await say(group.clients["ana"], group.id, QUESTION)
    script.say("Nobody said so.")
    async with open_page(server_address, operator_client) as page:
        await page.next()
        await group.answer("ana", asked["seq"])
        other = await operator_client.post("/api/chats/groups", json={"name": "Alone", "people": []})
        assert other.status_code == 201
        fields = await page.read_fields()
    assert fields["event"] == "chat"


async def test_whoever_comes_in_mid_answer_reads_nothing_of_it_and_it_is_made_anew(
    group: Group, script: Script, db: Database
) -> None:
    await say(group.clients["ben"], group.id, EVENING)
    asked = await say(group.clients["ana"], group.id, QUESTION)
    script.act(Says((FIRST,)), Hangs())
    script.say("I don't know.")
    cleo = await add_person(db, "cleo@example.org", "Cleo Marin")
    async with answering(group, "ana", asked["seq"]):
        await wait_for_model(script)
        added = await group.clients["ana"].post(f"/api/chats/{group.id}/people", json={"people": [str(cleo)]})
        assert added.status_code == 204
    assert "Thursday" not in script.prompt(1)
    assert [each["text"] for each in await group.read("ana") if each["is_ai"]] == ["I don't know."]


async def test_a_message_that_is_changed_in_mid_answer_has_it_made_anew(group: Group, script: Script) -> None:
    said = await say(group.clients["ben"], group.id, EVENING)
    asked = await say(group.clients["ana"], group.id, QUESTION)
    script.act(Says((FIRST,)), Hangs())
    script.say("On Friday [1].")
    async with answering(group, "ana", asked["seq"]):
        await wait_for_model(script)
        address = f"/api/chats/{group.id}/messages/{said['seq']}"
        changed = await group.clients["ben"].patch(address, json={"text": "It begins on Friday"})
        assert changed.status_code == 200, changed.text
    assert "Friday" in script.prompt(1)
    assert (await group.read("ben"))[-1]["text"] == "On Friday [1]."


async def wait_for_model(script: Script) -> None:
    """Wait until the model is asked."""
    async with asyncio.timeout(10):
        while not script.asked:  # noqa: ASYNC110 - the script is a plain list
            await asyncio.sleep(0.01)


async def stop(client: Client, group: Group, seq: int) -> int:
    return (await client.delete(f"/api/chats/{group.id}/messages/{seq}/answer")).status_code


async def test_what_is_stopped_is_kept_as_far_as_it_came_and_an_admin_may_stop_it_too(
    group: Group, script: Script, server_address: str, ben: PersonId
) -> None:
    """Ana made the group; Ben asks."""
    asked = await say(group.clients["ben"], group.id, QUESTION)
    script.act(Says(("Half an answer",)), Hangs())
    async with (
        open_page(server_address, group.clients["ana"]) as page,
        answering(group, "ben", asked["seq"]),
    ):
        await read_until(page, "Half an answer")
        assert await stop(group.clients["ana"], group, asked["seq"]) == 204
    question, kept = await group.read("ben")
    assert question["asks"] == "stopped"
    assert (kept["text"], kept["asks"], kept["author_id"]) == ("Half an answer", "stopped", str(ben))
    assert script.was_left.is_set()


async def test_who_neither_asked_nor_is_an_admin_is_told_that_they_cannot_stop_it(
    group: Group, operator_client: Client
) -> None:
    asked = await say(group.clients["ana"], group.id, QUESTION)
    assert await stop(group.clients["ben"], group, asked["seq"]) == 403
    assert await stop(operator_client, group, asked["seq"]) == 404


async def test_an_answer_whose_model_dies_is_kept_as_far_as_it_came_and_can_be_asked_for_again(
    group: Group, script: Script
) -> None:
    script.act(Says(("Half an ", "answer")), Dies())
    (broken,) = await group.ask("ana", QUESTION)
    assert (broken["text"], broken["asks"]) == ("Half an answer", "failed")
    question = (await group.read("ana"))[0]
    address = f"/api/chats/{group.id}/messages/{question['seq']}/answer"
    assert (await group.clients["ben"].post(address)).status_code == 409
    assert (await group.clients["ana"].post(address)).status_code == 204
    assert [(each["seq"], each["asks"]) for each in await group.read("ben")] == [(question["seq"], "waiting")]
    script.say("A whole one.")
    await group.answer("ana", question["seq"])
    assert [(each["text"], each["asks"]) for each in await group.read("ben")] == [
        (QUESTION, "done"), ("A whole one.", None)
    ]  # fmt: skip
    assert (await group.clients["ana"].post(address)).status_code == 409


async def test_notifications_hold_ids_alone(group: Group, script: Script, db: Database) -> None:
    asked = await say(group.clients["ana"], group.id, QUESTION)
    may_go_on = asyncio.Event()
    script.act(Says(("A secret word ",)), Waits(may_go_on), Says(("and more.",)))
    heard: list[str] = []
    async with aclosing(db.listen(CHANNEL)) as notifications, answering(group, "ana", asked["seq"]):
        while not any(each.startswith("answer ") for each in heard[-1:]):
            heard.append(await asyncio.wait_for(anext(notifications), 10))
        heard.append(await asyncio.wait_for(anext(notifications), 10))
        may_go_on.set()
    people = {str(each) for each in group.people.values()}
    told = [each.split(" ") for each in heard if each]
    assert {kind for kind, *_ in told} <= {"answer", "change"}
    assert {word for _, *words in told for word in words} == people
