"""What the bodies of chats look like, for the OpenAPI documents: what is passed on is read as free JSON.

Source: OpenAI API reference, "Chat completions", version 2.3.0 of the specification; the types of `llama-api-client`
0.6.0; Anthropic API reference, "Messages", version 2023-06-01.
"""

from beknown.gateway.schema_words import (
    COUNT,
    FACTS,
    FLAG,
    FREE,
    HINT,
    NOTHING,
    TEXT,
    WHOLE,
    between,
    either,
    list_of,
    maybe,
    obj,
    one_of,
)
from beknown.gateway.types import JsonObject

_FUNCTION = obj(("name",), name=TEXT, description=TEXT, parameters=FREE, strict=FLAG)
_TOOLS = list_of(obj(("type", "function"), type=one_of("function"), function=_FUNCTION))
_NAMED = obj(("type", "function"), type=one_of("function"), function=obj(("name",), name=TEXT))
_CHOICE = either(one_of("none", "auto", "required"), _NAMED)
_CALLED = obj(("name", "arguments"), name=TEXT, arguments=TEXT)
_CALLS = list_of(obj(("id", "function"), id=TEXT, type=one_of("function"), function=_CALLED))
_HINTED = {"prompt_cache_breakpoint": HINT}
_WORDS = obj(("type", "text"), type=one_of("text"), text=TEXT, **_HINTED)
_SEEN = obj(("url",), url=TEXT, detail=TEXT)
_PICTURE = obj(("type", "image_url"), type=one_of("image_url"), image_url=_SEEN, **_HINTED)
_HEARD = obj(("data", "format"), data=TEXT, format=one_of("wav", "mp3"))
_SOUND = obj(("type", "input_audio"), type=one_of("input_audio"), input_audio=_HEARD, **_HINTED)
_FILE = obj(
    ("type", "file"),
    type=one_of("file"),
    file=obj((), file_id=TEXT, file_data=TEXT, filename=TEXT),
    **_HINTED,
)
_REFUSED = obj(("type", "refusal"), type=one_of("refusal"), refusal=TEXT)
_PARTS = list_of(either(_WORDS, _PICTURE))
_ALL_PARTS = list_of(either(_WORDS, _PICTURE, _SOUND, _FILE, _REFUSED))
_MESSAGE = obj(
    ("role",),
    role=one_of("system", "developer", "user", "assistant", "tool"),
    content=either(TEXT, _ALL_PARTS, NOTHING),
    name=TEXT,
    refusal=maybe(TEXT),
    audio=maybe(obj(("id",), id=TEXT)),
    function_call=maybe(_CALLED),
    tool_calls=_CALLS,
    tool_call_id=TEXT,
)
_HELD = obj(("name", "schema"), name=TEXT, description=TEXT, schema=FREE, strict=FLAG)
_FORMAT = either(
    obj(("type",), type=one_of("text", "json_object")),
    obj(("type", "json_schema"), type=one_of("json_schema"), json_schema=_HELD),
)

_STREAM_OPTIONS = obj((), include_usage=FLAG, include_obfuscation=FLAG)
_BIAS: JsonObject = {"type": "object", "additionalProperties": WHOLE}
_OLD_FUNCTION = obj(("name",), name=TEXT, description=TEXT, parameters=FREE)
_WHERE = obj((), city=TEXT, country=TEXT, region=TEXT, timezone=TEXT)
_NEAR = obj(("type", "approximate"), type=one_of("approximate"), approximate=_WHERE)
_WEB = obj((), search_context_size=one_of("low", "medium", "high"), user_location=maybe(_NEAR))

OPENAI_CHAT = obj(
    ("model", "messages"),
    model=TEXT,
    messages={**list_of(_MESSAGE), "minItems": 1},
    max_completion_tokens=COUNT,
    max_tokens=COUNT,
    temperature=between(0, 2),
    top_p=between(0, 1),
    n={**COUNT, "maximum": 8},
    stop=either(TEXT, list_of(TEXT)),
    seed={"type": "integer"},
    logprobs=FLAG,
    top_logprobs={"type": "integer", "minimum": 0, "maximum": 20},
    presence_penalty=between(-2, 2),
    frequency_penalty=between(-2, 2),
    tools=_TOOLS,
    tool_choice=_CHOICE,
    parallel_tool_calls=FLAG,
    response_format=_FORMAT,
    stream=FLAG,
    stream_options=_STREAM_OPTIONS,
    user=TEXT,
    audio=obj(("format", "voice"), format=TEXT, voice=either(TEXT, FREE)),
    function_call=either(one_of("none", "auto"), obj(("name",), name=TEXT)),
    functions=list_of(_OLD_FUNCTION),
    logit_bias=_BIAS,
    metadata=FACTS,
    modalities=list_of(one_of("text", "audio")),
    prediction=obj(("type", "content"), type=one_of("content"), content=either(TEXT, list_of(_WORDS))),
    prompt_cache_key=TEXT,
    prompt_cache_options=HINT,
    prompt_cache_retention=one_of("in_memory", "24h"),
    reasoning_effort=one_of("none", "minimal", "low", "medium", "high", "xhigh", "max"),
    safety_identifier=TEXT,
    service_tier=TEXT,
    store=FLAG,
    verbosity=one_of("low", "medium", "high"),
    web_search_options=_WEB,
)
"""A request for a chat completion, as OpenAI's clients write it. From `audio` on, and what isn't named, a plain model's
server gets it as it is, and does with it what it can."""

