"""A request for a response: what it may say, the chat that it becomes, and the answer's object around it. Pure.

Source: Open Responses specification, `CreateResponseBody` and `ResponseResource`; OpenAI API reference, "Responses".
"""

import re
import secrets
import time
from collections.abc import Sequence
from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema

from beknown.gateway.response_schemas import NOT_HERE, SENT_CHOICE, SENT_FORMAT, SENT_INPUT, SENT_TOOL
from beknown.gateway.schema_words import HINT
from beknown.gateway.types import PERSONAL_MODEL, JsonObject
from beknown.kit.errors import Invalid

LEAST_TOKENS = 16
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_CHOICES = ("none", "auto", "required")
_FORMATS = ("text", "json_object", "json_schema")

Metadata = Annotated[
    dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=512)]], Field(max_length=16)
]


class Reasoning(BaseModel):
    """How much a model may think."""

    effort: Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] | None = None
    summary: Literal["auto", "concise", "detailed"] | None = None
    generate_summary: Literal["auto", "concise", "detailed"] | None = None


class TextWanted(BaseModel):
    """What the text of an answer should be like."""

    format: Annotated[JsonObject | None, WithJsonSchema(SENT_FORMAT)] = None
    verbosity: Literal["low", "medium", "high"] | None = None


class StreamOptions(BaseModel):
    """How a stream comes. Nothing is added here to hide how long its pieces are, whatever is asked for."""

    include_obfuscation: bool | None = None


class ConversationWanted(BaseModel):
    """The conversation that an answer belongs to."""

    id: str


