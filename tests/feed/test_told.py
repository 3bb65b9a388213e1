"""What a program is told of a feed has titles that say something."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from beknown.feed import FeedOut, tell_page
from beknown.feed.shapes import FeedSourceOut
from beknown.sources import OutletItemOut

ADDRESS = "https://social.example/@cleo/114"
LONG = (
    "The kiln is warm again and everybody brings a bowl that was made on one of the long evenings of winter"
)


def tell(title: str, text: str, *, author: str = "Cleo", source: str = "Pottery news") -> tuple[str, str]:
    """Give the title and the source of an item as a program is told them."""
    item = OutletItemOut(
        id=UUID(int=1), follow_id=UUID(int=2), source=source, kind="mastodon", title=title, text=text, link=ADDRESS,
        author=author, language=None, media_url=None, media_type=None, media_s=None,
        published_at=datetime(2026, 11, 29, tzinfo=UTC), is_kept=False,
    )  # fmt: skip
    shown = FeedSourceOut(position=0, item=item, reasons=[])
    (told,) = tell_page(FeedOut(run=UUID(int=3), items=[shown], next=None, is_hidden=False)).items
    assert isinstance(told, FeedSourceOut)
    return told.item.title, told.item.source


@pytest.mark.parametrize("title", ["", ADDRESS, "www.example.org/kiln", f" {ADDRESS} "])
def test_without_a_title_or_with_an_address_for_one_it_is_the_author_and_the_first_words(title: str) -> None:
    assert tell(title, "The kiln is warm again") == ("Cleo: The kiln is warm again", "Pottery news")


def test_a_title_that_says_something_stays() -> None:
    assert tell("A warm kiln", "Words") == ("A warm kiln", "Pottery news")
    assert tell(f"Look at {ADDRESS}", "Words")[0] == f"Look at {ADDRESS}"


def test_first_words_are_cut_between_words_and_hold_no_address() -> None:
    title, _ = tell("", f"{ADDRESS} {LONG}")
    assert title == "Cleo: The kiln is warm again and everybody brings a bowl that was made on one of the…"


def test_without_an_author_it_is_the_source_and_without_that_the_place_it_stands() -> None:
    assert tell("", "Words", author="") == ("Pottery news: Words", "Pottery news")
    assert tell("", "Words", author="", source=ADDRESS) == ("social.example: Words", "social.example")
    assert tell("", ADDRESS, source=ADDRESS) == ("Cleo", "Cleo")
