"""A page of the feed as a program is told it: what was published elsewhere has a title that says something. Pure."""

import re
from urllib.parse import urlsplit

from beknown.feed.shapes import FeedOut, FeedSourceOut
from beknown.sources import OutletItemOut

MOST_LETTERS = 80
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)


def tell_page(page: FeedOut) -> FeedOut:
    """Give a page whose items from sources are named: by who said it and the first words where nothing better is told.

    Posts of networks have no title, and some feeds give an address for one.
    """
    items = [
        each.model_copy(update={"item": _name(each.item)}) if isinstance(each, FeedSourceOut) else each
        for each in page.items
    ]
    return page.model_copy(update={"items": items})


def _name(item: OutletItemOut) -> OutletItemOut:
    names = [each for each in (item.author, item.source) if each and not _is_address(each)]
    name = names[0] if names else (urlsplit(item.link).hostname or item.source)
    source = name if _is_address(item.source) else item.source
    if item.title and not _is_address(item.title):
        return item.model_copy(update={"source": source})
    words = _first_words(item.text)
    return item.model_copy(update={"source": source, "title": f"{name}: {words}" if words else name})


def _is_address(words: str) -> bool:
    return _ADDRESS.fullmatch(words.strip()) is not None


def _first_words(text: str) -> str:
    """Give how a text begins, cut between words, without addresses."""
    words = " ".join(_ADDRESS.sub("", text).split())
    if len(words) <= MOST_LETTERS:
        return words
    cut = words[: MOST_LETTERS + 1].rsplit(" ", 1)[0]
    return cut[:MOST_LETTERS].rstrip(" ,;:.") + "…"
