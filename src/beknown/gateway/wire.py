"""JSON as programs and backends exchange it: read once, written once, as fast as can be."""

import json
from typing import cast

import orjson
from pydantic import JsonValue

from beknown.gateway.types import JsonObject
from beknown.kit.errors import Invalid


class Verbatim(JsonObject):
    """A JSON object together with the bytes a backend wrote it in, so that it can be passed on without a change.

    Whatever is made of it with `|` or `{**…}` is a plain object again, since these bytes don't tell it.
    """

    def __init__(self, raw: bytes) -> None:
        """Read the bytes.

        Raises:
            ValueError: They aren't an object.
        """
        said = read(raw)
        if not isinstance(said, dict):
            raise ValueError("not an object")  # noqa: TRY004 - one kind of error for whatever isn't an object
        super().__init__(said)
        self.raw = raw


def read(data: bytes) -> JsonValue:
    """Read JSON. Whole numbers beyond 64 bits become floats, as most readers of JSON have them.

    Raises:
        ValueError: It isn't JSON in UTF-8, or nested too deeply.
    """
    try:
        return cast("JsonValue", orjson.loads(data))
    except orjson.JSONDecodeError:
        pass
    try:  # NaN, infinity, halves of surrogate pairs and a byte order mark are JSON to many others
        return cast("JsonValue", json.loads(data.decode("utf-8-sig")))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def read_object(data: bytes) -> JsonObject:
    """Read what a program sent, which has to be an object.

    Raises:
        Invalid: It isn't one.
    """
    try:
        said = read(data)
    except ValueError as error:
        raise Invalid("The body isn't JSON in UTF-8.") from error
    if not isinstance(said, dict):
        raise Invalid("The body has to be a JSON object.")
    return said


def write(value: JsonValue, *, is_sorted: bool = False, takes_halves: bool = True) -> bytes:
    """Write JSON in UTF-8 without spaces; what a backend wrote, as it wrote it.

    Halves of surrogate pairs are escaped, where they are taken.

    Raises:
        UnicodeEncodeError: There is such a half, and it isn't taken.
    """
    if isinstance(value, Verbatim):
        return value.raw
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS if is_sorted else None)
    except TypeError:  # halves of surrogate pairs, and numbers beyond 64 bits
        said = json.dumps(value, ensure_ascii=takes_halves, separators=(",", ":"), sort_keys=is_sorted)
        return said.encode()
