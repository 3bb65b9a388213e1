"""Bringing archives over HTTP, read by a real worker into a real database."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from beknown.app.house import House
from beknown.kit.errors import Invalid
from beknown.kit.ids import PersonId
from beknown.sources import Told, import_path
from tests.clients import Client
from tests.events.life import PNG
from tests.sources.conftest import Bringer

CHAT = """13/05/2024, 10:00 - Ana Duarte: hello
13/05/2024, 10:01 - Maya: hi
14/05/2024, 09:00 - Ben: me too
"""


def chat(folder: Path, text: str = CHAT, name: str = "WhatsApp Chat with Three of us.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def find(sample: list[Path], start: str) -> Path:
    return next(path for path in sample if path.name.startswith(start))


async def test_an_archive_becomes_events_with_a_report_that_counts_every_record(
    bringer: Bringer, sample: list[Path]
) -> None:
    brought = await bringer.upload(find(sample, "facebook"))
    assert brought["state"] == "done"
    totals = brought["report"]["totals"]
    assert totals == {"kept": 1390, "known": 0, "forgotten": 0, "empty": 0, "refused": 0, "unread": 0}
    assert brought["read_items"] == 1390
    newest = await bringer.timeline()
    assert newest[0]["source_kind"] == "facebook"


async def test_the_same_archive_twice_adds_nothing(bringer: Bringer, sample: list[Path]) -> None:
    await bringer.upload(find(sample, "instagram"))
    again = await bringer.upload(find(sample, "instagram"))
    assert again["report"]["totals"]["kept"] == 0
    assert again["report"]["totals"]["known"] == 1012


async def test_a_newer_export_adds_only_what_is_new(bringer: Bringer, tmp_path: Path) -> None:
    told = {"time_zone": "Europe/Lisbon", "owner": "Maya"}
    await bringer.upload(chat(tmp_path), **told)
    newer = await bringer.upload(chat(tmp_path, CHAT + "15/05/2024, 09:00 - Ben: new\n"), **told)
    assert (newer["report"]["totals"]["kept"], newer["report"]["totals"]["known"]) == (1, 3)


async def test_what_the_archive_does_not_say_is_asked_and_then_read(bringer: Bringer, tmp_path: Path) -> None:
    text = "01/02/2024, 10:00 - Ben: one\n01/02/2024, 10:01 - Maya: two\n01/02/2024, 10:02 - Zoe: three\n"
    asking = await bringer.upload(chat(tmp_path, text))
    assert asking["state"] == "asking"
    assert {question["key"] for question in asking["questions"]} == {"day_order", "owner"}
    done = await bringer.answer(asking["id"], {"day_order": "month_first", "owner": "Maya"})
    assert done["state"] == "done"
    events = await bringer.timeline()
    assert {event["occurred_at"][:10] for event in events} == {"2024-01-02"}
    assert [event["speaker"] for event in events if event["is_mine"]] == ["Maya"]


async def test_an_answer_to_no_question_is_refused(bringer: Bringer, tmp_path: Path) -> None:
    done = await bringer.upload(chat(tmp_path), owner="Maya")
    answer = await bringer.client.post(f"/api/imports/{done['id']}/answers", json={"owner": "Ben"})
    assert answer.status_code == 409


async def test_pictures_are_kept_with_their_message_and_uploads_are_deleted(
    bringer: Bringer, sample: list[Path], house: House, ana: PersonId
) -> None:
    brought = await bringer.upload(find(sample, "WhatsApp Chat with Ana"), owner="Maya Lindqvist")
    assert brought["state"] == "done"
    events = await bringer.timeline(words="view from the flat")
    assert events[0]["media"][0]["media_type"] == "image/png"
    assert not list((house.blobs.folder / str(ana) / "uploads").glob("*"))


async def test_an_event_known_without_its_picture_gains_it_from_a_later_archive(
    bringer: Bringer, tmp_path: Path
) -> None:
    said = "13/05/2024, 10:00 - Maya: IMG-20240513-WA0001.png (file attached)\nthe harbour\n"
    bare, whole = tmp_path / "bare.zip", tmp_path / "whole.zip"
    for path, pictures in ((bare, []), (whole, ["IMG-20240513-WA0001.png"])):
        with ZipFile(path, "w") as archive:
            archive.writestr("WhatsApp Chat with Three of us.txt", CHAT + said)
            for name in pictures:
                archive.writestr(name, PNG)
    told = {"time_zone": "Europe/Lisbon", "owner": "Maya"}
    await bringer.upload(bare, **told)
    assert (await bringer.timeline(words="harbour"))[0]["media"] == []
    later = [await bringer.upload(whole, **told), await bringer.upload(whole, **told)]
    assert [each["report"]["totals"]["known"] for each in later] == [4, 4]
    event = (await bringer.timeline(words="harbour"))[0]
    assert [each["media_type"] for each in event["media"]] == ["image/png"]


async def test_an_event_gains_only_the_pictures_it_lacks(bringer: Bringer, tmp_path: Path) -> None:
    post = [
        {
            "creation_timestamp": 1715594400,
            "title": "Two of the harbour",
            "media": [{"uri": f"media/posts/{n}.png", "creation_timestamp": 1715594400} for n in (1, 2)],
        }
    ]
    for held in ([2], [1, 2], [1]):
        with ZipFile(tmp_path / "instagram-maya.zip", "w") as archive:
            archive.writestr("your_instagram_activity/media/posts_1.json", json.dumps(post))
            for number in held:
                archive.writestr(f"media/posts/{number}.png", PNG + bytes([number]))
        await bringer.upload(tmp_path / "instagram-maya.zip")
    event = (await bringer.timeline(words="harbour"))[0]
    assert sorted(each["size_bytes"] for each in event["media"]) == [len(PNG) + 1] * 2
    assert len({each["blob_id"] for each in event["media"]}) == 2


async def test_a_sample_life_is_a_source_apart(bringer: Bringer) -> None:
    started = await bringer.client.post("/api/imports/sample")
    assert started.status_code == 201
    done = await bringer.read(started.json()["id"])
    assert done["state"] == "done"
    assert done["report"]["totals"]["kept"] > 6000
    assert all(source["account"].startswith("sample:") for source in done["report"]["sources"])


async def test_a_worker_takes_up_what_was_uploaded(bringer: Bringer) -> None:
    answer = await bringer.client.post(
        "/api/imports", files=[("files", ("a.txt", CHAT.encode()))], data={"owner": "Maya"}
    )
    done = await bringer.wait(answer.json()["id"])
    assert (done["state"], done["report"]["totals"]["kept"]) == ("done", 3)


async def test_a_cancelled_import_is_not_read(bringer: Bringer) -> None:
    answer = await bringer.client.post("/api/imports", files=[("files", ("a.txt", CHAT.encode()))])
    cancelled = await bringer.client.post(f"/api/imports/{answer.json()['id']}/cancel")
    assert cancelled.json()["state"] == "cancelled"
    after = await bringer.read(answer.json()["id"])
    assert after["state"] == "cancelled"
    assert after["read_items"] == 0


async def test_another_person_sees_nothing_of_an_import(
    bringer: Bringer, ben_client: Client, tmp_path: Path
) -> None:
    brought = await bringer.upload(chat(tmp_path), owner="Maya")
    assert (await ben_client.get(f"/api/imports/{brought['id']}")).status_code == 404
    assert (await ben_client.post(f"/api/imports/{brought['id']}/cancel")).status_code == 404
    assert (await ben_client.get("/api/imports")).json() == []


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [("empty.zip", b"", "empty"), ("program.exe", b"MZ\x00\x01\x00\x02" * 50, "neither a zip")],
)
async def test_what_is_no_archive_is_refused_by_name(
    bringer: Bringer, name: str, data: bytes, word: str
) -> None:
    answer = await bringer.client.post("/api/imports", files=[("files", (name, data))])
    assert answer.status_code == 422
    assert word in answer.json()["detail"]
    assert name in answer.json()["detail"]


async def test_an_upload_beyond_the_limit_is_refused_and_leaves_nothing(
    ana_client: Client, house: House, ana: PersonId
) -> None:
    answer = await ana_client.post(
        "/api/imports", files=[("files", ("a.txt", b""))], data={"owner": "x" * 5000}
    )
    assert answer.status_code == 413
    assert not list((house.blobs.folder / str(ana) / "uploads").glob("*"))


async def test_a_broken_form_is_a_clear_error(ana_client: Client) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = await ana_client.post("/api/imports", content=b"--x\r\nnonsense", headers=headers)
    assert answer.status_code == 422


async def test_a_file_name_cannot_leave_its_folder(bringer: Bringer, house: House) -> None:
    answer = await bringer.client.post(
        "/api/imports", files=[("files", ("../../../evil.txt", CHAT.encode()))]
    )
    assert answer.json()["names"] == ["evil.txt"]
    assert not (house.settings.home.parent / "evil.txt").exists()


async def test_an_import_that_broke_off_goes_on_behind_the_last_batch(
    bringer: Bringer, house: House, ana: PersonId, sample: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beknown.sources.bring._BATCH_ITEMS", 300)
    path = find(sample, "facebook")
    calls: list[int] = []

    def stop(done: int) -> None:
        calls.append(done)
        if len(calls) == 2:
            raise OSError("the process was killed")

    with pytest.raises(OSError, match="killed"):
        await import_path(house.db, house.blobs, ana, [path], progress=stop)
    unfinished = (await bringer.client.get("/api/imports")).json()[0]
    assert (unfinished["state"], unfinished["read_items"]) == ("running", 600)
    again = await import_path(house.db, house.blobs, ana, [path])
    assert again.report["totals"] | {"kept": 0, "known": 0} == dict.fromkeys(again.report["totals"], 0)
    assert (again.report["totals"]["kept"], again.report["totals"]["known"]) == (790, 600)


async def test_the_command_line_reads_a_path_and_says_which_option_is_missing(
    house: House, ana: PersonId, tmp_path: Path
) -> None:
    with pytest.raises(Invalid, match="--time-zone"):
        await import_path(house.db, house.blobs, ana, [chat(tmp_path)])
    told = Told(time_zone="Europe/Lisbon", owner_names=("Maya",))
    row = await import_path(house.db, house.blobs, ana, [chat(tmp_path)], told=told)
    assert (row.state, row.report["totals"]["kept"]) == ("done", 3)


async def test_a_damaged_zip_is_named_and_the_rest_goes_on(bringer: Bringer, tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with ZipFile(whole, "w") as archive:
        archive.writestr("WhatsApp Chat with Three.txt", CHAT * 50)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:-30])
    done = await bringer.upload(cut, chat(tmp_path), owner="Maya")
    assert done["state"] == "done"
    assert done["report"]["totals"]["kept"] == 3
    assert [finding["file"] for finding in done["report"]["findings"]] == ["cut.zip"]
    assert "cut short" in done["report"]["findings"][0]["reason"]
