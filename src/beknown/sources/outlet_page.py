"""Find the feeds that a page names. Pure."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from beknown.sources.outlet_tags import find_tags

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
USUAL_PATHS = ("/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml")
"""Where feeds of many sites are that don't name them."""

_READ_BYTES = 1_000_000


def find_feeds(page: bytes, url: str) -> list[str]:
    """Give the addresses of the feeds that a page names, in its order, those of comments last.

    Args:
        page: HTML as it came.
        url: Where it came from.
    """
    text = page[:_READ_BYTES].decode("utf-8", "replace")
    base = next((tag.get("href", "") for tag in find_tags(text, "base")), "")
    links = [tag for tag in find_tags(text, "link") if "alternate" in tag.get("rel", "").lower().split()]
    named = [tag for tag in links if tag.get("type", "").split(";")[0].strip().lower() in FEED_TYPES]
    ordered = sorted(named, key=lambda tag: "comment" in f"{tag.get('href')} {tag.get('title')}".lower())
    return list(dict.fromkeys(_absolute([tag.get("href", "") for tag in ordered], url, base)))


def _absolute(links: list[str], url: str, base: str) -> Iterator[str]:
    for href in links:
        try:
            whole = urljoin(urljoin(url, base), href.strip())
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc:
            yield whole.partition("#")[0]
