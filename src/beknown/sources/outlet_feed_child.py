"""Reads one feed in a process of its own: whatever a document makes the parser do, it ends with this process.

It is run by its path and imports nothing of the house. On standard input: a line of JSON (`url`, `content_type`,
`most`), then the document. On standard output: JSON (`version`, `title`, `page`, `ttl_m`, `items`), as the feed has it.

Source: RSS 0.9 to 2.0, Atom 0.3 and 1.0, Media RSS and the podcast tags of iTunes, as `feedparser` reads them.
"""

import calendar
import json
import re
import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, cast

CPU_S = 10
MEMORY_BYTES = 1024**3
_READ_CHARS = 20_000
_SPACE = re.compile(rb"\s+")
_ROOT = re.compile(rb"<\w")


def main() -> None:
    """Read standard input, write standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    asked = json.loads(sys.stdin.buffer.readline())
    read = _read(sys.stdin.buffer.read(), asked["url"], asked["content_type"], asked["most"])
    sys.stdout.write(json.dumps(read))


def _read(document: bytes, url: str, content_type: str, most: int) -> dict[str, Any]:
    # It has no types, and is loaded once the limits hold.
    parse = cast("Callable[..., dict[str, Any]]", import_module("feedparser").parse)
    # The library's own cleaning is switched off: only plain text is taken out of it afterwards.
    feed = parse(
        _calm_head(document),
        response_headers={"content-location": url, "content-type": content_type},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    about = feed.get("feed", {})
    return {
        "version": feed.get("version", ""),
        "title": about.get("title", "")[:_READ_CHARS],
        "page": about.get("link", "")[:2001],
        "ttl_m": about.get("ttl", ""),
        "items": [_read_item(entry, about) for entry in feed.get("entries", [])[:most]],
    }


def _calm_head(document: bytes) -> bytes:
    """Shorten what stands before the first element: long runs of space there take the library very long."""
    root = _ROOT.search(document)
    if b"\0" in document[:4] or root is None:
        return document
    return _SPACE.sub(b" ", document[: root.start()]).lstrip() + document[root.start() :]


def _read_item(entry: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    told = entry.get("published_parsed") or entry.get("updated_parsed") or entry.get("created_parsed")
    contents = [each.get("value", "") for each in entry.get("content", [])]
    summary = entry.get("summary", "")
    markup = summary if len(summary) > 80 or not contents else contents[0]  # noqa: PLR2004 - shorter is no summary
    media = _find_media(entry)
    return {
        "name": (entry.get("id") or entry.get("link") or "")[:2000],
        "title": entry.get("title", "")[:_READ_CHARS],
        "text": markup[:_READ_CHARS],
        "link": (entry.get("link") or media.get("href", ""))[:2001],
        "author": (entry.get("author") or about.get("author") or "")[:1000],
        "language": entry.get("language") or about.get("language") or "",
        "media_url": media.get("href", "")[:2001],
        "media_type": media.get("type", ""),
        "media_length": entry.get("itunes_duration", ""),
        "published_s": _seconds(told),
    }


def _find_media(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    for each in entry.get("enclosures", []):
        if str(each.get("type", "")).startswith(("audio/", "video/")):
            return each
    return {}


def _seconds(told: Any) -> int | None:  # noqa: ANN401 - the library says a struct_time, or nothing
    try:
        return calendar.timegm(told) if told else None
    except (ValueError, OverflowError):
        return None


if __name__ == "__main__":
    main()
