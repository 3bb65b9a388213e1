"""JSON as programs and backends exchange it: read once, written once, as fast as can be."""

import json
from typing import cast

import orjson
from pydantic import JsonValue

from beknown.gateway.types import JsonObject
from beknown.kit.errors import Invalid


def read(data: bytes) -> JsonValue:
    """Read JSON.

    Raises:
        ValueError: It isn't JSON in UTF-8, or nested too deeply.
    """
    try:
        return cast("JsonValue", orjson.loads(data))
    except orjson.JSONDecodeError:
        pass
    try:  # halves of surrogate pairs are JSON to everybody but orjson
        return cast("JsonValue", json.loads(data))
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


def write(value: JsonValue, *, is_sorted: bool = False) -> bytes:
    """Write JSON in UTF-8, without spaces."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS if is_sorted else None)
    except TypeError:  # halves of surrogate pairs, and numbers beyond 64 bits
        return json.dumps(value, separators=(",", ":"), sort_keys=is_sorted).encode()
