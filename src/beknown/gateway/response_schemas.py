"""What responses and their items look like, for the OpenAPI document of OpenAI's API.

Source: Open Responses specification, `ResponseResource`; OpenAI API reference, "Responses", version 2.3.0 of the
specification.
"""

from beknown.gateway.schema_words import (
    FACTS,
    FLAG,
    FREE,
    HINT,
    NOTHING,
    NUMBER,
    TEXT,
    WHOLE,
    either,
    list_of,
    maybe,
    obj,
    one_of,
    whole,
    with_more,
)

_STATUS = one_of("in_progress", "completed", "incomplete")
_PHASE = maybe(one_of("commentary", "final_answer"))
_TOKEN = whole(token=TEXT, bytes=list_of(WHOLE), logprob=NUMBER)
_TOKENS = list_of(with_more(_TOKEN, top_logprobs=list_of(_TOKEN)))
_CITED = whole(type=one_of("url_citation"), url=TEXT, title=TEXT, start_index=WHOLE, end_index=WHOLE)
_OUTPUT_TEXT = whole(type=one_of("output_text"), text=TEXT, annotations=list_of(_CITED), logprobs=_TOKENS)
_REFUSAL = whole(type=one_of("refusal"), refusal=TEXT)
_INPUT_TEXT = whole(type=one_of("input_text"), text=TEXT)
_INPUT_IMAGE = with_more(
    whole(type=one_of("input_image"), detail=one_of("auto", "low", "high", "original")),
    image_url=maybe(TEXT),
    file_id=maybe(TEXT),
)
_INPUT_FILE = with_more(
    whole(type=one_of("input_file")),
    filename=maybe(TEXT),
    file_data=maybe(TEXT),
    file_id=maybe(TEXT),
    file_url=maybe(TEXT),
    detail=maybe(one_of("auto", "low", "high")),
)
_INPUT = either(_INPUT_TEXT, _INPUT_IMAGE, _INPUT_FILE)
_ANSWERED = whole(
    type=one_of("message"),
    id=TEXT,
    status=_STATUS,
    role=one_of("assistant"),
    content=list_of(either(_OUTPUT_TEXT, _REFUSAL)),
    phase=_PHASE,
)
_ASKED = whole(
    type=one_of("message"),
    id=TEXT,
    status=_STATUS,
    role=one_of("user", "system", "developer"),
    content=list_of(_INPUT),
)
_CALLER = {"caller": NOTHING, "namespace": NOTHING}
_CALL = with_more(
    whole(
        type=one_of("function_call"),
        id=TEXT,
        call_id=TEXT,
        name=TEXT,
        arguments=TEXT,
        status=_STATUS,
    ),
    async_=FLAG,
    **_CALLER,
)
_RESULT = with_more(
    whole(type=one_of("function_call_output"), id=TEXT, call_id=TEXT, status=_STATUS),
    output=either(TEXT, list_of(_INPUT)),
)
_THOUGHT = with_more(
    whole(type=one_of("reasoning"), id=TEXT, summary=list_of(whole(type=one_of("summary_text"), text=TEXT))),
    content=list_of(whole(type=one_of("reasoning_text"), text=TEXT)),
    encrypted_content=maybe(TEXT),
    status=_STATUS,
)
_COMPACTED = with_more(
    whole(type=one_of("compaction"), id=TEXT, encrypted_content=TEXT), created_by=maybe(TEXT)
)

