"""Captions of videos: read as programs write them, written anew as times and plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit.errors import Invalid, TooLarge
from beknown.social.captions import Caption, read_captions, write_captions
from tests.social.posting import Someone
from tests.social.videos import Studio

WRITTEN = """\ufeffWEBVTT - by a program
Kind: captions

STYLE
::cue { background: url(https://example.org/spy) }

NOTE made at home

name
00:01.000 --> 00:02.500 align:start position:10%
<v Ana>Look, <b>the</b> kiln &amp; I</v>
at 5 < 6

00:00:00.000 --> 00:00:01.000
<c.loud onclick="x">First</c>

00:03.000 --> 00:02.000
Backwards

00:04.000 --> 00:05.000

"""
SUBRIP = (
    "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>One</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nTwo\r\n"
)


def test_times_and_plain_words_are_kept_in_order_and_nothing_else() -> None:
    written, number = write_captions(WRITTEN)
    assert (written, number) == (
        (
            "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nFirst\n\n"
            "00:00:01.000 --> 00:00:02.500\nLook, the kiln &amp; I\nat 5\n"
        ),
        2,
    )


def test_what_programs_write_for_other_players_is_read_too() -> None:
    assert read_captions(SUBRIP) == [Caption(1000, 2000, "One"), Caption(3000, 4000, "Two")]


@pytest.mark.parametrize("text", ["", "WEBVTT", "Just words", "<html>", "99:99.000 --> 100:00.000\nx"])
def test_what_holds_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid, match=r"00:01\.000 --> 00:04\.000"):
        write_captions(text)


def test_too_many_are_refused_with_their_number() -> None:
    many = "\n\n".join(f"00:00.{each % 1000:03} --> 50:00.000\nx" for each in range(5001))
    with pytest.raises(TooLarge, match="5001 captions"):
        write_captions(many)


@given(st.text(max_size=200))
def test_whatever_is_said_stays_inside_its_caption(words: str) -> None:
    text = f"00:01.000 --> 00:02.000\nkept {words}\n\n00:03.000 --> 00:04.000\nlast"
    first, *_ = once = read_captions(text)
    again = read_captions(write_captions(text)[0])
    assert (first.begins_ms, first.words[:4]) == (1000, "kept")
    assert again == once


async def test_captions_are_for_whom_the_video_is_for(
    a: Someone, b: Someone, c: Someone, studio: Studio, home_film: bytes
) -> None:
    await b.follow(a)
    taken = await studio.take(a.client, home_film)
    where, body = f"/api/videos/{taken['id']}/captions", {"text": WRITTEN}
    assert (await a.client.put(where, json=body)).status_code == 409
    await studio.prepare(a.client, taken)
    assert (await b.client.put(where, json=body)).status_code == 404
    assert (await a.client.put(where, json={"text": "no"})).status_code == 422
    assert (await a.client.put(where, json=body)).json() == {"number": 2}
    assert (await a.client.get(f"/api/videos/{taken['id']}")).json()["captions"] == 2
    post = await a.post("Look", "followers", video={"id": taken["id"]})
    assert post["video"]["has_captions"]
    place = f"/api/social/videos/{a.id}/{taken['id']}/captions"
    assert [(await each.client.get(place)).status_code for each in (a, b, c)] == [200, 200, 404]
    got = await b.client.get(place)
    assert (got.headers["content-type"], got.headers["x-content-type-options"]) == (
        "text/vtt; charset=utf-8",
        "nosniff",
    )
    assert got.text == write_captions(WRITTEN)[0]
