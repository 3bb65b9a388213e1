"""Videos in messages: drawn anew, for members alone, gone with their message."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId, new_id
from beknown.social.chat_manner import clear_chats
from beknown.social.chat_media import delete_all_loose
from beknown.social.chat_note import note_chat
from beknown.social.chat_types import ChatId
from tests.clients import Client
from tests.social.moderating import waiting
from tests.social.talk import list_chats, open_direct, say
from tests.social.videos import Studio


@pytest.fixture
async def chat(ana_client: Client, ben_client: Client, ben: PersonId) -> str:
    """The conversation of Ana and Ben, in which Ben has answered."""
    chat = await open_direct(ana_client, ben)
    await say(ben_client, chat, "Show me")
    return chat


async def send(client: Client, chat: str, ready: dict[str, Any], *, text: str = "", alt: str = "") -> Any:  # noqa: ANN401 - JSON
    """Say something by a video that is ready; give the answer."""
    body = {"id": str(new_id()), "text": text, "video": {"id": ready["id"], "alt": alt}}
    return await client.post(f"/api/chats/{chat}/messages", json=body)


def place(ready: dict[str, Any]) -> str:
    """Where the video of a message is."""
    return f"/api/chats/videos/{ready['author_id']}/{ready['id']}"


async def test_a_video_arrives_drawn_anew_with_its_words_and_can_be_asked_for_in_parts(
    ana_client: Client, ben_client: Client, chat: str, studio: Studio, home_film: bytes
) -> None:
    ready = await studio.make(ana_client, home_film)
    said = (await send(ana_client, chat, ready, alt="A\nsetting sun")).json()
    facts = {"id": ready["id"], "alt": "A setting sun", "width": 64, "height": 96}
    more = {"length_ms": ready["length_ms"], "has_captions": False}
    assert (said["text"], said["video"]) == ("", {**facts, **more})
    got = await ben_client.get(place(ready))
    assert (got.headers["content-type"], got.headers["x-content-type-options"]) == ("video/mp4", "nosniff")
    assert b"SecretPhone" not in got.content
    part = await ben_client.get(place(ready), headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.content) == (206, got.content[:10])
    poster = await ben_client.get(f"{place(ready)}/poster")
    assert poster.headers["content-type"] == "image/webp"
    assert (await list_chats(ben_client))[0]["last_attached"] == "video"
    shown = (await ben_client.get(f"/api/chats/{chat}/messages")).json()["messages"]
    assert [each["video"] for each in shown] == [None, said["video"]]


async def test_only_who_sees_the_message_sees_its_video(
    ana_client: Client,
    ben_client: Client,
    operator_client: Client,
    *,
    chat: str,
    studio: Studio,
    home_film: bytes,
) -> None:
    await say(ana_client, chat, "Here it comes")
    taken = await studio.take(ana_client, home_film)
    assert (await send(ana_client, chat, taken)).status_code == 409
    await studio.prepare(ana_client, taken)
    everybody = (ana_client, ben_client, operator_client)
    assert [(await each.get(place(taken))).status_code for each in everybody] == [404, 404, 404]
    assert (await send(ben_client, chat, taken)).status_code == 404
    assert (await send(ana_client, chat, taken)).status_code == 201
    for where in (place(taken), f"{place(taken)}/poster"):
        assert [(await each.get(where)).status_code for each in everybody] == [200, 200, 404]
    assert (await ben_client.get(place(taken).replace("videos", "voices"))).status_code == 404
    assert (await send(ana_client, chat, taken)).status_code == 404


async def test_who_comes_into_a_group_later_sees_no_video_from_before(
    ana_client: Client, ben_client: Client, ben: PersonId, studio: Studio, home_film: bytes
) -> None:
    made = await ana_client.post("/api/chats/groups", json={"name": "Pottery", "people": []})
    chat = made.json()["id"]
    before = await studio.make(ana_client, home_film)
    await send(ana_client, chat, before)
    after = await studio.make(ana_client, home_film)
    await ana_client.post(f"/api/chats/{chat}/people", json={"people": [str(ben)]})
    await send(ana_client, chat, after)
    assert [(await ben_client.get(place(each))).status_code for each in (before, after)] == [404, 200]
    await ana_client.delete(f"/api/chats/{chat}/people/{ben}")
    assert (await ben_client.get(place(after))).status_code == 404


async def test_what_is_taken_back_takes_the_bytes_along_at_once(
    ana_client: Client, ben_client: Client, ana: PersonId, *, chat: str, studio: Studio, home_film: bytes
) -> None:
    ready = await studio.make(ana_client, home_film)
    said = (await send(ana_client, chat, ready)).json()
    assert studio.files(ana) == 2
    await ana_client.delete(f"/api/chats/{chat}/messages/{said['seq']}")
    assert studio.files(ana) == 0
    for where in (place(ready), f"{place(ready)}/poster"):
        assert [(await each.get(where)).status_code for each in (ana_client, ben_client)] == [404, 404]


async def test_what_disappears_takes_the_bytes_along(
    db: Database,
    ana_client: Client,
    ana: PersonId,
    *,
    house: House,
    chat: str,
    studio: Studio,
    home_film: bytes,
) -> None:
    await ana_client.put(f"/api/chats/{chat}/keep", json={"days": 1})
    ready = await studio.make(ana_client, home_film)
    await send(ana_client, chat, ready)
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        await clear_chats(db)
        assert (await ana_client.get(place(ready))).status_code == 404
        await delete_all_loose(db, house.blobs)
    assert studio.files(ana) == 0


async def test_the_log_of_each_has_what_a_video_shows(
    db: Database, ana_client: Client, ben: PersonId, *, chat: str, studio: Studio, home_film: bytes
) -> None:
    await send(ana_client, chat, await studio.make(ana_client, home_film), alt="The kiln, glowing")
    await note_chat(db, ChatId(UUID(chat)))
    async with db.begin(Scope(ben, "export")) as tx:
        cursor = await tx.connection.execute("SELECT text FROM event WHERE text <> '' ORDER BY occurred_at")
        found = [row[0] for row in await cursor.fetchall()]
    assert found == ["Show me", "The kiln, glowing"]


async def test_a_stranger_gets_words_before_a_video(
    ana_client: Client, ben: PersonId, studio: Studio, home_film: bytes
) -> None:
    chat = await open_direct(ana_client, ben)
    ready = await studio.make(ana_client, home_film)
    refused = await send(ana_client, chat, ready)
    assert (refused.status_code, "videos can be sent once" in refused.json()["detail"]) == (403, True)
    assert (await ana_client.get(f"/api/videos/{ready['id']}")).json()["state"] == "ready"


async def test_a_report_lets_moderators_see_it(
    ana_client: Client,
    ben_client: Client,
    operator_client: Client,
    *,
    ana: PersonId,
    chat: str,
    studio: Studio,
    home_film: bytes,
) -> None:
    ready = await studio.make(ana_client, home_film)
    captions = {"text": "00:00.100 --> 00:00.900\nSomething worse"}
    await ana_client.put(f"/api/videos/{ready['id']}/captions", json=captions)
    said = (await send(ana_client, chat, ready, alt="Something bad")).json()
    where = f"/api/social/messages/{chat}/{said['seq']}/reports"
    assert (await ben_client.post(where, json={"reason": "harassment"})).status_code == 204
    (case,) = await waiting(operator_client)
    (seen,) = case["images"]
    assert (seen["alt"], seen["kind"]) == ("Something bad", "video")
    address = f"/api/social/moderation/videos/{ana}/{seen['blob_id']}"
    assert (await operator_client.get(address)).headers["content-type"] == "video/mp4"
    assert seen["has_captions"]
    captions_of = f"/api/social/moderation/cases/{ana}/{case['id']}/captions"
    assert "Something worse" in (await operator_client.get(captions_of)).text
    poster_of = f"/api/social/moderation/cases/{ana}/{case['id']}/poster"
    assert (await operator_client.get(poster_of)).headers["content-type"] == "image/webp"
    assert [(await ben_client.get(each)).status_code for each in (captions_of, poster_of)] == [403, 403]


async def test_captions_go_with_the_video(
    ana_client: Client, ben_client: Client, chat: str, studio: Studio, home_film: bytes
) -> None:
    ready = await studio.make(ana_client, home_film)
    text = "00:00.100 --> 00:00.900\nThe kiln is mended\n"
    assert (
        await ana_client.put(f"/api/videos/{ready['id']}/captions", json={"text": text})
    ).status_code == 200
    said = (await send(ana_client, chat, ready)).json()
    assert said["video"]["has_captions"]
    got = await ben_client.get(f"{place(ready)}/captions")
    assert (got.status_code, "The kiln is mended" in got.text) == (200, True)
    await ana_client.delete(f"/api/chats/{chat}/messages/{said['seq']}")
    assert (await ben_client.get(f"{place(ready)}/captions")).status_code == 404
