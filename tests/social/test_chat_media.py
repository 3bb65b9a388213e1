"""Pictures in messages: drawn anew, for members alone, gone with their message."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId, new_id
from beknown.social.chat_manner import clear_chats
from beknown.social.chat_media import MOST_IN_A_MESSAGE, delete_all_loose
from beknown.social.chat_note import note_chat
from beknown.social.chat_types import ChatId
from tests.clients import Client
from tests.social.moderating import waiting
from tests.social.pictures import draw, draw_at_home
from tests.social.talk import list_chats, open_direct, say


@pytest.fixture
async def chat(ana_client: Client, ben_client: Client, ben: PersonId) -> str:
    """The conversation of Ana and Ben, in which Ben has answered."""
    chat = await open_direct(ana_client, ben)
    await say(ben_client, chat, "Show me")
    return chat


async def take(client: Client, content: bytes) -> dict[str, Any]:
    """Send a picture to the house; give what waits."""
    answer = await client.post("/api/chats/images", files={"file": ("x.jpg", content)})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def send(client: Client, chat: str, *taken: dict[str, Any], text: str = "", alt: str = "") -> Any:  # noqa: ANN401 - JSON
    """Say something with pictures that wait; give the answer."""
    images = [{"id": each["id"], "alt": alt} for each in taken]
    body = {"id": str(new_id()), "text": text, "images": images}
    return await client.post(f"/api/chats/{chat}/messages", json=body)


def place(taken: dict[str, Any]) -> str:
    """Where a picture is."""
    return f"/api/chats/images/{taken['author_id']}/{taken['id']}"


async def count_files(house: House, person: PersonId) -> int:
    """Count the files of somebody."""
    folder = house.blobs.folder / str(person)
    return len(list(folder.iterdir())) if folder.exists() else 0


async def test_a_picture_arrives_drawn_anew_with_its_words(
    ana_client: Client, ben_client: Client, chat: str
) -> None:
    taken = await take(ana_client, draw_at_home())
    said = (await send(ana_client, chat, taken, alt="A teal\nwall")).json()
    assert (said["text"], said["images"]) == (
        "",
        [{"id": taken["id"], "alt": "A teal wall", "width": 40, "height": 60}],
    )
    got = await ben_client.get(place(taken))
    assert (got.headers["content-type"], got.headers["x-content-type-options"]) == ("image/webp", "nosniff")
    assert b"SecretPhone" not in got.content
    with Image.open(io.BytesIO(got.content)) as image:
        assert (image.size, dict(image.getexif())) == ((40, 60), {})
    assert (await list_chats(ben_client))[0]["last_attached"] == "picture"


async def test_only_who_sees_the_message_sees_its_picture(
    ana_client: Client, ben_client: Client, operator_client: Client, chat: str
) -> None:
    await say(ana_client, chat, "Here it comes")
    taken = await take(ana_client, draw())
    everybody = (ana_client, ben_client, operator_client)
    assert [(await each.get(place(taken))).status_code for each in everybody] == [200, 404, 404]
    assert (await send(operator_client, chat, taken)).status_code == 404
    assert (await send(ben_client, chat, taken)).status_code == 404
    assert (await send(ana_client, chat, taken)).status_code == 201
    assert [(await each.get(place(taken))).status_code for each in everybody] == [200, 200, 404]


async def test_who_comes_into_a_group_later_sees_no_picture_from_before(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    made = await ana_client.post("/api/chats/groups", json={"name": "Pottery", "people": []})
    chat = made.json()["id"]
    before, after = await take(ana_client, draw()), await take(ana_client, draw(colour="red"))
    await send(ana_client, chat, before)
    await ana_client.post(f"/api/chats/{chat}/people", json={"people": [str(ben)]})
    await send(ana_client, chat, after)
    assert [(await ben_client.get(place(each))).status_code for each in (before, after)] == [404, 200]
    await ana_client.delete(f"/api/chats/{chat}/people/{ben}")
    assert (await ben_client.get(place(after))).status_code == 404


async def test_what_is_taken_back_takes_the_bytes_along_at_once(
    ana_client: Client, ben_client: Client, ana: PersonId, house: House, chat: str
) -> None:
    taken = await take(ana_client, draw())
    said = (await send(ana_client, chat, taken)).json()
    assert await count_files(house, ana) == 1
    await ana_client.delete(f"/api/chats/{chat}/messages/{said['seq']}")
    assert await count_files(house, ana) == 0
    assert [(await each.get(place(taken))).status_code for each in (ana_client, ben_client)] == [404, 404]


async def test_what_disappears_takes_the_bytes_along(
    db: Database, ana_client: Client, ana: PersonId, house: House, chat: str
) -> None:
    await ana_client.put(f"/api/chats/{chat}/keep", json={"days": 1})
    taken = await take(ana_client, draw())
    await send(ana_client, chat, taken)
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        await clear_chats(db)
        assert (await ana_client.get(place(taken))).status_code == 404
        await delete_all_loose(db, house.blobs)
    assert await count_files(house, ana) == 0


async def test_what_was_never_sent_goes_after_a_day_and_what_waits_stays(
    db: Database, ana_client: Client, ana: PersonId, house: House
) -> None:
    await take(ana_client, draw())
    await delete_all_loose(db, house.blobs)
    assert await count_files(house, ana) == 1
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        await delete_all_loose(db, house.blobs)
    assert await count_files(house, ana) == 0


async def test_the_log_of_each_has_what_a_picture_shows(
    db: Database, ana_client: Client, ben: PersonId, chat: str
) -> None:
    first, second = await take(ana_client, draw()), await take(ana_client, draw(colour="red"))
    await send(ana_client, chat, first, text="Look", alt="The mended kiln")
    await send(ana_client, chat, second)
    await note_chat(db, ChatId(UUID(chat)))
    async with db.begin(Scope(ben, "export")) as tx:
        cursor = await tx.connection.execute("SELECT text FROM event WHERE text <> '' ORDER BY occurred_at")
        found = [row[0] for row in await cursor.fetchall()]
    assert found == ["Show me", "Look\nThe mended kiln"]


async def test_a_stranger_gets_words_before_pictures(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    taken = await take(ana_client, draw())
    assert (await send(ana_client, chat, taken)).status_code == 403
    await say(ana_client, chat, "May I show you something?")
    assert (await send(ana_client, chat, taken)).status_code == 403
    await say(ben_client, chat, "Do")
    assert (await send(ana_client, chat, taken)).status_code == 201


async def test_a_picture_is_sent_once_and_a_message_holds_ten(ana_client: Client, chat: str) -> None:
    taken = [await take(ana_client, draw((10 + each, 10))) for each in range(MOST_IN_A_MESSAGE + 1)]
    refused = await send(ana_client, chat, *taken)
    assert (refused.status_code, "At most 10 pictures" in refused.text) == (422, True)
    assert (await send(ana_client, chat, *taken[:2])).status_code == 201
    assert (await send(ana_client, chat, taken[0])).status_code == 404
    assert (await send(ana_client, chat)).status_code == 422


async def test_sending_again_says_the_same_picture_once(ana_client: Client, chat: str) -> None:
    taken = await take(ana_client, draw())
    body = {"id": str(new_id()), "text": "", "images": [{"id": taken["id"]}]}
    answers = [await ana_client.post(f"/api/chats/{chat}/messages", json=body) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


async def test_what_is_no_picture_is_refused(ana_client: Client) -> None:
    answer = await ana_client.post("/api/chats/images", files={"file": ("x.jpg", b"<script>")})
    assert (answer.status_code, "can't be read as a picture" in answer.text) == (422, True)


async def test_a_report_shows_the_picture_to_moderators(
    ana_client: Client, ben_client: Client, operator_client: Client, ana: PersonId, chat: str
) -> None:
    taken = await take(ana_client, draw())
    said = (await send(ana_client, chat, taken, alt="Something bad")).json()
    place_of = f"/api/social/messages/{chat}/{said['seq']}/reports"
    answer = await ben_client.post(place_of, json={"reason": "harassment"})
    assert answer.status_code == 204, answer.text
    (case,) = await waiting(operator_client)
    (image,) = case["images"]
    got = await operator_client.get(f"/api/social/moderation/images/{ana}/{image['blob_id']}")
    assert (image["alt"], got.status_code, got.headers["content-type"]) == (
        "Something bad",
        200,
        "image/webp",
    )
