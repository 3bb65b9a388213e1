"""What pages say of themselves, whole or broken."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.sources.page_words import MAX_ABOUT, MAX_TITLE, PageWords, find_words

URL = "https://site.example/a/b"

TAGS = st.sampled_from(
    [
        "<title>",
        "</title>",
        "<meta ",
        "property=",
        "name='",
        "og:title",
        "'",
        '"',
        ">",
        " content=",
        "\u202e",
        "&#0;",
    ]
)


def read(page: str, told: str = "text/html") -> PageWords:
    """Read a page."""
    return find_words(page.encode(), told, URL)


def test_a_page_is_told_by_its_own_words_for_others_before_its_title() -> None:
    page = """<title>A title</title><meta name=description content="Words">
    <META PROPERTY='og:title' CONTENT='For &quot;others&quot;'><meta property=og:image content=../c.png>"""
    assert read(page) == PageWords('For "others"', "Words", "https://site.example/c.png")
    assert read("<title>\n A &amp; B \n</title>") == PageWords("A & B", "", "")


@pytest.mark.parametrize(
    "picture", ["data:image/png;base64,x", "javascript:x", "https://u:p@x.example/", "//[", ""]
)
def test_a_picture_has_an_address_of_the_web_or_none(picture: str) -> None:
    assert read(f"<meta property='og:image' content='{picture}'>").picture == ""


@given(st.lists(TAGS | st.text(max_size=20), max_size=60))
def test_whatever_a_page_holds_a_calm_line_comes_out(pieces: list[str]) -> None:
    words = read("".join(pieces))
    assert len(words.title) <= MAX_TITLE
    assert len(words.about) <= MAX_ABOUT
    assert not {*words.title, *words.about} & {"\u202e", "\n", "\r", "\t", "\0", "\x1b"}


@pytest.mark.parametrize(
    "piece",
    ["<meta a=", "<meta ", "<title ", "charset=" + " " * 200, "<meta " + "a " * 200, "=" * 9, "<title>&amp"],
)
def test_a_page_takes_time_by_its_length_alone(piece: str) -> None:
    took: list[float] = []
    for size in (250_000, 1_000_000):
        page = piece * (size // len(piece))
        began = time.process_time()
        read(page, page[:60_000])
        took.append(time.process_time() - began)
    assert took[1] < 8 * max(took[0], 0.01)