_LLAMA_TEXT = obj(("type", "text"), type=one_of("text"), text=TEXT)
_LLAMA_MESSAGE = obj(
    ("role",),
    role=one_of("system", "user", "assistant", "tool"),
    content=either(TEXT, _LLAMA_TEXT, _PARTS),
    stop_reason=one_of("stop", "tool_calls", "length"),
    tool_calls=_CALLS,
    tool_call_id=TEXT,
)

LLAMA_CHAT = obj(
    ("model", "messages"),
    model=TEXT,
    messages={**list_of(_LLAMA_MESSAGE), "minItems": 1},
    max_completion_tokens=COUNT,
    repetition_penalty=between(1, 2),
    temperature=between(0, 1),
    top_k={"type": "integer", "minimum": 0},
    top_p=between(0, 1),
    tools=_TOOLS,
    tool_choice=_CHOICE,
    response_format=_FORMAT,
    stream=FLAG,
    user=TEXT,
)
"""A request of Llama's API for a chat completion."""

_SOURCE = obj(("type",), type=one_of("base64", "url", "text"), media_type=TEXT, data=TEXT, url=TEXT)
_TEXT_BLOCK = obj(("type", "text"), type=one_of("text"), text=TEXT)
_RESULT = either(TEXT, list_of(_TEXT_BLOCK))
_BLOCK = either(
    _TEXT_BLOCK,
    obj(("type", "source"), type=one_of("image", "document"), source=_SOURCE),
    obj(("type", "id", "name", "input"), type=one_of("tool_use"), id=TEXT, name=TEXT, input=FREE),
    obj(
        ("type", "tool_use_id"),
        type=one_of("tool_result"),
        tool_use_id=TEXT,
        content=_RESULT,
        is_error=FLAG,
    ),
)
_TURN = obj(("role", "content"), role=one_of("user", "assistant"), content=either(TEXT, list_of(_BLOCK)))
_ANTHROPIC_TOOL = obj(("name", "input_schema"), name=TEXT, description=TEXT, input_schema=FREE)
_ANTHROPIC_CHOICE = obj(
    ("type",), type=one_of("auto", "any", "tool", "none"), name=TEXT, disable_parallel_tool_use=FLAG
)

ANTHROPIC_COUNT = obj(
    ("model", "messages"),
    model=TEXT,
    messages={**list_of(_TURN), "minItems": 1},
    system=either(TEXT, list_of(_TEXT_BLOCK)),
    tools=list_of(_ANTHROPIC_TOOL),
    tool_choice=_ANTHROPIC_CHOICE,
)
"""A request of Anthropic's API to count the tokens of messages."""

_COUNTED = ANTHROPIC_COUNT["properties"]
ANTHROPIC_MESSAGE: JsonObject = {
    "type": "object",
    "required": ["model", "max_tokens", "messages"],
    "properties": {
        **(_COUNTED if isinstance(_COUNTED, dict) else {}),
        "max_tokens": COUNT,
        "temperature": between(0, 1),
        "top_p": between(0, 1),
        "top_k": {"type": "integer", "minimum": 0},
        "stop_sequences": list_of(TEXT),
        "stream": FLAG,
        "metadata": obj((), user_id=TEXT),
        "output_config": obj((), format=obj(("type",), type=one_of("json_schema"), schema=FREE)),
    },
}
"""A request of Anthropic's API for a message."""

OPENAI_COMPLETION = obj(
    ("model", "prompt"),
    model=TEXT,
    prompt=either(TEXT, list_of(TEXT)),
    max_tokens=COUNT,
    temperature=between(0, 2),
    top_p=between(0, 1),
    n={**COUNT, "maximum": 8},
    stop=either(TEXT, list_of(TEXT)),
    seed={"type": "integer"},
    logprobs={"type": "integer", "minimum": 0, "maximum": 5},
    echo=FLAG,
    suffix=TEXT,
    stream=FLAG,
    stream_options=_STREAM_OPTIONS,
    best_of=COUNT,
    presence_penalty=between(-2, 2),
    frequency_penalty=between(-2, 2),
    logit_bias=_BIAS,
    user=TEXT,
)
"""A request to go on with a text. What isn't named, the model's server gets as it is too."""

OPENAI_MODERATION = obj(("input",), input=either(TEXT, list_of(either(TEXT, _WORDS))), model=TEXT)
"""A request to judge texts."""
