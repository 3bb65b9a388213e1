"""Lists of feeds as other readers have them. Pure.

Source: OPML 2.0, http://opml.org/spec2.opml. It is read tag by tag, as loosely as HTML: entities of a document's own
aren't known, so that none can grow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from xml.sax.saxutils import quoteattr

from beknown.kit.errors import Invalid
from beknown.kit.words import tidy_line
from beknown.sources.outlet_tags import find_tags

MAX_BYTES = 2 * 1024**2
MAX_LINES = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One feed of a list: its name, the address of the feed, the address of its page."""

    title: str
    address: str
    page: str = ""


def read_opml(content: bytes) -> list[Line]:
    """Give the feeds of a list in its order; folders are left out.

    Raises:
        Invalid: It is no such list, holds none, or more than are taken at once.
    """
    if len(content) > MAX_BYTES:
        raise Invalid(
            f"The list has {len(content) / 1e6:.1f} MB; at most {MAX_BYTES / 1e6:.0f} MB are taken."
        )
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    text = content.decode(encoding, "replace")
    if "<opml" not in text.lower():
        raise Invalid("This is no list of feeds. Other readers export one as OPML; take that file.")
    tags = islice((tag for tag in find_tags(text, "outline") if tag.get("xmlurl", "").strip()), MAX_LINES + 1)
    lines = [_read_line(tag) for tag in tags]
    if not lines:
        raise Invalid("There is no feed in this list: none of its lines has an xmlUrl.")
    if len(lines) > MAX_LINES:
        raise Invalid(f"The list has more than {MAX_LINES} feeds. Divide it and bring the parts.")
    return lines


def _read_line(tag: Mapping[str, str]) -> Line:
    title = tidy_line(tag.get("title") or tag.get("text") or "")[:300]
    return Line(title, tag["xmlurl"].strip(), tag.get("htmlurl", "").strip())


def write_opml(lines: Iterable[Line]) -> str:
    """Write a list of feeds that other readers take."""
    rows = [
        f'    <outline type="rss" text={quoteattr(line.title or line.address)} '
        f"xmlUrl={quoteattr(line.address)}"
        + (f" htmlUrl={quoteattr(line.page)}" if line.page else "")
        + "/>\n"
        for line in lines
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head>\n    <title>Beknown</title>\n'
    )
    return f"{head}  </head>\n  <body>\n{''.join(rows)}  </body>\n</opml>\n"
