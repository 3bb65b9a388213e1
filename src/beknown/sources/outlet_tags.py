"""Find tags with their attributes in HTML or XML, whole or broken, in a time that grows with its length alone. Pure."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_VALUE = r"(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>]+)"
_ATTRIBUTE = re.compile(rf"([\w:.-]+)(?:\s*=\s*({_VALUE}))?")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its attributes, and whether others can stand within it. One that ends another has neither."""

    attributes: Mapping[str, str] | None
    is_open: bool = False


def find_tags(text: str, name: str) -> Iterator[Mapping[str, str]]:
    """Give the attributes of each tag of a name, by their names in small letters, with entities of HTML resolved."""
    return (tag.attributes for tag in walk_tags(text, name) if tag.attributes is not None)


def walk_tags(text: str, name: str) -> Iterator[Tag]:
    """Give each tag of a name as it comes, and where one ends."""
    attributes = rf"((?:\s+[\w:.-]+(?:\s*=\s*{_VALUE})?)*)"
    tag = re.compile(rf"<(?:{name}{attributes}\s*(/?)>|/{name}\s*>)", re.IGNORECASE)
    for found in tag.finditer(text):
        if found[1] is None:
            yield Tag(None)
        else:
            yield Tag(_read_attributes(found[1]), is_open=not found[2])


def _read_attributes(text: str) -> Mapping[str, str]:
    return {each[1].lower(): html.unescape(_unquote(each[2] or "")) for each in _ATTRIBUTE.finditer(text)}


def _unquote(value: str) -> str:
    return value[1:-1] if value[:1] in {'"', "'"} else value
