"""Tool calls for models that have none: tools become a JSON schema, the answer becomes calls again. Pure.

Backends hold answers to a schema more reliably than to a template of tools, so this is the way for all models that
can't call tools by themselves.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import JsonValue

from beknown.gateway.types import JsonObject
from beknown.kit.errors import Invalid

REPLY = "reply"
CALLS = "calls"
BOUNDS = ((200, 8), (60, 3), (20, 1))
"""A small model may never end a text: bounds on letters and items that a schema doesn't name are set for it, closer
ones with each try."""

MOST_CALLS = 4
_BOUNDED_TEXT = {"enum", "const", "maxLength", "pattern", "format"}


def make_schema(tools: Sequence[JsonObject], choice: JsonValue, *, parallel: bool = True) -> JsonObject:
    """Give the schema of an answer that calls tools, or replies where the choice leaves that open.

    Args:
        tools: As in a request: `{"type": "function", "function": {"name", "parameters"}}`.
        choice: `auto`, `required` or the named function of a request.
        parallel: Whether several calls may come at once.

    Raises:
        Invalid: The choice names a tool that isn't there, or a schema isn't one.
    """
    calls: list[JsonValue] = [_call_schema(tool) for tool in _chosen(tools, choice)]
    call: JsonObject = cast("JsonObject", calls[0]) if len(calls) == 1 else {"anyOf": calls}
    most = MOST_CALLS if parallel else 1
    several: JsonObject = {
        "type": "object",
        "properties": {CALLS: {"type": "array", "items": call, "minItems": 1, "maxItems": most}},
        "required": [CALLS],
        "additionalProperties": False,
    }  # fmt: skip
    if choice not in (None, "auto"):
        return several
    reply: JsonObject = {
        "type": "object",
        "properties": {REPLY: {"type": "string"}},
        "required": [REPLY],
        "additionalProperties": False,
    }
    return {"anyOf": [several, reply]}


def make_instruction(tools: Sequence[JsonObject], choice: JsonValue) -> str:
    """Tell the model which tools there are and how to answer; its answer is held to the schema anyway."""
    described = [json.dumps(tool.get("function"), ensure_ascii=False) for tool in _chosen(tools, choice)]
    may_reply = (
        "" if choice not in (None, "auto") else f' If no tool is needed, answer {{"{REPLY}": "your words"}}.'
    )
    return (
        "You can call these functions:\n"
        + "\n".join(described)
        + f'\nTo call, answer {{"{CALLS}": [{{"name": "…", "arguments": {{…}}}}]}}.'
        + may_reply
    )


def read_calls(text: str) -> tuple[str | None, list[JsonValue]]:
    """Give the words of an answer, or its calls in OpenAI's shape.

    Raises:
        ValueError: It isn't what the schema asked for; it was cut, for one.
    """
    said = cast("JsonObject", json.loads(text))
    reply, calls = said.get(REPLY), said.get(CALLS)
    if isinstance(reply, str):
        return reply, []
    if not isinstance(calls, list):
        raise ValueError(CALLS)  # noqa: TRY004 - one kind of error for whoever tries again
    return None, [_as_call(cast("JsonObject", call)) for call in calls]


def bound(schema: JsonValue, letters: int, items: int) -> JsonValue:
    """Give a schema in which every text and list has an end, so that a small model's answer has one too.

    Args:
        schema: What is asked for.
        letters: Most of a text whose schema names no bound.
        items: Most of a list whose schema names none.
    """
    if isinstance(schema, list):
        return [bound(each, letters, items) for each in schema]
    if not isinstance(schema, dict):
        return schema
    bounded: JsonObject = {name: bound(value, letters, items) for name, value in schema.items()}
    kind = schema.get("type")
    if kind == "string" and not _BOUNDED_TEXT & schema.keys():
        bounded["maxLength"] = max(letters, _number(schema.get("minLength")))
    if kind == "array" and "maxItems" not in schema:
        bounded["maxItems"] = max(items, _number(schema.get("minItems")))
    return bounded


def check_schema(schema: JsonValue, param: str) -> None:
    """Check that a schema is one.

    Raises:
        Invalid: It isn't.
    """
    from jsonschema import Draft202012Validator, SchemaError  # noqa: PLC0415 - heavy, and few requests need it

    try:
        Draft202012Validator.check_schema(cast("Mapping[str, object]", schema))
    except (SchemaError, TypeError) as error:
        message = error.message if isinstance(error, SchemaError) else "it isn't an object"
        raise Invalid(
            f"{param} isn't a JSON schema: {message[:200]}", code="invalid_json_schema", param=param
        ) from error


def fits(text: str, schema: JsonValue) -> bool:
    """Whether a text is JSON that keeps to a schema."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - as above

    try:
        said = json.loads(text)
    except ValueError:
        return False
    validator: Any = Draft202012Validator(
        cast("Mapping[str, object]", schema)
    )  # its types are only half known
    return bool(validator.is_valid(said))


def _chosen(tools: Sequence[JsonObject], choice: JsonValue) -> Sequence[JsonObject]:
    named = _name_in(choice)
    if named is None:
        return tools
    found = [tool for tool in tools if _function_of(tool).get("name") == named]
    if not found:
        raise Invalid(f"tool_choice names {named!r}, which isn't among the tools.", param="tool_choice")
    return found


def _name_in(choice: JsonValue) -> str | None:
    if not isinstance(choice, dict):
        return None
    function = choice.get("function")
    name = function.get("name") if isinstance(function, dict) else choice.get("name")
    return name if isinstance(name, str) else ""


def _function_of(tool: JsonObject) -> JsonObject:
    function = tool.get("function")
    return function if isinstance(function, dict) else {}


def _call_schema(tool: JsonObject) -> JsonObject:
    function = _function_of(tool)
    parameters = function.get("parameters") or {"type": "object", "properties": {}}
    check_schema(parameters, "tools")
    return {
        "type": "object",
        "properties": {"name": {"type": "string", "const": function.get("name")}, "arguments": parameters},
        "required": ["name", "arguments"],
        "additionalProperties": False,
    }


def _as_call(call: JsonObject) -> JsonObject:
    arguments = json.dumps(call["arguments"], ensure_ascii=False)
    return {
        "id": f"call_{secrets.token_hex(12)}",
        "type": "function",
        "function": {"name": call["name"], "arguments": arguments},
    }


def _number(value: JsonValue) -> int:
    return value if isinstance(value, int) else 0