_HINTED = {"prompt_cache_breakpoint": HINT}
_PIECES = either(
    obj(("type", "text"), type=one_of("input_text", "text"), text=TEXT, **_HINTED),
    obj(
        ("type", "text"),
        type=one_of("output_text"),
        text=TEXT,
        annotations=list_of(FREE),
        logprobs=list_of(FREE),
    ),
    obj(("type", "refusal"), type=one_of("refusal"), refusal=TEXT),
    obj(("type",), type=one_of("input_image"), image_url=TEXT, file_id=TEXT, detail=TEXT, **_HINTED),
    obj(("type",), type=one_of("input_file"), file_data=TEXT, file_id=TEXT, filename=TEXT, **_HINTED),
)
_SAID = obj(
    ("role", "content"),
    type=one_of("message"),
    id=TEXT,
    status=_STATUS,
    role=one_of("user", "assistant", "system", "developer"),
    content=either(TEXT, list_of(_PIECES)),
    phase=_PHASE,
)
_SENT_CALL = obj(
    ("type", "call_id", "name", "arguments"),
    type=one_of("function_call"),
    id=TEXT,
    call_id=TEXT,
    name=TEXT,
    arguments=TEXT,
    status=_STATUS,
)
_SENT_RESULT = obj(
    ("type", "call_id", "output"),
    type=one_of("function_call_output"),
    id=TEXT,
    call_id=TEXT,
    output=either(TEXT, list_of(_PIECES)),
    status=_STATUS,
)
_SENT = either(
    _SAID,
    _SENT_CALL,
    _SENT_RESULT,
    obj(
        ("type", "summary"),
        type=one_of("reasoning"),
        id=TEXT,
        summary=list_of(whole(type=one_of("summary_text"), text=TEXT)),
        content=list_of(whole(type=one_of("reasoning_text"), text=TEXT)),
        encrypted_content=maybe(TEXT),
        status=_STATUS,
    ),
    obj(("type", "encrypted_content"), type=one_of("compaction"), id=TEXT, encrypted_content=TEXT),
    obj(("id",), type=one_of("item_reference"), id=TEXT),
)
SENT_ITEMS = maybe(list_of(_SENT))
"""What a program adds to a conversation."""

SENT_INPUT = either(TEXT, list_of(_SENT), NOTHING)
"""What a program asks."""

SENT_TOOL = obj(
    ("type", "name"),
    type=one_of("function"),
    name=TEXT,
    description=maybe(TEXT),
    parameters=maybe(FREE),
    strict=maybe(FLAG),
    output_schema=maybe(FREE),
)
"""A function that a program runs itself."""

SENT_CHOICE = either(
    one_of("none", "auto", "required"),
    whole(type=one_of("function"), name=TEXT),
    whole(type=one_of("allowed_tools"), mode=one_of("auto", "required"), tools=list_of(FREE)),
    NOTHING,
)
"""Which tools a model may or has to call."""

SENT_FORMAT = either(
    whole(type=one_of("text", "json_object")),
    obj(
        ("type", "name", "schema"),
        type=one_of("json_schema"),
        name=TEXT,
        description=TEXT,
        schema=FREE,
        strict=maybe(FLAG),
    ),
    NOTHING,
)
"""What a text should be like."""

ITEM = either(_ASKED, _ANSWERED, _CALL, _RESULT, _THOUGHT, _COMPACTED)
"""Something that was said, called or answered."""

CONVERSATION_ITEM = either(
    with_more(
        whole(
            type=one_of("message"),
            id=TEXT,
            status=_STATUS,
            role=one_of("user", "assistant", "system", "developer"),
            content=list_of(either(_INPUT_TEXT, _INPUT_IMAGE, _INPUT_FILE, _OUTPUT_TEXT, _REFUSAL)),
        ),
        phase=_PHASE,
    ),
    _CALL,
    _RESULT,
    _THOUGHT,
    _COMPACTED,
)
"""What a conversation holds."""

