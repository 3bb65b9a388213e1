"""Take typed values out of JSON of which nothing is promised."""

from beknown.events import JsonValue
from beknown.sources.types import Misshapen

Fields = dict[str, JsonValue]


def get_fields(value: JsonValue, what: str = "the record") -> Fields:
    """The value as an object.

    Raises:
        Misshapen: if it is none.
    """
    if isinstance(value, dict):
        return value
    raise Misshapen(f"{what} is {_name(value)}, not an object")


def find_fields(value: JsonValue) -> Fields:
    """The value as an object; an empty one where it is something else."""
    return value if isinstance(value, dict) else {}


def find_list(value: JsonValue) -> list[JsonValue]:
    """The value as a list; an empty one where it is something else."""
    return value if isinstance(value, list) else []


def find_text(value: JsonValue) -> str:
    """The value as text; "" where it is no text or number."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def get_text(fields: Fields, name: str) -> str:
    """The text under a name, "" where it is absent.

    Raises:
        Misshapen: if something else than text or a number stands there.
    """
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, int | float):
        return str(value)
    raise Misshapen(f"{name!r} is {_name(value)}, not text")


def join_lines(*parts: str) -> str:
    """The parts that are not empty, each once, on lines of their own."""
    return "\n".join(dict.fromkeys(part for part in (part.strip() for part in parts) if part))


def without(fields: Fields, *names: str) -> Fields:
    """What is left of a record: all but the names already used, and all but empty values."""
    return {
        name: value for name, value in fields.items() if name not in names and value not in (None, "", [], {})
    }


def _name(value: JsonValue) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, str) or value is None:
        return "nothing" if value is None else "text"
    return "a number"
