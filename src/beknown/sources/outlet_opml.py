"""Lists of feeds as other readers have them. Pure.

Source: OPML 2.0, http://opml.org/spec2.opml. It is read tag by tag, as loosely as HTML: entities of a document's own
aren't known, so that none can grow.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from xml.sax.saxutils import quoteattr

from beknown.kit.errors import Invalid
from beknown.kit.words import tidy_line
from beknown.sources.outlet_tags import walk_tags

MAX_BYTES = 2 * 1024**2
MAX_LINES = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One feed of a list: its name, the address of the feed, the address of its page, the folder that it is in."""

    title: str
    address: str
    page: str = ""
    folder: str | None = None


def read_opml(content: bytes) -> list[Line]:
    """Give the feeds of a list in its order. Of folders within folders the innermost that has a name counts.

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
    lines = list(islice(_find_lines(text), MAX_LINES + 1))
    if not lines:
        raise Invalid("There is no feed in this list: none of its lines has an xmlUrl.")
    if len(lines) > MAX_LINES:
        raise Invalid(f"The list has more than {MAX_LINES} feeds. Divide it and bring the parts.")
    return lines


def _find_lines(text: str) -> Iterator[Line]:
    """Give each feed with its folder: what is open around it has a name, or stands in what has one."""
    around: list[str | None] = []
    for tag in walk_tags(text, "outline"):
        folder = around[-1] if around else None
        if tag.attributes is None:
            del around[-1:]
            continue
        is_feed = bool(tag.attributes.get("xmlurl", "").strip())
        if is_feed:
            yield _read_line(tag.attributes, folder)
        if tag.is_open:
            around.append(folder if is_feed else _read_title(tag.attributes) or folder)


def _read_line(tag: Mapping[str, str], folder: str | None) -> Line:
    return Line(_read_title(tag), tag["xmlurl"].strip(), tag.get("htmlurl", "").strip(), folder)


def _read_title(tag: Mapping[str, str]) -> str:
    return tidy_line(tag.get("title") or tag.get("text") or "")[:300]


def write_opml(lines: Iterable[Line]) -> str:
    """Write a list of feeds that other readers take: first what is in no folder, then folder by folder."""
    folders: dict[str | None, list[Line]] = {None: []}
    for line in lines:
        folders.setdefault(line.folder, []).append(line)
    rows = [_write_line(line, "    ") for line in folders.pop(None)]
    for folder, within in folders.items():
        rows.append(f"    <outline text={quoteattr(folder or '')}>\n")
        rows += (_write_line(line, "      ") for line in within)
        rows.append("    </outline>\n")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head>\n    <title>Beknown</title>\n'
    )
    return f"{head}  </head>\n  <body>\n{''.join(rows)}  </body>\n</opml>\n"


def _write_line(line: Line, indent: str) -> str:
    page = f" htmlUrl={quoteattr(line.page)}" if line.page else ""
    title, address = quoteattr(line.title or line.address), quoteattr(line.address)
    return f'{indent}<outline type="rss" text={title} xmlUrl={address}{page}/>\n'
