"""The labelled values of Meta's exports, whose labels are in the person's language.

Known labels decide first; a label in another language is told by the type and position of its value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from beknown.events import JsonValue
from beknown.sources.moment import from_seconds
from beknown.sources.shape import Fields, find_fields, find_list, find_text

_MAX_DEPTH = 8
_TIMES = frozenset(
    {
        "time", "tijd", "zeit", "uhrzeit", "heure", "hora", "ora", "tid", "czas", "время", "時間", "时间", "시간",
        "saved on", "opgeslagen op", "gespeichert am", "guardado el", "enregistré le", "salvato il", "visit time",
    }
)  # fmt: skip
_NAMES = frozenset(
    {
        "name", "naam", "nombre", "nom", "nome", "namn", "imię", "имя", "名前", "author", "auteur", "autor", "autore",
        "автор", "作者", "username", "media owner", "media-eigenaar", "owner", "eigenaar", "place name",
        "gebruikersnaam", "benutzername",
    }
)  # fmt: skip
_TEXTS = frozenset(
    {
        "comment", "opmerking", "kommentar", "comentario", "commentaire", "commento", "комментарий", "留言", "评论",
        "message", "search", "reaction",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled value, flattened out of whatever it was nested in."""

    label: str
    value: str
    href: str
    at: datetime | None


def labelled_values(record: Fields) -> list[Labelled]:
    """Every labelled value of a record, in order: `string_map_data`, `string_list_data` or `label_values`."""
    mapped = find_fields(record.get("string_map_data")).items()
    found = [_labelled(label, find_fields(value)) for label, value in mapped]
    found.extend(_labelled("", find_fields(value)) for value in find_list(record.get("string_list_data")))
    found.extend(_nested(record.get("label_values"), 0))
    return found


def _nested(value: JsonValue, depth: int) -> Iterator[Labelled]:
    if depth > _MAX_DEPTH:
        return
    for one in find_list(value):
        fields = find_fields(one)
        if "value" in fields or "timestamp_value" in fields or "href" in fields:
            yield _labelled(find_text(fields.get("label")) or find_text(fields.get("title")), fields)
        yield from _nested(fields.get("dict"), depth + 1)
        yield from _nested(fields.get("vec"), depth + 1)


def _labelled(label: str, fields: Fields) -> Labelled:
    at = from_seconds(fields.get("timestamp")) or from_seconds(fields.get("timestamp_value"))
    return Labelled(label.strip().lower(), find_text(fields.get("value")), find_text(fields.get("href")), at)


def time_of(record: Fields, values: list[Labelled]) -> datetime | None:
    """When: the record's own time, the value labelled so, or the first that has one."""
    own = from_seconds(record.get("timestamp")) or from_seconds(record.get("creation_timestamp"))
    if own is not None:
        return own
    named = [value.at for value in values if value.at is not None and value.label in _TIMES]
    return next(iter(named), None) or next((value.at for value in values if value.at is not None), None)


def link_of(values: list[Labelled]) -> str:
    """The first address among the values."""
    for value in values:
        for text in (value.href, value.value):
            if text.startswith(("http://", "https://")):
                return text
    return ""


def name_of(values: list[Labelled]) -> str:
    """Whose it is, by known labels only."""
    return next((value.value for value in values if value.label in _NAMES and value.value), "")


def words_of(values: list[Labelled]) -> list[str]:
    """What was written, before names, by known labels first, then by position; no addresses."""
    written = [
        value for value in values if value.value and not value.value.startswith(("http://", "https://"))
    ]
    known = [value.value for value in written if value.label in _TEXTS]
    others = [value.value for value in written if value.label not in _TEXTS]
    return known + others
