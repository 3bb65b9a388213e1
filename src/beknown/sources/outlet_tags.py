"""Find tags with their attributes in HTML or XML, whole or broken, in a time that grows with its length alone. Pure."""

import html
import re
from collections.abc import Iterator, Mapping

_VALUE = r"(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>]+)"
_ATTRIBUTE = re.compile(rf"([\w:.-]+)(?:\s*=\s*({_VALUE}))?")


def find_tags(text: str, name: str) -> Iterator[Mapping[str, str]]:
    """Give the attributes of each tag of a name, by their names in small letters, with entities of HTML resolved."""
    tag = re.compile(rf"<{name}((?:\s+[\w:.-]+(?:\s*=\s*{_VALUE})?)*)\s*/?>", re.IGNORECASE)
    for found in tag.finditer(text):
        yield {
            attribute[1].lower(): html.unescape((attribute[2] or "").strip("\"'"))
            for attribute in _ATTRIBUTE.finditer(found[1])
        }
