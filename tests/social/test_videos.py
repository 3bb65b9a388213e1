"""Videos in posts: taken, drawn anew by a job, seen by whom their post is for, gone with it."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from PIL import Image

from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.errors import TooLarge
from beknown.kit.jobs import Worker
from beknown.kit.settings import Settings
from beknown.social import video_work
from beknown.social.post import purge_post
from beknown.social.video_work import MOST_WAITING, delete_all_old, take_video
from tests.clients import Client
from tests.feed.reading import read, texts
from tests.social.moderating import only_case, report, waiting
from tests.social.posting import Someone, address
from tests.social.videos import Studio, count_programs, film


def place(ready: dict[str, Any]) -> str:
    """Where the video of a post is."""
    return f"/api/social/videos/{ready['author_id']}/{ready['id']}"


async def test_a_video_is_posted_without_what_the_phone_wrote_beside_it(
    a: Someone, b: Someone, studio: Studio, home_film: bytes
) -> None:
    assert b"SecretPhone" in home_film
    taken = await studio.take(a.client, home_film)
    assert (taken["state"], taken["percent"], taken["width"]) == ("waits", 0, None)
    ready = await studio.prepare(a.client, taken)
    assert (ready["state"], ready["percent"], ready["width"], ready["height"]) == ("ready", 100, 64, 96)
    post = await a.post("", video={"id": ready["id"], "alt": "A\nsetting sun"})
    facts = {"id": ready["id"], "alt": "A setting sun", "width": 64, "height": 96}
    assert post["video"] == {**facts, "length_ms": ready["length_ms"], "has_captions": False}
    got = await b.client.get(place(ready))
    assert (got.headers["content-type"], got.headers["x-content-type-options"]) == ("video/mp4", "nosniff")
    assert got.headers["cache-control"] == "private, max-age=3600"
    assert "sandbox" in got.headers["content-security-policy"]
    assert b"SecretPhone" not in got.content
    poster = await b.client.get(f"{place(ready)}/poster")
    with Image.open(io.BytesIO(poster.content)) as image:
        assert (poster.headers["content-type"], image.format, image.size) == ("image/webp", "WEBP", (64, 96))
    assert studio.files(a.id) == 2
    assert (await b.client.get(address(post))).json()["post"]["video"] == post["video"]


async def test_a_part_of_a_video_can_be_asked_for(a: Someone, studio: Studio, home_film: bytes) -> None:
    ready = await studio.make(a.client, home_film)
    await a.post("Look", video={"id": ready["id"]})
    whole = (await a.client.get(place(ready))).content
    part = await a.client.get(place(ready), headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content, part.headers["content-type"]) == (
        206,
        whole[100:200],
        "video/mp4",
    )
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    beyond = await a.client.get(place(ready), headers={"Range": f"bytes={len(whole)}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(whole)}")


async def test_a_video_is_seen_by_whom_its_post_is_for(
    a: Someone, b: Someone, c: Someone, studio: Studio, home_film: bytes
) -> None:
    await b.follow(a)
    ready = await studio.make(a.client, home_film)
    waiting_poster = f"/api/videos/{ready['id']}/poster"
    assert [(await each.client.get(waiting_poster)).status_code for each in (a, b)] == [200, 404]
    assert [(await each.client.get(place(ready))).status_code for each in (a, b)] == [404, 404]
    post = await a.post("Look", "followers", video={"id": ready["id"]})
    for where in (place(ready), f"{place(ready)}/poster"):
        assert [(await each.client.get(where)).status_code for each in (a, b, c)] == [200, 200, 404]
    await a.client.delete(f"/api/social/posts/{post['id']}")
    assert (await b.client.get(place(ready))).status_code == 404


async def test_a_video_is_posted_once_when_it_is_ready_and_only_by_who_took_it(
    a: Someone, b: Someone, studio: Studio, home_film: bytes
) -> None:
    taken = await studio.take(a.client, home_film)
    body = {"text": "", "video": {"id": taken["id"]}}
    early = await a.client.post("/api/social/posts", json=body)
    assert (early.status_code, "isn't ready yet" in early.json()["detail"]) == (409, True)
    await studio.prepare(a.client, taken)
    assert (await b.client.post("/api/social/posts", json=body)).status_code == 404
    assert (await a.client.post("/api/social/posts", json=body)).status_code == 201
    assert (await a.client.post("/api/social/posts", json=body)).status_code == 404
    assert await b.following() == []


async def test_what_can_not_be_shown_is_told_with_a_way_out_and_leaves_nothing(
    a: Someone, studio: Studio
) -> None:
    taken = await studio.take(a.client, b"\x00\x00\x00\x14ftypisom\x00\x00\x02\x00isom" + b"x" * 1000)
    assert studio.files(a.id) == 1
    failed = await studio.prepare(a.client, taken)
    assert (failed["state"], "MP4, MOV, WebM and Matroska" in failed["reason"]) == ("failed", True)
    assert studio.files(a.id) == 0
    body = {"text": "Look", "video": {"id": taken["id"]}}
    refused = await a.client.post("/api/social/posts", json=body)
    assert (refused.status_code, failed["reason"] in refused.json()["detail"]) == (409, True)
    assert (await a.client.delete(f"/api/videos/{taken['id']}")).status_code == 204
    assert (await a.client.get(f"/api/videos/{taken['id']}")).status_code == 404


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"#EXTM3U\nhttp://127.0.0.1/", b"<html>" * 9000])
async def test_what_is_no_video_is_refused_as_it_comes(a: Someone, studio: Studio, content: bytes) -> None:
    answer = await a.client.post("/api/videos", content=content)
    assert (answer.status_code, "MP4, MOV, WebM" in answer.json()["detail"]) == (422, True)
    assert studio.files(a.id) == 0


async def test_more_than_is_taken_is_refused_as_it_comes_with_the_limit(
    a: Someone, studio: Studio, house: House
) -> None:
    sent: list[int] = []

    async def endless() -> AsyncIterator[bytes]:
        yield b"\x00\x00\x00\x14ftyp" + bytes(2**16)
        while True:
            sent.append(2**16)
            yield bytes(2**16)

    settings = house.settings.model_copy(update={"video_max_mb": 1})
    with pytest.raises(TooLarge, match=r"more than 1 MB.*Cut it shorter"):
        await take_video(house.db, house.blobs, settings, Scope(a.id, "export"), endless())
    assert sum(sent) < 1_200_000
    assert studio.files(a.id) == 0
    assert [each for each in house.blobs.folder.iterdir() if each.is_file()] == []


async def test_without_ffmpeg_the_page_is_told_and_nothing_is_taken(
    a: Someone, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await a.client.get("/api/videos")).json() == {"most_mb": 200, "most_minutes": 10, "missing": None}
    monkeypatch.setitem(house.parts, Settings, house.settings.model_copy(update={"ffmpeg": Path("/none")}))
    told = (await a.client.get("/api/videos")).json()
    assert "beknown[video]" in told["missing"]
    refused = await a.client.post("/api/videos", content=b"\x00\x00\x00\x14ftyp")
    assert (refused.status_code, refused.json()["detail"]) == (503, told["missing"])


async def test_a_worker_prepares_it(a: Someone, studio: Studio, house: House, home_film: bytes) -> None:
    taken = await studio.take(a.client, home_film)
    await Worker(house.owner_url, house.job_context()).run(until_empty=True)
    assert (await a.client.get(f"/api/videos/{taken['id']}")).json()["state"] == "ready"


async def test_work_goes_on_where_a_worker_was_ended_and_its_leavings_go(
    a: Someone, studio: Studio, house: House, home_film: bytes
) -> None:
    taken = await studio.take(a.client, home_film)
    left = house.settings.home / "videos" / taken["id"]
    left.mkdir(parents=True)
    (left / "film.mp4").write_bytes(b"half")
    assert (await studio.prepare(a.client, taken))["state"] == "ready"
    assert (await studio.prepare(a.client, taken))["state"] == "ready"
    assert studio.files(a.id) == 2


async def test_removed_while_it_is_drawn_the_work_ends(
    a: Someone, studio: Studio, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(video_work, "_NOTE_EVERY_S", 0.05)
    taken = await studio.take(a.client, film(tmp_path, size="640x480", seconds=20, rate=30).read_bytes())
    where = f"/api/videos/{taken['id']}"
    folder = house.settings.home / "videos" / taken["id"]
    drawing = asyncio.create_task(studio.prepare(a.client, taken))
    while (await a.client.get(where)).json()["percent"] == 0:
        assert not drawing.done()
    assert (await a.client.get(where)).json()["state"] == "works"
    assert count_programs(folder) == 1
    assert (await a.client.delete(where)).status_code == 204
    assert (await drawing)["status"] == 404
    assert count_programs(folder) == 0
    assert studio.files(a.id) == 0


async def test_what_goes_wrong_here_is_told_too(
    a: Someone, studio: Studio, house: House, home_film: bytes
) -> None:
    taken = await studio.take(a.client, home_film)
    in_the_way = house.settings.home / "videos" / taken["id"]
    in_the_way.parent.mkdir(exist_ok=True)
    in_the_way.write_bytes(b"no folder")
    with pytest.raises(FileExistsError):
        await studio.prepare(a.client, taken)
    told = (await a.client.get(f"/api/videos/{taken['id']}")).json()
    assert (told["state"], "Choose it again" in told["reason"]) == ("failed", True)
    in_the_way.unlink()
    assert studio.files(a.id) == 0


async def test_few_are_worked_on_at_once_and_few_wait(a: Someone, studio: Studio, tmp_path: Path) -> None:
    films = [film(tmp_path, f"{rate}.mp4", rate=rate).read_bytes() for rate in range(5, 10)]
    taken = [await studio.take(a.client, each) for each in films[:MOST_WAITING]]
    refused = await a.client.post("/api/videos", content=films[-1])
    assert (refused.status_code, "being prepared" in refused.json()["detail"]) == (429, True)
    for each in taken:
        await studio.prepare(a.client, each)
    await studio.make(a.client, films[-1])
    assert (await a.client.get(f"/api/videos/{taken[0]['id']}")).status_code == 200
    await studio.take(a.client, films[0])
    assert (await a.client.get(f"/api/videos/{taken[0]['id']}")).status_code == 404


async def test_what_is_never_posted_goes_after_a_day(
    a: Someone, studio: Studio, house: House, home_film: bytes
) -> None:
    await studio.make(a.client, home_film)
    await delete_all_old(house.db, house.blobs, house.settings.home)
    assert studio.files(a.id) == 2
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        await delete_all_old(house.db, house.blobs, house.settings.home)
    assert studio.files(a.id) == 0


async def test_bytes_go_with_the_post(a: Someone, studio: Studio, house: House, home_film: bytes) -> None:
    ready = await studio.make(a.client, home_film)
    post = await a.post("Look", video={"id": ready["id"]})
    await a.client.delete(f"/api/social/posts/{post['id']}")
    async with house.db.begin(Scope(a.id, "export")) as tx:
        await purge_post(tx, house.blobs, UUID(post["id"]))
    assert studio.files(a.id) == 2
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        async with house.db.begin(Scope(a.id, "export")) as tx:
            await purge_post(tx, house.blobs, UUID(post["id"]))
    assert studio.files(a.id) == 0


async def test_a_quote_shows_the_video_and_a_post_of_it_alone_can_lose_its_words(
    a: Someone, b: Someone, studio: Studio, home_film: bytes
) -> None:
    ready = await studio.make(a.client, home_film)
    post = await a.post("Look", video={"id": ready["id"], "alt": "A sun"})
    quote = await b.post("See this", quote={"author_id": str(a.id), "id": post["id"]})
    assert quote["quoted"]["video"] == post["video"]
    changed = await a.client.patch(f"/api/social/posts/{post['id']}", json={"text": ""})
    assert (changed.status_code, changed.json()["video"]) == (200, post["video"])


async def test_a_report_lets_moderators_see_it(
    a: Someone, b: Someone, operator_client: Client, studio: Studio, home_film: bytes
) -> None:
    ready = await studio.make(a.client, home_film)
    captions = {"text": "00:00.100 --> 00:00.900\nSomething worse"}
    await a.client.put(f"/api/videos/{ready['id']}/captions", json=captions)
    post = await a.post("", video={"id": ready["id"], "alt": "Something bad"})
    assert await report(b, post, "violence") == 204
    case = await only_case(operator_client)
    (seen,) = case["images"]
    assert (seen["alt"], seen["kind"], seen["has_captions"]) == ("Something bad", "video", True)
    film_of = f"/api/social/moderation/videos/{a.id}/{seen['blob_id']}"
    got = await operator_client.get(film_of, headers={"Range": "bytes=0-9"})
    assert (got.status_code, got.headers["content-type"]) == (206, "video/mp4")
    captions_of = f"/api/social/moderation/cases/{a.id}/{case['id']}/captions"
    told = await operator_client.get(captions_of)
    assert (told.headers["content-type"], "Something worse" in told.text) == ("text/vtt; charset=utf-8", True)
    poster_of = f"/api/social/moderation/cases/{a.id}/{case['id']}/poster"
    poster = await operator_client.get(poster_of)
    assert (poster.headers["content-type"], poster.content[8:12]) == ("image/webp", b"WEBP")
    refused = [(await b.client.get(each)).status_code for each in (film_of, captions_of, poster_of)]
    assert refused == [404, 403, 403]


async def test_a_picture_of_a_reported_video_goes_with_it(
    house: House, a: Someone, b: Someone, *, operator_client: Client, studio: Studio, home_film: bytes
) -> None:
    plain, other = [await studio.make(a.client, home_film) for _ in range(2)]
    post, words = await a.post("Look", video={"id": plain["id"]}), await a.post("Only words")
    await a.post("Look", video={"id": other["id"]})
    places = list[str]()
    for each in (post, words):
        assert await report(b, each) == 204
    for case in await waiting(operator_client):
        places.append(f"/api/social/moderation/cases/{a.id}/{case['id']}/poster")
    assert [(await operator_client.get(each)).status_code for each in places] == [200, 404]
    await a.client.delete(f"/api/social/posts/{post['id']}")
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        async with house.db.begin(Scope(a.id, "export")) as tx:
            await purge_post(tx, house.blobs, UUID(post["id"]))
    assert (await operator_client.get(places[0])).status_code == 404


async def test_captions_of_what_was_not_reported_are_for_no_moderator(
    a: Someone, b: Someone, operator_client: Client, studio: Studio, home_film: bytes
) -> None:
    plain, other = [await studio.make(a.client, home_film) for _ in range(2)]
    captions = {"text": "00:00.100 --> 00:00.900\nFor friends"}
    await a.client.put(f"/api/videos/{other['id']}/captions", json=captions)
    post = await a.post("Look", video={"id": plain["id"]})
    await a.post("Look", "me", video={"id": other["id"]})
    assert await report(b, post) == 204
    case = await only_case(operator_client)
    assert not case["images"][0]["has_captions"]
    where = f"/api/social/moderation/cases/{a.id}/{case['id']}/captions"
    assert (await operator_client.get(where)).status_code == 404


async def test_the_feed_knows_which_posts_are_videos(
    a: Someone, b: Someone, studio: Studio, home_film: bytes
) -> None:
    ready = await studio.make(b.client, home_film)
    await b.post("A morning on the river", video={"id": ready["id"]})
    await b.post("Words about the river, and nothing else")
    both = ["A morning on the river", "Words about the river, and nothing else"]
    assert sorted(texts((await read(a))["items"])) == both
    said = await a.client.post("/api/feed/rules", json={"text": "no videos"})
    assert (said.status_code, said.json()["unread"]) == (201, [])
    assert texts((await read(a))["items"]) == both[1:]


async def test_an_export_holds_the_video_and_its_bytes(
    a: Someone, studio: Studio, house: House, home_film: bytes
) -> None:
    ready = await studio.make(a.client, home_film)
    await a.post("Look", video={"id": ready["id"], "alt": "A sun"})
    export = (await a.client.post("/api/you/exports")).json()
    await Worker(house.owner_url, house.job_context()).run(until_empty=True)
    whole = (await a.client.get(place(ready))).content
    archive = (await a.client.get(f"/api/you/exports/{export['id']}/file")).content
    with ZipFile(io.BytesIO(archive)) as opened:
        contents = [opened.read(name) for name in opened.namelist()]
    assert whole in contents
    assert any(ready["id"].encode() in each and b"A sun" in each for each in contents)
