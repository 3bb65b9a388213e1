"""Plain, calm text out of what strangers publish as HTML. Pure."""

import html
import re
from urllib.parse import urlsplit

import nh3

from beknown.kit.words import calm, tidy_line, tidy_text

MAX_ADDRESS = 2000
_READ_CHARS = 20_000
_BLOCKS = {"p", "br", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "pre"}
_BREAK = re.compile(r"<br>|</(?:p|div|h[1-6]|blockquote|pre)>")
_LINE = re.compile(r"</(?:li|tr)>")
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[^\S\n]+")
_EDGES = re.compile(r" ?\n ?")
_GAPS = re.compile(r"\n{3,}")
_DROPPED = {"script", "style", "noscript", "iframe", "object", "svg", "math", "template", "textarea", "title"}


def plain_text(markup: str, most: int) -> str:
    """Give the words of a piece of HTML, of which nothing can act: no tags, no scripts, no turned direction.

    Args:
        markup: As it came; words after its first 20,000 letters aren't read.
        most: Letters at most; a longer text ends with an ellipsis.
    """
    kept = nh3.clean(markup[:_READ_CHARS], tags=_BLOCKS, clean_content_tags=_DROPPED, attributes={})
    flat = kept.replace("\n", " ")
    lined = _LINE.sub("\n", _BREAK.sub("\n\n" if "<p>" in flat else "\n", flat))
    words = html.unescape(_TAG.sub("", lined))
    spaced = _GAPS.sub("\n\n", _EDGES.sub("\n", _SPACES.sub(" ", words)))
    return shorten(tidy_text(calm(spaced).text), most)


def plain_line(markup: str, most: int) -> str:
    """Give the same as one line."""
    return shorten(tidy_line(plain_text(markup, 2 * most)), most)


def shorten(text: str, most: int) -> str:
    """Cut a text to so many letters, at a space where there is one."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return f"{cut[:space] if space > most // 2 else cut}…"


def web_address(url: str) -> str:
    """Give an address if it is one of the web that can be shown as a link, else nothing."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        is_shown = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return url if is_shown and len(url) <= MAX_ADDRESS and url.isprintable() and " " not in url else ""
