"""What the bodies of chats look like, for the OpenAPI documents: what is passed on is read as free JSON.

Source: OpenAI API reference, "Chat completions", version 2.3.0 of the specification; the types of `llama-api-client`
0.6.0; Anthropic API reference, "Messages", version 2023-06-01.
"""

from pydantic import JsonValue

from beknown.gateway.types import JsonObject

_TEXT: JsonObject = {"type": "string"}
_COUNT: JsonObject = {"type": "integer", "minimum": 1}
_FLAG: JsonObject = {"type": "boolean"}
_FREE: JsonObject = {"type": "object"}


def _object(required: tuple[str, ...], **properties: JsonObject) -> JsonObject:
    names: list[JsonValue] = [*required]
    return {"type": "object", "properties": dict[str, JsonValue](properties), "required": names}


def _list(of: JsonObject) -> JsonObject:
    return {"type": "array", "items": of}


def _one_of(*values: str) -> JsonObject:
    return {"type": "string", "enum": [*values]}


def _either(*schemas: JsonObject) -> JsonObject:
    return {"anyOf": [*schemas]}


def _number(least: float, most: float) -> JsonObject:
    return {"type": "number", "minimum": least, "maximum": most}


_FUNCTION = _object(("name",), name=_TEXT, description=_TEXT, parameters=_FREE, strict=_FLAG)
_TOOLS = _list(_object(("type", "function"), type=_one_of("function"), function=_FUNCTION))
_NAMED = _object(("type", "function"), type=_one_of("function"), function=_object(("name",), name=_TEXT))
_CHOICE = _either(_one_of("none", "auto", "required"), _NAMED)
_CALLED = _object(("name", "arguments"), name=_TEXT, arguments=_TEXT)
_CALLS = _list(_object(("id", "function"), id=_TEXT, type=_one_of("function"), function=_CALLED))
_PICTURE = _object(("type", "image_url"), type=_one_of("image_url"), image_url=_object(("url",), url=_TEXT))
_PARTS = _list(_either(_object(("type", "text"), type=_one_of("text"), text=_TEXT), _PICTURE))
_CONTENT = _either(_TEXT, _PARTS, {"type": "null"})
_MESSAGE = _object(
    ("role",),
    role=_one_of("system", "developer", "user", "assistant", "tool"),
    content=_CONTENT,
    tool_calls=_CALLS,
    tool_call_id=_TEXT,
)
_HELD = _object(("name", "schema"), name=_TEXT, schema=_FREE, strict=_FLAG)
_FORMAT = _either(
    _object(("type",), type=_one_of("text", "json_object")),
    _object(("type", "json_schema"), type=_one_of("json_schema"), json_schema=_HELD),
)

OPENAI_CHAT = _object(
    ("model", "messages"),
    model=_TEXT,
    messages={**_list(_MESSAGE), "minItems": 1},
    max_completion_tokens=_COUNT,
    max_tokens=_COUNT,
    temperature=_number(0, 2),
    top_p=_number(0, 1),
    n={**_COUNT, "maximum": 8},
    stop=_either(_TEXT, _list(_TEXT)),
    seed={"type": "integer"},
    logprobs=_FLAG,
    top_logprobs={"type": "integer", "minimum": 0, "maximum": 20},
    presence_penalty=_number(-2, 2),
    frequency_penalty=_number(-2, 2),
    tools=_TOOLS,
    tool_choice=_CHOICE,
    parallel_tool_calls=_FLAG,
    response_format=_FORMAT,
    stream=_FLAG,
    stream_options=_object((), include_usage=_FLAG),
    user=_TEXT,
)
"""A request for a chat completion. What stands here is known; other fields are passed on to the backend."""

_LLAMA_TEXT = _object(("type", "text"), type=_one_of("text"), text=_TEXT)
_LLAMA_MESSAGE = _object(
    ("role",),
    role=_one_of("system", "user", "assistant", "tool"),
    content=_either(_TEXT, _LLAMA_TEXT, _PARTS),
    stop_reason=_one_of("stop", "tool_calls", "length"),
    tool_calls=_CALLS,
    tool_call_id=_TEXT,
)

