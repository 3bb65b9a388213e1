from beknown.app.house import House
from beknown.events import erase
from beknown.kit.db import Database
from beknown.kit.ids import PersonId, new_id
from tests.clients import Client
from tests.people import add_person
from tests.social.talk import list_chats, open_direct, read, say


async def test_two_people_talk_and_each_sees_it(
    ana_client: Client, ben_client: Client, ana: PersonId, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    await say(ana_client, chat, "Are you coming?")
    await say(ben_client, await open_direct(ben_client, ana), "In an hour")
    assert await read(ana_client, chat) == await read(ben_client, chat) == ["Are you coming?", "In an hour"]


async def test_the_list_names_the_other_one_and_counts_what_is_unread(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    sent = [await say(ana_client, chat, text) for text in ("one", "two", "three")]
    (seen,) = await list_chats(ben_client)
    assert (seen["name"], seen["unread"], seen["last_text"]) == ("Ana Duarte", 3, "three")
    await ben_client.put(f"/api/chats/{chat}/read", json={"seq": sent[1]["seq"]})
    await ben_client.put(f"/api/chats/{chat}/read", json={"seq": sent[0]["seq"]})
    assert [each["unread"] for each in await list_chats(ben_client)] == [1]
    assert [each["unread"] for each in await list_chats(ana_client)] == [0]


async def test_reading_can_not_be_marked_beyond_the_end(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    await say(ana_client, chat, "one")
    await ben_client.put(f"/api/chats/{chat}/read", json={"seq": 2**62})
    await say(ana_client, chat, "two")
    assert [each["unread"] for each in await list_chats(ben_client)] == [1]


async def test_a_message_sent_again_under_its_id_is_said_once(ana_client: Client, ben: PersonId) -> None:
    chat = await open_direct(ana_client, ben)
    body = {"id": str(new_id()), "text": "once"}
    answers = [await ana_client.post(f"/api/chats/{chat}/messages", json=body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.text for answer in answers}) == 1
    assert await read(ana_client, chat) == ["once"]


async def test_the_id_of_a_message_can_not_be_used_in_another_conversation(
    ana_client: Client, db: Database, ben: PersonId
) -> None:
    here, there = (
        await open_direct(ana_client, ben),
        await open_direct(ana_client, await add_person(db, "eva@example.org", "Eva")),
    )
    body = {"id": str(new_id()), "text": "here"}
    await ana_client.post(f"/api/chats/{here}/messages", json=body)
    assert (await ana_client.post(f"/api/chats/{there}/messages", json=body)).status_code == 409


async def test_two_people_may_choose_the_same_id(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    chat, chosen = await open_direct(ana_client, ben), str(new_id())
    await ana_client.post(f"/api/chats/{chat}/messages", json={"id": chosen, "text": "from Ana"})
    await ben_client.post(f"/api/chats/{chat}/messages", json={"id": chosen, "text": "from Ben"})
    assert await read(ana_client, chat) == ["from Ana", "from Ben"]


async def test_a_long_conversation_comes_in_pages_without_gap_or_overlap(
    ana_client: Client, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    sent = [await say(ana_client, chat, f"number {number}") for number in range(60)]
    latest = (await ana_client.get(f"/api/chats/{chat}/messages")).json()
    before = latest["messages"][0]["seq"]
    earlier = (await ana_client.get(f"/api/chats/{chat}/messages", params={"before": before})).json()
    assert [*earlier["messages"], *latest["messages"]] == sent
    assert (latest["has_more"], earlier["has_more"]) == (True, False)


async def test_a_conversation_of_others_does_not_exist_for_a_third_person(
    ana_client: Client, operator_client: Client, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    await say(ana_client, chat, "between us")
    answers = [
        await operator_client.get(f"/api/chats/{chat}"),
        await operator_client.get(f"/api/chats/{chat}/messages"),
        await operator_client.post(f"/api/chats/{chat}/messages", json={"id": str(new_id()), "text": "hi"}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert await list_chats(operator_client) == []


async def test_a_conversation_that_was_only_opened_is_not_shown_to_the_other_one(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    await open_direct(ana_client, ben)
    assert (len(await list_chats(ana_client)), len(await list_chats(ben_client))) == (1, 0)


async def test_nobody_writes_to_themselves_or_to_no_one(ana_client: Client, ana: PersonId) -> None:
    answers = [
        await ana_client.post("/api/chats/direct", json={"person_id": str(each)}) for each in (ana, new_id())
    ]
    assert [answer.status_code for answer in answers] == [403, 403]


async def test_people_are_found_by_a_part_of_their_name_and_without_their_email(
    ana_client: Client, ben: PersonId
) -> None:
    found = (await ana_client.post("/api/chats/people/search", json={"words": "OKA"})).json()
    assert found == [{"id": str(ben), "name": "Ben Okafor"}]
    assert (await ana_client.post("/api/chats/people/search", json={"words": "Duarte"})).json() == []


async def test_when_an_account_is_erased_what_it_said_is_gone_and_the_rest_stays(
    ana_client: Client, ben_client: Client, house: House, ana: PersonId, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    await say(ana_client, chat, "from Ana")
    await say(ben_client, chat, "from Ben")
    await erase(house.db, house.blobs, ana)
    assert await read(ben_client, chat) == ["from Ben"]
    assert [(each["name"], each["other_id"]) for each in await list_chats(ben_client)] == [("", None)]
    answer = await ben_client.post(
        f"/api/chats/{chat}/messages", json={"id": str(new_id()), "text": "hello?"}
    )
    assert answer.status_code == 403