_USAGE = whole(
    input_tokens=WHOLE,
    input_tokens_details=whole(
        cached_tokens=WHOLE, cache_write_tokens=WHOLE, cache_write_tokens_details=NOTHING
    ),
    output_tokens=WHOLE,
    output_tokens_details=whole(reasoning_tokens=WHOLE),
    total_tokens=WHOLE,
)
_FORMAT = either(
    whole(type=one_of("text")),
    whole(type=one_of("json_object")),
    whole(type=one_of("json_schema"), name=TEXT, description=maybe(TEXT), schema=FREE, strict=FLAG),
)
_TOOL = whole(
    type=one_of("function"),
    name=TEXT,
    description=maybe(TEXT),
    parameters=maybe(FREE),
    strict=maybe(FLAG),
    async_=FLAG,
    defer_loading=FLAG,
    allowed_callers=NOTHING,
    output_schema=maybe(FREE),
)
_CHOICE = either(
    one_of("none", "auto", "required"),
    whole(type=one_of("function"), name=TEXT),
    obj(
        ("type", "tools"), type=one_of("allowed_tools"), mode=one_of("auto", "required"), tools=list_of(FREE)
    ),
)
_EFFORT = one_of("none", "minimal", "low", "medium", "high", "xhigh", "max")
_SUMMARY = maybe(one_of("auto", "concise", "detailed"))
NOT_HERE = (
    "access_programs",
    "image",
    "input_transformations",
    "moderation",
    "prompt",
    "prompt_cache_diagnostics",
    "prompt_cache_options",
    "prompt_cache_retention",
    "tool_usage",
)
"""Fields of an answer that tell of what nothing here does; they are null."""

_ERROR = whole(code=one_of("server_error"), message=TEXT, type=TEXT, param=NOTHING, misalignment=NOTHING)

RESPONSE = whole(
    id=TEXT,
    object=one_of("response"),
    created_at=WHOLE,
    completed_at=maybe(WHOLE),
    status=one_of("queued", "in_progress", "completed", "incomplete", "failed", "cancelled"),
    background=FLAG,
    error=maybe(_ERROR),
    incomplete_details=maybe(whole(reason=one_of("max_output_tokens", "content_filter"))),
    instructions=maybe(TEXT),
    model=TEXT,
    output=list_of(either(_ANSWERED, _CALL, _THOUGHT)),
    previous_response_id=maybe(TEXT),
    conversation=maybe(whole(id=TEXT)),
    tools=list_of(_TOOL),
    tool_choice=_CHOICE,
    parallel_tool_calls=FLAG,
    max_tool_calls=maybe(WHOLE),
    text=whole(format=_FORMAT, verbosity=one_of("low", "medium", "high")),
    reasoning=whole(
        effort=maybe(_EFFORT),
        summary=_SUMMARY,
        generate_summary=_SUMMARY,
        context=one_of("current_turn"),
        mode=one_of("standard"),
    ),
    max_output_tokens=maybe(WHOLE),
    temperature=NUMBER,
    top_p=NUMBER,
    presence_penalty=NUMBER,
    frequency_penalty=NUMBER,
    top_logprobs=WHOLE,
    truncation=one_of("auto", "disabled"),
    usage=maybe(_USAGE),
    metadata=FACTS,
    store=FLAG,
    service_tier=one_of("default"),
    user=maybe(TEXT),
    safety_identifier=maybe(TEXT),
    prompt_cache_key=maybe(TEXT),
    **dict.fromkeys(NOT_HERE, NOTHING),
)
"""An answer with all that belongs to it."""

COMPACTION = whole(
    id=TEXT,
    object=one_of("response.compaction"),
    created_at=WHOLE,
    output=list_of(_COMPACTED),
    usage=_USAGE,
    image=NOTHING,
)
"""What was said so far, in short."""

INPUT_TOKENS = whole(object=one_of("response.input_tokens"), input_tokens=WHOLE)
"""How many tokens a request would be."""

EVENT = with_more(
    whole(type=TEXT, sequence_number=WHOLE),
    response=RESPONSE,
    item=ITEM,
    item_id=TEXT,
    output_index=WHOLE,
    content_index=WHOLE,
    annotation_index=WHOLE,
    annotation=_CITED,
    part=either(_OUTPUT_TEXT, _REFUSAL),
    delta=TEXT,
    text=TEXT,
    name=TEXT,
    arguments=TEXT,
    logprobs=_TOKENS,
)
"""An event of a stream; what it holds depends on its type."""
