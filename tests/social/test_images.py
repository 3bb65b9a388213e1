import io
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.errors import Invalid, TooLarge
from beknown.kit.ids import PersonId
from beknown.social import picture
from beknown.social.picture import MAX_BYTES, draw_anew
from tests.clients import Client
from tests.social.pictures import draw, draw_at_home
from tests.social.posting import Someone, address

SCRIPT = b"<script>alert(1)</script>"


async def send(client: Client, content: bytes) -> Any:  # noqa: ANN401 - JSON
    """Send a picture; give the answer."""
    return await client.post("/api/social/images", files={"file": ("x.jpg", content)})


async def test_a_photo_is_turned_and_says_nothing_of_where_it_was_taken(a: Someone, b: Someone) -> None:
    sent = draw_at_home()
    assert b"SecretPhone" in sent
    taken = (await send(a.client, sent)).json()
    assert (taken["width"], taken["height"]) == (40, 60)
    post = await a.post("", images=[{"id": taken["id"], "alt": "A teal\nwall"}])
    assert post["images"] == [{"id": taken["id"], "alt": "A teal wall", "width": 40, "height": 60}]
    got = await b.client.get(f"/api/social/images/{a.id}/{taken['id']}")
    assert (got.headers["content-type"], got.headers["x-content-type-options"]) == ("image/webp", "nosniff")
    with Image.open(io.BytesIO(got.content)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (40, 60), {})
        assert {*image.info} <= {"loop", "background", "duration", "timestamp"}
    assert b"SecretPhone" not in got.content
    assert b"at home" not in got.content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
async def test_a_second_file_inside_a_picture_does_not_survive(kind: str) -> None:
    archive = io.BytesIO()
    with ZipFile(archive, "w") as zipped:
        zipped.writestr("evil.html", SCRIPT)
    drawn = await draw_anew(io.BytesIO(draw(kind=kind) + archive.getvalue() + SCRIPT), 1000)
    assert SCRIPT not in drawn.content
    assert b"PK\x03\x04" not in drawn.content


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", SCRIPT, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4", draw()[:300]],
    ids=["nothing", "head", "html", "svg", "pdf", "cut"],
)
async def test_what_is_no_picture_is_refused(a: Someone, content: bytes) -> None:
    assert (await send(a.client, content)).status_code == 422


async def test_too_many_bytes_and_too_many_pixels_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLarge, match="at most 21 MB"):
        await draw_anew(io.BytesIO(b""), MAX_BYTES + 1)
    bomb = draw((8000, 7000), "PNG")
    with pytest.raises((TooLarge, Invalid)):
        await draw_anew(io.BytesIO(bomb), len(bomb))
    monkeypatch.setattr(picture, "MAX_PIXELS", 1000)
    with pytest.raises(TooLarge, match="60 x 40 pixels"):
        await draw_anew(io.BytesIO(draw()), 1000)


async def test_a_large_picture_is_made_smaller_and_keeps_what_is_seen_through() -> None:
    drawn = await draw_anew(io.BytesIO(draw((5000, 1000))), 1000)
    assert (drawn.width, drawn.height) == (2048, 410)
    clear = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    with Image.open(io.BytesIO((await draw_anew(clear, 100)).content)) as image:
        assert image.mode == "RGBA"


async def test_a_picture_is_seen_by_whom_its_post_is_for(a: Someone, b: Someone, c: Someone) -> None:
    await b.follow(a)
    taken = (await send(a.client, draw())).json()
    place = f"/api/social/images/{a.id}/{taken['id']}"
    assert [(await each.client.get(place)).status_code for each in (a, b)] == [200, 404]
    post = await a.post("Look", "followers", images=[{"id": taken["id"]}])
    assert [(await each.client.get(place)).status_code for each in (a, b, c)] == [200, 200, 404]
    assert (await b.client.get(address(post))).json()["post"]["images"][0]["id"] == taken["id"]
    await a.client.delete(f"/api/social/posts/{post['id']}")
    assert (await b.client.get(place)).status_code == 404


async def test_a_picture_is_posted_once_and_only_by_who_took_it(a: Someone, b: Someone) -> None:
    taken = (await send(a.client, draw())).json()
    body = {"text": "x", "images": [{"id": taken["id"]}]}
    assert (await b.client.post("/api/social/posts", json=body)).status_code == 404
    assert await b.following() == []
    assert (await a.client.post("/api/social/posts", json=body)).status_code == 201
    assert (await a.client.post("/api/social/posts", json=body)).status_code == 404


async def test_a_post_holds_four_pictures_and_few_wait(a: Someone) -> None:
    ids = [(await send(a.client, draw((10 + each, 10)))).json()["id"] for each in range(20)]
    body = {"text": "x", "images": [{"id": each} for each in ids[:5]]}
    assert (await a.client.post("/api/social/posts", json=body)).status_code == 422
    assert (await send(a.client, draw())).status_code == 429
    assert (await a.client.delete(f"/api/social/images/{ids[0]}")).status_code == 204
    assert (await send(a.client, draw())).status_code == 201


async def test_bytes_go_with_the_picture(a: Someone, house: House) -> None:
    await send(a.client, draw(colour="red"))
    with clock.frozen(clock.now() + timedelta(days=2)):
        await send(a.client, draw(colour="blue"))
    assert len(list((house.blobs.folder / str(a.id)).iterdir())) == 1


async def test_a_portrait_is_square_and_an_old_one_goes(a: Someone, b: Someone, house: House) -> None:
    for colour in ("red", "blue"):
        picture_of = {"file": ("me.png", draw((300, 200), "PNG", colour))}
        profile = (await a.client.put("/api/social/profile/picture", files=picture_of)).json()
    got = await b.client.get(f"/api/social/people/{a.id}/picture/{profile['picture_id']}")
    with Image.open(io.BytesIO(got.content)) as image:
        assert image.size == (200, 200)
    assert len(list((house.blobs.folder / str(a.id)).iterdir())) == 1
    await b.block(a)
    again = await b.client.get(f"/api/social/people/{a.id}/picture/{profile['picture_id']}")
    assert again.status_code == 404
    assert (await a.client.delete("/api/social/profile/picture")).status_code == 204
    assert list((house.blobs.folder / str(a.id)).iterdir()) == []


async def test_no_picture_without_a_profile(ana_client: Client, ana: PersonId) -> None:
    assert ana
    assert (await send(ana_client, draw())).status_code == 404
