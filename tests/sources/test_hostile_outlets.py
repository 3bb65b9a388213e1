"""What strangers publish, at its worst."""

import json
import subprocess
import sys
from contextlib import suppress

import pytest
from fastapi import Request
from fastapi.responses import StreamingResponse
from hypothesis import example, given
from hypothesis import strategies as st
from tools.files import ROOT

from beknown.kit.errors import Invalid
from beknown.kit.outside import Answer
from beknown.kit.words import tidy_line
from beknown.sources.outlet_feed import read_feed
from beknown.sources.outlet_items import MAX_TEXT, clean_items
from beknown.sources.outlet_opml import Line, read_opml, write_opml
from beknown.sources.outlet_page import find_feeds
from beknown.sources.outlet_social import read_bluesky, read_mastodon
from beknown.sources.outlet_text import plain_line, plain_text, web_address
from beknown.sources.outlet_types import ItemDraft, NotRead
from tests.sources.outlets import NOON, Follower, Site, item, rss

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
LAUGHING = f'<?xml version="1.0"?><!DOCTYPE r [{LAUGHS}]>' + rss(item(1, title="&l11;"))[38:]
LONG = (
    f'<?xml version="1.0"?><!DOCTYPE r [\n<!ENTITY a "{"A" * 100_000}">\n]>'
    + rss(item(1, title="&a;" * 20_000))[38:]
)
READING = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + rss(item(1, title="[&x;]"))[38:]
)
SPACE = "\n" * 3_000_000 + rss(item(1))
MOST_MEMORY_KIB = 1_200_000


async def read_titles(document: str) -> list[str]:
    """What a person would be shown of a document, if it is read at all."""
    try:
        reading = await read_feed(
            Answer(200, {"content-type": "text/xml"}, document.encode(), "https://x.example/")
        )
    except NotRead:
        return []
    return [each.title for each in clean_items(reading.items, NOON)]


MEASURED = """
import asyncio, json, resource, sys
from tests.sources.test_hostile_outlets import read_titles
titles = asyncio.run(read_titles(sys.stdin.read()))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"titles": titles, "seconds": used.ru_utime, "kib": used.ru_maxrss}))
"""
"""A process of its own: what this one has started before counts among its children, and is larger."""


@pytest.mark.slow
@pytest.mark.parametrize("document", [LAUGHING, LONG, SPACE], ids=["laughs", "long", "space"])
def test_a_document_that_grows_takes_neither_time_nor_memory_without_end(document: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED], input=document, capture_output=True, text=True, check=True, cwd=ROOT
    )
    measured = json.loads(ran.stdout)
    assert measured["seconds"] < 12
    assert measured["kib"] < MOST_MEMORY_KIB
    assert all(len(title) <= 300 for title in measured["titles"])


async def test_a_document_can_not_read_files_of_this_machine() -> None:
    assert "root" not in "".join(await read_titles(READING))


async def test_a_feed_of_fifty_megabytes_is_refused_before_it_has_come(
    follower: Follower, site: Site
) -> None:
    sent = list[int]()

    async def body():  # noqa: ANN202 - an iterator of bytes
        for _ in range(50):
            sent.append(1)
            yield b"x" * 1024**2

    def answer(request: Request) -> StreamingResponse:
        del request
        return StreamingResponse(body(), media_type="text/xml")

    site.answers["/feed"] = answer
    assert "larger than 10 MB" in await follower.refused(f"{site.address}/feed")
    assert len(sent) < 40


async def test_a_post_of_megabytes_is_shown_as_its_beginning(follower: Follower, site: Site) -> None:
    await follower.add(site.says("/feed", rss(item(1, text="Long words. " * 300_000))))
    (shown,) = await follower.items()
    assert len(shown["text"]) <= MAX_TEXT
    assert shown["text"].endswith("…")