class ResponseBody(BaseModel):
    """A request for a response."""

    model_config = ConfigDict(extra="allow")

    model: str = Field(min_length=1, max_length=300)
    input: Annotated[JsonValue, WithJsonSchema(SENT_INPUT)] = None
    instructions: str | None = None
    previous_response_id: str | None = None
    conversation: str | ConversationWanted | None = None
    tools: list[Annotated[JsonObject, WithJsonSchema(SENT_TOOL)]] | None = None
    tool_choice: Annotated[JsonValue, WithJsonSchema(SENT_CHOICE)] = None
    parallel_tool_calls: bool | None = None
    max_tool_calls: Annotated[int, Field(ge=1)] | None = None
    text: TextWanted | None = None
    reasoning: Reasoning | None = None
    include: list[str] | None = None
    max_output_tokens: Annotated[int, Field(ge=LEAST_TOKENS)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    presence_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    frequency_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    top_logprobs: Annotated[int, Field(ge=0, le=20)] | None = None
    truncation: Literal["auto", "disabled"] | None = None
    metadata: Metadata | None = None
    store: bool | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    background: bool | None = None
    service_tier: str | None = None
    prompt: JsonValue = None
    user: str | None = None
    safety_identifier: Annotated[str, Field(max_length=128)] | None = None
    prompt_cache_key: Annotated[str, Field(max_length=1024)] | None = None
    prompt_cache_options: Annotated[JsonValue, WithJsonSchema(HINT)] = None
    prompt_cache_retention: Literal["in_memory", "24h"] | None = None

    @property
    def conversation_id(self) -> str | None:
        """The id of the conversation that it belongs to."""
        return (
            self.conversation.id if isinstance(self.conversation, ConversationWanted) else self.conversation
        )

    @property
    def is_kept(self) -> bool:
        """Whether the answer is kept for later."""
        return self.store is not False


def check_body(body: ResponseBody) -> None:
    """Check what the types can't say.

    Raises:
        Invalid: Something is asked for that can't be had here, or that contradicts itself.
    """
    if body.prompt is not None:
        raise Invalid("No prompts are kept here. Send their text as instructions and input.", param="prompt")
    if body.conversation is not None and body.previous_response_id is not None:
        raise Invalid("Send previous_response_id or conversation, not both.", param="conversation")
    for at, tool in enumerate(body.tools or []):
        _check_tool(tool, f"tools[{at}]")
    _check_choice(body.tool_choice)
    format_ = _format_of(body)
    if format_["type"] == "json_schema" and not (
        isinstance(format_.get("schema"), dict) and isinstance(format_.get("name"), str)
    ):
        raise Invalid("text.format of the type json_schema needs a name and a schema.", param="text.format")
    if body.model == PERSONAL_MODEL and (body.tools or format_["type"] != "text"):
        raise Invalid(
            f"{PERSONAL_MODEL!r} has the tools of its owner and answers in words. Ask a plain model for this.",
            param="tools" if body.tools else "text.format",
        )


def make_resource(body: ResponseBody) -> JsonObject:
    """Give the object of an answer that is yet to come."""
    reasoning, text = body.reasoning or Reasoning(), body.text or TextWanted()
    resource: JsonObject = {
        "id": f"resp_{secrets.token_hex(24)}",
        "object": "response",
        "created_at": int(time.time()),
        "completed_at": None,
        "status": "in_progress",
        "background": body.background is True,
        "error": None,
        "incomplete_details": None,
        "instructions": body.instructions,
        "model": body.model,
        "output": [],
        "previous_response_id": body.previous_response_id,
        "tools": [_tool_out(tool) for tool in body.tools or []],
        "tool_choice": body.tool_choice or "auto",
        "parallel_tool_calls": body.parallel_tool_calls is not False,
        "max_tool_calls": body.max_tool_calls,
        "text": {"format": _format_of(body), "verbosity": text.verbosity or "medium"},
        "reasoning": {
            "effort": reasoning.effort,
            "summary": reasoning.summary,
            "generate_summary": reasoning.generate_summary,
            "context": "current_turn",  # what was thought in earlier turns isn't shown to the model again
            "mode": "standard",
        },
        "max_output_tokens": body.max_output_tokens,
        "temperature": 1.0 if body.temperature is None else body.temperature,
        "top_p": 1.0 if body.top_p is None else body.top_p,
        "presence_penalty": body.presence_penalty or 0.0,
        "frequency_penalty": body.frequency_penalty or 0.0,
        "top_logprobs": body.top_logprobs or 0,
        "truncation": body.truncation or "disabled",
        "usage": None,
        "metadata": cast("JsonObject", body.metadata or {}),
        "store": body.is_kept,
        "service_tier": "default",
        "user": body.user,
        "safety_identifier": body.safety_identifier,
        "prompt_cache_key": body.prompt_cache_key,
    }
    belongs_to: JsonValue = {"id": body.conversation_id} if body.conversation_id else None
    return {**resource, "conversation": belongs_to, **dict.fromkeys(NOT_HERE)}


def make_chat(body: ResponseBody, messages: Sequence[JsonObject]) -> JsonObject:
    """Give the chat completion that answers a request; only what was asked for is said."""
    chat: JsonObject = {
        "model": body.model,
        "messages": list(messages),
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    wanted: JsonObject = {
        "max_tokens": body.max_output_tokens,
        "temperature": body.temperature,
        "top_p": body.top_p,
        "presence_penalty": body.presence_penalty,
        "frequency_penalty": body.frequency_penalty,
        "reasoning_effort": body.reasoning.effort if body.reasoning else None,
        "verbosity": body.text.verbosity if body.text else None,
        "response_format": _as_response_format(_format_of(body)),
        "user": body.user,
    }
    if body.top_logprobs or "message.output_text.logprobs" in (body.include or []):
        wanted |= {"logprobs": True, "top_logprobs": body.top_logprobs}
    if body.tools:
        wanted |= _tools_for_chat(body, body.tools)
    return chat | {name: value for name, value in wanted.items() if value is not None}


def _tools_for_chat(body: ResponseBody, tools: Sequence[JsonObject]) -> JsonObject:
    choice = body.tool_choice
    if isinstance(choice, dict) and choice["type"] == "allowed_tools":
        named = {str(tool.get("name")) for tool in cast("list[JsonObject]", choice["tools"])}
        tools, choice = [tool for tool in tools if tool["name"] in named], choice.get("mode") or "auto"
        if not tools:
            raise Invalid("tool_choice allows none of the tools.", param="tool_choice")
    elif isinstance(choice, dict):
        named_one: JsonObject = {"type": "function", "function": {"name": choice["name"]}}
        choice = named_one
    return {
        "tools": [_tool_for_chat(tool) for tool in tools],
        "tool_choice": choice,
        "parallel_tool_calls": body.parallel_tool_calls,
    }


def _tool_for_chat(tool: JsonObject) -> JsonValue:
    names = ("name", "description", "parameters", "strict")
    return {
        "type": "function",
        "function": {name: tool[name] for name in names if tool.get(name) is not None},
    }


def _tool_out(tool: JsonObject) -> JsonValue:
    names = ("name", "description", "parameters", "strict", "output_schema")
    runs: JsonObject = {"async": False, "defer_loading": False, "allowed_callers": None}
    return {"type": "function", **{name: tool.get(name) for name in names}, **runs}


def _check_tool(tool: JsonObject, param: str) -> None:
    if tool.get("type") != "function":
        raise Invalid(
            f"{param}.type: {str(tool.get('type'))[:100]!r} isn't a kind of tool that runs here. Send functions and "
            "run them yourself.",
            param=f"{param}.type",
            code="unsupported_value",
        )
    name = tool.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Invalid(f"{param}.name has to be 1 to 64 letters, digits, '_' or '-'.", param=f"{param}.name")
    if not isinstance(tool.get("parameters"), dict | None):
        raise Invalid(f"{param}.parameters has to be a JSON schema.", param=f"{param}.parameters")


def _check_choice(choice: JsonValue) -> None:
    if choice is None or choice in _CHOICES:
        return
    kind = choice.get("type") if isinstance(choice, dict) else None
    named = cast("JsonObject", choice) if kind else {}
    if kind == "function" and isinstance(named.get("name"), str):
        return
    tools = named.get("tools")
    if kind == "allowed_tools" and isinstance(tools, list) and all(isinstance(each, dict) for each in tools):
        return
    raise Invalid(
        f"tool_choice has to be one of {', '.join(_CHOICES)}, a function by name, or allowed_tools.",
        param="tool_choice",
    )


def _format_of(body: ResponseBody) -> JsonObject:
    wanted = body.text.format if body.text else None
    if wanted is None:
        return {"type": "text"}
    kind = wanted.get("type")
    if kind not in _FORMATS:
        raise Invalid(f"text.format.type has to be one of {', '.join(_FORMATS)}.", param="text.format.type")
    if kind != "json_schema":
        return {"type": kind}
    return {
        "type": kind,
        "name": wanted.get("name"),
        "description": wanted.get("description"),
        "schema": wanted.get("schema"),
        "strict": wanted.get("strict") is True,
    }


def _as_response_format(format_: JsonObject) -> JsonValue:
    if format_["type"] == "text":
        return None
    if format_["type"] == "json_object":
        return {"type": "json_object"}
    said: JsonObject = {
        name: value for name, value in format_.items() if name != "type" and value is not None
    }
    return {"type": "json_schema", "json_schema": said}
