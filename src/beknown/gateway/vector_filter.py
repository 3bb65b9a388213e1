"""Filters of a search by the attributes of files. Pure.

Source: OpenAI API reference, "Search vector store", comparison and compound filters.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any, cast

from pydantic import JsonValue

from beknown.gateway.types import JsonObject
from beknown.kit.errors import Invalid

MOST_DEPTH = 10
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda given, wanted: given in wanted,
    "nin": lambda given, wanted: given not in wanted,
}


def passes(attributes: Mapping[str, JsonValue], wanted: JsonValue, depth: int = 0) -> bool:
    """Whether a file's attributes pass a filter; without one, all do.

    Raises:
        Invalid: It isn't a filter.
    """
    if wanted is None:
        return True
    if not isinstance(wanted, dict) or depth > MOST_DEPTH:
        raise Invalid(f"filters: a filter is an object, at most {MOST_DEPTH} deep.", param="filters")
    kind = wanted.get("type")
    if kind in {"and", "or"}:
        inner = wanted.get("filters")
        if not isinstance(inner, list):
            raise Invalid(f"filters: {kind!r} needs a list of filters.", param="filters")
        results = [passes(attributes, each, depth + 1) for each in inner]
        return all(results) if kind == "and" else any(results)
    return _compare(attributes, wanted)


def _compare(attributes: Mapping[str, JsonValue], wanted: JsonObject) -> bool:
    kind, name, value = wanted.get("type"), wanted.get("key"), wanted.get("value")
    if not isinstance(kind, str) or kind not in _COMPARE or not isinstance(name, str):
        raise Invalid(
            f"filters: a comparison has a key, a value, and a type of {', '.join(_COMPARE)}.", param="filters"
        )
    if kind in {"in", "nin"} and not isinstance(value, list):
        raise Invalid(f"filters: {kind!r} needs a list.", param="filters")
    if name not in attributes:
        return kind in {"ne", "nin"}
    try:
        return _COMPARE[kind](attributes[name], cast("Any", value))
    except TypeError:  # a word against a number
        return False
