"""Voice notes in messages: written anew, for members alone, gone with their message."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import soundfile  # pyright: ignore[reportMissingTypeStubs] - its types are in the code

from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Invalid, TooLarge
from beknown.kit.ids import PersonId, new_id
from beknown.social import voice
from beknown.social.chat_media import delete_all_loose
from beknown.social.chat_note import note_chat
from beknown.social.chat_types import ChatId
from beknown.social.voice import MAX_BYTES, write_anew
from tests.clients import Client
from tests.social.moderating import waiting
from tests.social.talk import list_chats, open_direct, read, say
from tests.social.voices import hum


@pytest.fixture
async def chat(ana_client: Client, ben_client: Client, ben: PersonId) -> str:
    """The conversation of Ana and Ben, in which Ben has answered."""
    chat = await open_direct(ana_client, ben)
    await say(ben_client, chat, "Tell me")
    return chat


async def take(client: Client, content: bytes) -> dict[str, Any]:
    """Send a voice note to the house; give what waits."""
    answer = await client.post("/api/chats/voices", files={"file": ("x.wav", content)})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def send(client: Client, chat: str, taken: dict[str, Any], *, text: str = "", words: str = "") -> Any:  # noqa: ANN401 - JSON
    """Say something by a voice note that waits; give the answer."""
    body = {"id": str(new_id()), "text": text, "voice": {"id": taken["id"], "words": words}}
    return await client.post(f"/api/chats/{chat}/messages", json=body)


def place(taken: dict[str, Any]) -> str:
    """Where a voice note is."""
    return f"/api/chats/voices/{taken['author_id']}/{taken['id']}"


def count_files(house: House, person: PersonId) -> int:
    """Count the files of somebody."""
    folder = house.blobs.folder / str(person)
    return len(list(folder.iterdir())) if folder.exists() else 0


async def test_a_voice_note_arrives_written_anew_with_its_length_and_words(
    ana_client: Client, ben_client: Client, chat: str
) -> None:
    came = hum(1.5, rate=48_000, channels=2)
    assert b"SecretPhone" in came
    taken = await take(ana_client, came)
    assert taken["length_ms"] == 1500
    said = (await send(ana_client, chat, taken, words="The kiln\nis mended")).json()
    assert (said["text"], said["voice"]) == (
        "",
        {"id": taken["id"], "words": "The kiln is mended", "length_ms": 1500},
    )
    got = await ben_client.get(place(taken))
    assert (got.headers["content-type"], got.headers["x-content-type-options"]) == ("audio/mpeg", "nosniff")
    assert b"SecretPhone" not in got.content
    heard, rate = soundfile.read(io.BytesIO(got.content))
    assert (rate, heard.ndim, round(len(heard) / rate, 1)) == (48_000, 1, 1.5)
    assert 0.2 < float(abs(heard).max()) < 0.6
    assert (await list_chats(ben_client))[0]["last_attached"] == "voice"
    assert await read(ben_client, chat) == ["Tell me", ""]


async def test_a_part_of_a_voice_note_can_be_heard_for_itself(ana_client: Client) -> None:
    taken = await take(ana_client, hum())
    whole = (await ana_client.get(place(taken))).content
    part = await ana_client.get(place(taken), headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole[100:200])


async def test_only_who_sees_the_message_hears_its_voice_note(
    ana_client: Client, ben_client: Client, operator_client: Client, chat: str
) -> None:
    await say(ana_client, chat, "Here it comes")
    taken = await take(ana_client, hum())
    everybody = (ana_client, ben_client, operator_client)
    assert [(await each.get(place(taken))).status_code for each in everybody] == [200, 404, 404]
    assert (await send(ben_client, chat, taken)).status_code == 404
    assert (await send(ana_client, chat, taken)).status_code == 201
    assert [(await each.get(place(taken))).status_code for each in everybody] == [200, 200, 404]
    assert (await ben_client.get(place(taken).replace("voices", "images"))).status_code == 404
    assert (await send(ana_client, chat, taken)).status_code == 404


async def test_what_is_taken_back_takes_the_bytes_along_at_once(
    ana_client: Client, ben_client: Client, ana: PersonId, house: House, chat: str
) -> None:
    taken = await take(ana_client, hum())
    said = (await send(ana_client, chat, taken, text="Listen")).json()
    assert count_files(house, ana) == 1
    await ana_client.delete(f"/api/chats/{chat}/messages/{said['seq']}")
    assert count_files(house, ana) == 0
    assert (await ben_client.get(place(taken))).status_code == 404


async def test_what_was_never_sent_goes_when_it_is_removed_or_after_a_day(
    db: Database, ana_client: Client, ana: PersonId, house: House
) -> None:
    first, _ = await take(ana_client, hum()), await take(ana_client, hum(2))
    assert (await ana_client.delete(f"/api/chats/voices/{first['id']}")).status_code == 204
    assert count_files(house, ana) == 1
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        await delete_all_loose(db, house.blobs)
    assert count_files(house, ana) == 0


async def test_the_log_of_each_has_what_a_voice_note_says(
    db: Database, ana_client: Client, ben: PersonId, chat: str
) -> None:
    await send(ana_client, chat, await take(ana_client, hum()), words="The kiln is mended")
    await send(ana_client, chat, await take(ana_client, hum(2)))
    await note_chat(db, ChatId(UUID(chat)))
    async with db.begin(Scope(ben, "export")) as tx:
        cursor = await tx.connection.execute("SELECT text FROM event WHERE text <> '' ORDER BY occurred_at")
        found = [row[0] for row in await cursor.fetchall()]
    assert found == ["Tell me", "The kiln is mended"]


async def test_a_stranger_gets_words_before_a_voice(
    ana_client: Client, ben_client: Client, ben: PersonId
) -> None:
    chat = await open_direct(ana_client, ben)
    taken = await take(ana_client, hum())
    assert (await send(ana_client, chat, taken)).status_code == 403
    await say(ana_client, chat, "May I tell you something?")
    await say(ben_client, chat, "Do")
    assert (await send(ana_client, chat, taken)).status_code == 201


async def test_a_picture_is_no_voice_note_and_the_other_way_round(ana_client: Client, chat: str) -> None:
    taken = await take(ana_client, hum())
    body = {"id": str(new_id()), "text": "", "images": [{"id": taken["id"]}]}
    assert (await ana_client.post(f"/api/chats/{chat}/messages", json=body)).status_code == 404


async def test_a_report_lets_moderators_hear_it(
    ana_client: Client, ben_client: Client, operator_client: Client, ana: PersonId, chat: str
) -> None:
    said = (await send(ana_client, chat, await take(ana_client, hum()), words="Something bad")).json()
    where = f"/api/social/messages/{chat}/{said['seq']}/reports"
    assert (await ben_client.post(where, json={"reason": "harassment"})).status_code == 204
    (case,) = await waiting(operator_client)
    (heard,) = case["images"]
    assert (heard["alt"], heard["kind"]) == ("Something bad", "voice")
    address = f"/api/social/moderation/voices/{ana}/{heard['blob_id']}"
    assert (await operator_client.get(address)).headers["content-type"] == "audio/mpeg"
    assert (await ben_client.get(address)).status_code == 404


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3"])
async def test_a_second_file_inside_a_voice_note_does_not_survive(kind: str) -> None:
    script = b"<script>alert(1)</script>"
    written = await write_anew(io.BytesIO(hum(kind=kind) + script), 1000)
    assert abs(written.length_ms - 1000) < 150
    assert script not in written.content


@pytest.mark.parametrize(
    "content",
    [b"", b"RIFF", hum()[:30], hum(0), b"<svg/>", hum(kind="AIFF"), hum(rate=96_000), hum(channels=3)],
    ids=["nothing", "head", "cut", "silent", "drawing", "aiff", "fast", "many"],
)
async def test_what_is_no_voice_note_is_refused_with_a_way_out(content: bytes) -> None:
    with pytest.raises(Invalid, match=r"WAV, FLAC, Ogg and MP3|Record it again"):
        await write_anew(io.BytesIO(content), len(content))


async def test_too_many_bytes_or_minutes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLarge, match="at most 21 MB"):
        await write_anew(io.BytesIO(b""), MAX_BYTES + 1)
    monkeypatch.setattr(voice, "MAX_MINUTES", 0.05)
    with pytest.raises(TooLarge, match="Say it in several"):
        await write_anew(io.BytesIO(hum(3.1, kind="FLAC")), 1000)
    assert (await write_anew(io.BytesIO(hum(2.9)), 1000)).length_ms == 2900


async def test_numbers_that_are_no_sound_do_no_harm() -> None:
    came = bytearray(hum(subtype="FLOAT"))
    came[-4000:] = b"\x00\x00\xc0\x7f" * 500 + b"\x00\x00\x80\x7f" * 500
    heard, _ = soundfile.read(io.BytesIO((await write_anew(io.BytesIO(came), len(came))).content))
    assert float(abs(heard).max()) < 1.5