async def test_a_private_address_is_refused_whatever_leads_there(follower: Follower, site: Site) -> None:
    for address in (
        "http://192.168.1.1/feed",
        "http://[::1]/feed",
        "http://169.254.169.254/latest/meta-data",
    ):
        assert "private network" in await follower.refused(address)
    site.says("/there", "", status=302, location="http://10.0.0.1/")
    assert "private network" in await follower.refused(f"{site.address}/there")
    page = '<link rel="alternate" type="application/rss+xml" href="http://10.0.0.1/feed">'
    site.says("/", page, content_type="text/html")
    assert "No feed was found" in await follower.refused(site.address)


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>Hi",
        "<img src=x onerror=alert(1)>Hi",
        "<svg><script>alert(1)</script></svg>Hi",
        "<style>*{display:none}</style>Hi",
        "<iframe src='javascript:alert(1)'></iframe>Hi",
        "<a href='javascript:alert(1)'>Hi</a>",
        "<p onclick=alert(1)>Hi",
        "<!-- <b>no</b> -->Hi",
        "<div><div><div>Hi",
        "<math><mtext><style>x</style></math>Hi",
    ],
)
def test_html_of_strangers_becomes_its_words_alone(markup: str) -> None:
    assert plain_text(markup, 100) == "Hi"


def test_paragraphs_stay_apart_and_entities_are_letters() -> None:
    assert plain_text("<p>One &amp; two</p>\n<p>three<br>four</p><ul><li>a<li>b</ul>", 100) == (
        "One & two\n\nthree\n\nfour\n\na\nb"
    )


def test_letters_that_turn_the_direction_are_left_out() -> None:
    assert plain_line("safe\u202egpj.exe &#x202E;x&#8238;", 100) == "safegpj.exe x"


def test_marks_piled_on_a_letter_are_cut_down() -> None:
    assert len(plain_line("a" + "\u0301" * 500, 300)) < 10


@example("<\u202e\u0338")
@given(st.text(alphabet=st.sampled_from("<>&;/#x'\" abp=!-[]\u202e\u0338\n"), max_size=200))
def test_no_markup_gets_through_as_something_that_acts(markup: str) -> None:
    shown = plain_text(markup, 1000)
    assert "\u202e" not in shown
    assert plain_text(shown.replace("&", "&amp;").replace("<", "&lt;"), 1000).split() == shown.split()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://u:p@x.example/",
        "http://",
        "x",
        "http://a b/",
        "//x.example",
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(url: str) -> None:
    assert web_address(url) == ""
    assert clean_items([ItemDraft("1", title="x", link=url, media_url=url)], NOON)[0].media_url is None


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_are_refused(content: bytes) -> None:
    for document in (content, b"<opml>" + content, b'<opml><outline xmlUrl="' + content + b'"/>'):
        with suppress(Invalid):
            assert read_opml(document)


@given(st.lists(st.tuples(st.text(max_size=20), st.text(min_size=1, max_size=20)), min_size=1, max_size=5))
def test_a_list_that_is_written_is_read_as_it_was(feeds: list[tuple[str, str]]) -> None:
    lines = [
        Line(title, f"https://x.example/{number}", folder=tidy_line(folder) or None)
        for number, (title, folder) in enumerate(feeds)
    ]
    read = read_opml(write_opml(lines).encode("utf-8", "replace"))
    assert {line.address: line.folder for line in read} == {line.address: line.folder for line in lines}


@given(st.binary(max_size=300))
def test_any_page_gives_addresses_of_the_web_or_none(page: bytes) -> None:
    for url in find_feeds(
        b'<link rel=alternate type="application/rss+xml" href="' + page + b'">', "https://x.example/a"
    ):
        assert url.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "body", [b"", b"null", b"{}", b"[1]", b'[{"uri": 1}]', b'{"feed": [{}]}', b"[" * 5000, b"<html>"]
)
def test_answers_of_servers_that_are_something_else_are_refused_or_empty(body: bytes) -> None:
    answer = Answer(200, {}, body, "https://x.example/")
    for read in (read_mastodon, read_bluesky):
        with suppress(NotRead):
            assert read(answer).items == ()
