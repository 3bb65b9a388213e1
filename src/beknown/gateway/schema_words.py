"""The words that JSON schemas of requests and answers are written in. Pure."""

from pydantic import JsonValue

from beknown.gateway.types import JsonObject

TEXT: JsonObject = {"type": "string"}
COUNT: JsonObject = {"type": "integer", "minimum": 1}
WHOLE: JsonObject = {"type": "integer"}
NUMBER: JsonObject = {"type": "number"}
FLAG: JsonObject = {"type": "boolean"}
FREE: JsonObject = {"type": "object"}
NOTHING: JsonObject = {"type": "null"}
FACTS: JsonObject = {"type": "object", "additionalProperties": TEXT}
"""Metadata: texts by name."""

HINT: JsonObject = {
    "type": "object",
    "properties": {"mode": {"type": "string"}, "ttl": {"type": "string"}},
    "description": "What may be cached up to here, and how long. It is taken and changes nothing: engines here keep "
    "what they read by themselves.",
}
"""A hint to a cache of prompts."""


def obj(required: tuple[str, ...], **properties: JsonObject) -> JsonObject:
    """Give an object with these properties; one named `async_` is called `async`."""
    names: list[JsonValue] = [*required]
    told: dict[str, JsonValue] = {name.removesuffix("_"): schema for name, schema in properties.items()}
    return {"type": "object", "properties": told, "required": names}


def whole(**properties: JsonObject) -> JsonObject:
    """Give an object that has all of these properties."""
    return obj(tuple(name.removesuffix("_") for name in properties), **properties)


def with_more(schema: JsonObject, **properties: JsonObject) -> JsonObject:
    """Give an object that may have these properties too."""
    known = schema["properties"]
    more = obj((), **properties)["properties"]
    both: JsonObject = {
        **(known if isinstance(known, dict) else {}),
        **(more if isinstance(more, dict) else {}),
    }
    return {**schema, "properties": both}


def list_of(schema: JsonObject) -> JsonObject:
    """Give a list."""
    return {"type": "array", "items": schema}


def one_of(*values: str) -> JsonObject:
    """Give one of these texts."""
    return {"type": "string", "enum": [*values]}


def either(*schemas: JsonObject) -> JsonObject:
    """Give any of these."""
    return {"anyOf": [*schemas]}


def maybe(schema: JsonObject) -> JsonObject:
    """Give this, or null."""
    return either(schema, NOTHING)


def between(least: float, most: float) -> JsonObject:
    """Give a number between two others."""
    return {"type": "number", "minimum": least, "maximum": most}
