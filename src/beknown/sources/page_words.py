"""Find what a page says of itself. Pure.

Source: the Open Graph protocol (ogp.me), cards of Twitter, and the HTML standard's `title` and `meta`.
"""

import codecs
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from beknown.kit.words import tidy_line
from beknown.sources.outlet_tags import find_tags
from beknown.sources.outlet_text import shorten, web_address

MAX_TITLE = 200
MAX_ABOUT = 300

_TITLES = ("og:title", "twitter:title")
_ABOUT = ("og:description", "twitter:description", "description")
_PICTURES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,2000})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=[\"'\s]*([\w.:-]{1,40})", re.IGNORECASE)
_CHARSETS = re.compile(
    r"utf-8|utf-16(?:-[lb]e)?|iso8859-\d+|cp\d+|koi8-[ru]|gb\w+|big5\w*|euc_\w+|shift_jis\w*|iso2022_jp|mac-roman"
)
"""Those of the web; some that Python knows besides take very long for some input."""

_LATIN = frozenset({"ascii", "iso8859-1"})
"""What is told as these is read as Windows-1252, as the Encoding Standard has it."""

_HEAD_BYTES = 4096
_READ_CHARS = 5000


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page says of itself: calm plain text of one line each, '' where it says nothing.

    `picture` is the address of a picture that stands for it.
    """

    title: str
    about: str
    picture: str


def find_words(page: bytes, media_type: str, url: str) -> PageWords:
    """Give what a page says of itself.

    Args:
        page: HTML as it came; its beginning is enough.
        media_type: What its machine says it is, with the charset if it tells it.
        url: Where it came from.
    """
    text = _decode(page, media_type)
    told = _gather(text)
    title = _TITLE.search(text)
    return PageWords(
        _calm(_first(told, _TITLES) or html.unescape(title[1] if title else ""), MAX_TITLE),
        _calm(_first(told, _ABOUT), MAX_ABOUT),
        _absolute(_first(told, _PICTURES), url),
    )


def _decode(page: bytes, media_type: str) -> str:
    head = page[:_HEAD_BYTES].decode("latin-1")
    charset = _CHARSET.search(media_type[:200]) or _CHARSET.search(head)
    return page.decode(_find_codec(charset[1]) if charset else "utf-8", "replace")


def _find_codec(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return "utf-8"
    if name in _LATIN:
        return "cp1252"
    return name if _CHARSETS.fullmatch(name) else "utf-8"


def _gather(text: str) -> Mapping[str, str]:
    """The first that is said under each name counts."""
    told: dict[str, str] = {}
    for tag in find_tags(text, "meta"):
        name = (tag.get("property") or tag.get("name") or "").strip().lower()
        if tag.get("content", "").strip():
            told.setdefault(name, tag["content"][:_READ_CHARS])
    return told


def _first(told: Mapping[str, str], names: Sequence[str]) -> str:
    return next((told[name] for name in names if name in told), "")


def _calm(words: str, most: int) -> str:
    return shorten(tidy_line(words), most)


def _absolute(picture: str, url: str) -> str:
    try:
        return web_address(urljoin(url, picture.strip())) if picture else ""
    except ValueError:
        return ""