LLAMA_CHAT = _object(
    ("model", "messages"),
    model=_TEXT,
    messages={**_list(_LLAMA_MESSAGE), "minItems": 1},
    max_completion_tokens=_COUNT,
    repetition_penalty=_number(1, 2),
    temperature=_number(0, 1),
    top_k={"type": "integer", "minimum": 0},
    top_p=_number(0, 1),
    tools=_TOOLS,
    tool_choice=_CHOICE,
    response_format=_FORMAT,
    stream=_FLAG,
    user=_TEXT,
)
"""A request of Llama's API for a chat completion."""

_SOURCE = _object(("type",), type=_one_of("base64", "url", "text"), media_type=_TEXT, data=_TEXT, url=_TEXT)
_TEXT_BLOCK = _object(("type", "text"), type=_one_of("text"), text=_TEXT)
_RESULT = _either(_TEXT, _list(_TEXT_BLOCK))
_BLOCK = _either(
    _TEXT_BLOCK,
    _object(("type", "source"), type=_one_of("image", "document"), source=_SOURCE),
    _object(("type", "id", "name", "input"), type=_one_of("tool_use"), id=_TEXT, name=_TEXT, input=_FREE),
    _object(
        ("type", "tool_use_id"),
        type=_one_of("tool_result"),
        tool_use_id=_TEXT,
        content=_RESULT,
        is_error=_FLAG,
    ),
)
_TURN = _object(("role", "content"), role=_one_of("user", "assistant"), content=_either(_TEXT, _list(_BLOCK)))
_ANTHROPIC_TOOL = _object(("name", "input_schema"), name=_TEXT, description=_TEXT, input_schema=_FREE)
_ANTHROPIC_CHOICE = _object(
    ("type",), type=_one_of("auto", "any", "tool", "none"), name=_TEXT, disable_parallel_tool_use=_FLAG
)

ANTHROPIC_COUNT = _object(
    ("model", "messages"),
    model=_TEXT,
    messages={**_list(_TURN), "minItems": 1},
    system=_either(_TEXT, _list(_TEXT_BLOCK)),
    tools=_list(_ANTHROPIC_TOOL),
    tool_choice=_ANTHROPIC_CHOICE,
)
"""A request of Anthropic's API to count the tokens of messages."""

_COUNTED = ANTHROPIC_COUNT["properties"]
ANTHROPIC_MESSAGE: JsonObject = {
    "type": "object",
    "required": ["model", "max_tokens", "messages"],
    "properties": {
        **(_COUNTED if isinstance(_COUNTED, dict) else {}),
        "max_tokens": _COUNT,
        "temperature": _number(0, 1),
        "top_p": _number(0, 1),
        "top_k": {"type": "integer", "minimum": 0},
        "stop_sequences": _list(_TEXT),
        "stream": _FLAG,
        "metadata": _object((), user_id=_TEXT),
        "output_config": _object((), format=_object(("type",), type=_one_of("json_schema"), schema=_FREE)),
    },
}
"""A request of Anthropic's API for a message."""

OPENAI_COMPLETION = _object(
    ("model", "prompt"),
    model=_TEXT,
    prompt=_either(_TEXT, _list(_TEXT)),
    max_tokens=_COUNT,
    temperature=_number(0, 2),
    top_p=_number(0, 1),
    n={**_COUNT, "maximum": 8},
    stop=_either(_TEXT, _list(_TEXT)),
    seed={"type": "integer"},
    logprobs={"type": "integer", "minimum": 0, "maximum": 5},
    echo=_FLAG,
    suffix=_TEXT,
    stream=_FLAG,
    stream_options=_object((), include_usage=_FLAG),
    user=_TEXT,
)
"""A request to go on with a text."""
