import io

import pytest
from httpx import AsyncClient
from PIL import Image

from beknown.app.house import House
from beknown.events import find_media
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from tests.events.life import PNG, add_life, add_picture
from tests.house import client_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


async def add(db: Database, house: House, person: PersonId, data: bytes) -> str:
    events = await add_life(db, person)
    await add_picture(db, house.blobs, person, events["3"], data)
    async with db.begin(Scope(person, "export")) as tx:
        return f"/api/you/media/{(await find_media(tx, [events['3']]))[0].blob_id}"


def draw(width: int, height: int, kind: str = "JPEG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(drawn, kind)
    return drawn.getvalue()


async def test_a_picture_is_shown_under_the_type_of_its_content(
    api: AsyncClient, db: Database, house: House, ana: PersonId
) -> None:
    answer = await api.get(await add(db, house, ana, PNG))
    assert answer.content == PNG
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("data", [SVG, HTML, b"%PDF-1.7 x", b""])
async def test_what_could_run_is_only_ever_a_download_whatever_it_calls_itself(
    api: AsyncClient, db: Database, house: House, ana: PersonId, *, data: bytes
) -> None:
    address = await add(db, house, ana, data)
    answer = await api.get(address)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (await api.get(f"{address}/thumbnail")).status_code == 404


async def test_a_thumbnail_is_small_and_drawn_anew(
    api: AsyncClient, db: Database, house: House, ana: PersonId
) -> None:
    answer = await api.get(f"{await add(db, house, ana, draw(3000, 1500))}/thumbnail")
    assert answer.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(answer.content)).size == (480, 240)


async def test_a_picture_that_would_fill_the_memory_is_not_drawn(
    api: AsyncClient, db: Database, house: House, ana: PersonId
) -> None:
    address = await add(db, house, ana, draw(11_000, 8_000, "PNG"))
    assert (await api.get(f"{address}/thumbnail")).status_code == 404


async def test_nobody_sees_the_files_of_another(
    db: Database, house: House, ana: PersonId, ben: PersonId
) -> None:
    address = await add(db, house, ana, PNG)
    async with client_of(house, ben) as other:
        assert (await other.get(address)).status_code == 404
        assert (await other.get(f"{address}/thumbnail")).status_code == 404
