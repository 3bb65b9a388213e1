"""What a chat has to be like before anybody is asked. Pure."""

from collections.abc import Sequence
from typing import cast

from pydantic import JsonValue

from beknown.gateway.types import JsonObject, Target
from beknown.kit.errors import Invalid


def check_chat(body: JsonObject) -> None:
    """Check that messages and tools are lists of objects, and calls in them are calls.

    Raises:
        Invalid: They aren't.
    """
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise Invalid("Send at least one message.", param="messages", code="missing_required_parameter")
    for message in messages:
        if not isinstance(message, dict) or not isinstance(message.get("role"), str):
            raise Invalid("A message is an object with a role.", param="messages")
        calls = message.get("tool_calls")
        if calls is not None and not (isinstance(calls, list) and all(_has_function(call) for call in calls)):
            raise Invalid("tool_calls is a list of objects, each with its function.", param="messages")
    tools = body.get("tools")
    if tools and not (isinstance(tools, list) and all(_has_function(tool) for tool in tools)):
        raise Invalid("tools is a list of objects, each with its function.", param="tools")


def check_pictures(targets: Sequence[Target], body: JsonObject) -> None:
    """Check that a model which is known to see no pictures gets none.

    Raises:
        Invalid: It does.
    """
    can = targets[0].capabilities
    if can is None or can.has_vision:
        return
    for message in cast("list[JsonObject]", body["messages"]):
        content = message.get("content")
        if isinstance(content, list) and any(_is_picture(part) for part in content):
            raise Invalid(
                f"The model {targets[0].name!r} sees no pictures. Send text, or ask one that does.",
                param="messages",
                code="model_not_supported",
            )


def _has_function(call: JsonValue) -> bool:
    function = call.get("function") if isinstance(call, dict) else None
    return isinstance(function, dict) and isinstance(function.get("name"), str)


def _is_picture(part: JsonValue) -> bool:
    return isinstance(part, dict) and part.get("type") == "image_url"
