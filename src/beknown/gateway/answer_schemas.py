"""What the answers of OpenAI's API look like here, for its OpenAPI document.

A model's own answers are passed on as they come, so what a server of models may say is in them too: sound, the older
`function_call`. What an answer has only where something was asked for stands there as what may be left out.

Source: OpenAI API reference, version 2.3.0 of the specification.
"""

from collections.abc import Mapping
from typing import cast

from beknown.gateway.moderation_rules import CATEGORIES
from beknown.gateway.response_schemas import (
    COMPACTION,
    CONVERSATION_ITEM,
    EVENT,
    INPUT_TOKENS,
    ITEM,
    RESPONSE,
)
from beknown.gateway.schema_words import (
    FACTS,
    FLAG,
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
from beknown.gateway.types import JsonObject


def _page(of: JsonObject) -> JsonObject:
    ends = {"first_id": maybe(TEXT), "last_id": maybe(TEXT)}
    return whole(object=one_of("list"), data=list_of(of), has_more=FLAG, **ends)


def _deleted(kind: str) -> JsonObject:
    return whole(id=TEXT, object=one_of(kind), deleted=FLAG)


_READ = obj(
    (),
    cached_tokens=WHOLE,
    cache_write_tokens=WHOLE,
    audio_tokens=WHOLE,
    image_tokens=WHOLE,
    text_tokens=WHOLE,
)
_WRITTEN = obj(
    (),
    reasoning_tokens=WHOLE,
    audio_tokens=WHOLE,
    text_tokens=WHOLE,
    accepted_prediction_tokens=WHOLE,
    rejected_prediction_tokens=WHOLE,
)
_USAGE = with_more(
    whole(prompt_tokens=WHOLE, completion_tokens=WHOLE, total_tokens=WHOLE),
    prompt_tokens_details=_READ,
    completion_tokens_details=_WRITTEN,
)
_TOKEN = whole(token=TEXT, logprob=NUMBER, bytes=maybe(list_of(WHOLE)))
_TOKENS = maybe(list_of(with_more(_TOKEN, top_logprobs=list_of(_TOKEN))))
_LOGPROBS = maybe(obj((), content=_TOKENS, refusal=_TOKENS))
_CALLED = whole(name=TEXT, arguments=TEXT)
_PLACE = whole(url=TEXT, title=TEXT, start_index=WHOLE, end_index=WHOLE)
_CITED = list_of(whole(type=one_of("url_citation"), url_citation=_PLACE))
_CALL = either(
    whole(id=TEXT, type=one_of("function"), function=_CALLED),
    whole(id=TEXT, type=one_of("custom"), custom=whole(name=TEXT, input=TEXT)),
)
_SOUND = whole(id=TEXT, data=TEXT, expires_at=WHOLE, transcript=TEXT)
_MESSAGE = obj(
    ("role",),
    role=one_of("assistant"),
    content=maybe(TEXT),
    refusal=maybe(TEXT),
    annotations=_CITED,
    tool_calls=list_of(_CALL),
    function_call=_CALLED,
    audio=maybe(_SOUND),
)
_FINISH = one_of("stop", "length", "tool_calls", "content_filter", "function_call")
_TIER = maybe(one_of("auto", "default", "flex", "scale", "priority"))
_CHOICE = obj(("index", "message"), index=WHOLE, message=_MESSAGE, finish_reason=_FINISH, logprobs=_LOGPROBS)
_HEAD = {"id": TEXT, "created": WHOLE, "model": TEXT}
_CHAT = with_more(
    whole(**_HEAD, object=one_of("chat.completion"), choices=list_of(_CHOICE)),
    usage=_USAGE,
    system_fingerprint=maybe(TEXT),
    service_tier=_TIER,
    metadata=maybe(FACTS),
)
_CALL_PIECE = obj(
    ("index",),
    index=WHOLE,
    id=TEXT,
    type=one_of("function"),
    function=obj((), name=TEXT, arguments=TEXT),
)
_DELTA = obj(
    (),
    role=one_of("assistant", "system", "developer", "user", "tool"),
    content=maybe(TEXT),
    refusal=maybe(TEXT),
    annotations=_CITED,
    tool_calls=list_of(_CALL_PIECE),
)
_PIECE = obj(("index", "delta"), index=WHOLE, delta=_DELTA, finish_reason=maybe(_FINISH), logprobs=_LOGPROBS)
_CHAT_CHUNK = with_more(
    whole(**_HEAD, object=one_of("chat.completion.chunk"), choices=list_of(_PIECE)),
    usage=maybe(_USAGE),
    system_fingerprint=maybe(TEXT),
    service_tier=_TIER,
)
_LIKELY = list_of({"type": "object", "additionalProperties": NUMBER})
_TEXT_LOGPROBS = obj(
    (),
    tokens=list_of(TEXT),
    token_logprobs=list_of(maybe(NUMBER)),
    top_logprobs=maybe(_LIKELY),
    text_offset=list_of(WHOLE),
    content=_TOKENS,
)
_GONE_ON = obj(
    ("index", "text"),
    index=WHOLE,
    text=TEXT,
    finish_reason=maybe(one_of("stop", "length", "content_filter")),
    logprobs=maybe(_TEXT_LOGPROBS),
)
_COMPLETION = with_more(
    whole(**_HEAD, object=one_of("text_completion"), choices=list_of(_GONE_ON)),
    usage=_USAGE,
    system_fingerprint=maybe(TEXT),
)
_VECTOR = whole(object=one_of("embedding"), index=WHOLE, embedding=either(list_of(NUMBER), TEXT))
_EMBEDDED = whole(
    object=one_of("list"),
    model=TEXT,
    data=list_of(_VECTOR),
    usage=whole(prompt_tokens=WHOLE, total_tokens=WHOLE),
)
_MODEL = whole(id=TEXT, created=WHOLE, object=one_of("model"), owned_by=TEXT, shutdown_date=maybe(TEXT))
_JUDGED = whole(
    flagged=FLAG,
    categories=whole(**dict.fromkeys(CATEGORIES, FLAG)),
    category_scores=whole(**dict.fromkeys(CATEGORIES, NUMBER)),
    category_applied_input_types=whole(**dict.fromkeys(CATEGORIES, list_of(one_of("text")))),
)
_FILE = whole(
    id=TEXT,
    object=one_of("file"),
    bytes=WHOLE,
    created_at=WHOLE,
    expires_at=maybe(WHOLE),
    filename=TEXT,
    purpose=one_of("assistants", "batch", "batch_output", "fine-tune", "vision", "user_data", "evals"),
    status=one_of("processed"),
    status_details=maybe(TEXT),
)
_UPLOAD = with_more(
    whole(
        id=TEXT,
        object=one_of("upload"),
        bytes=WHOLE,
        created_at=WHOLE,
        expires_at=WHOLE,
        filename=TEXT,
        purpose=TEXT,
        status=one_of("pending", "completed", "cancelled", "expired"),
    ),
    file=maybe(_FILE),
)
_PART = whole(id=TEXT, object=one_of("upload.part"), created_at=WHOLE, upload_id=TEXT)
_COUNTS = whole(in_progress=WHOLE, completed=WHOLE, failed=WHOLE, cancelled=WHOLE, total=WHOLE)
_PLAIN: JsonObject = {"type": "object", "additionalProperties": either(TEXT, NUMBER, FLAG)}
_STORE = whole(
    id=TEXT,
    object=one_of("vector_store"),
    created_at=WHOLE,
    last_active_at=WHOLE,
    name=TEXT,
    description=TEXT,
    metadata=_PLAIN,
    usage_bytes=WHOLE,
    status=one_of("in_progress", "completed", "expired"),
    file_counts=_COUNTS,
    expires_after=maybe(whole(anchor=one_of("last_active_at"), days=WHOLE)),
    expires_at=maybe(WHOLE),
)
_CHUNKING = whole(
    type=one_of("static"),
    static=whole(max_chunk_size_tokens=WHOLE, chunk_overlap_tokens=WHOLE),
)
_STORE_FILE = whole(
    id=TEXT,
    object=one_of("vector_store.file"),
    created_at=WHOLE,
    vector_store_id=TEXT,
    usage_bytes=WHOLE,
    status=one_of("in_progress", "completed", "failed", "cancelled"),
    last_error=maybe(whole(code=one_of("unsupported_file"), message=TEXT)),
    attributes=_PLAIN,
    chunking_strategy=_CHUNKING,
)
_STORE_BATCH = whole(
    id=TEXT,
    object=one_of("vector_store.files_batch"),
    created_at=WHOLE,
    vector_store_id=TEXT,
    status=one_of("in_progress", "completed", "cancelled", "failed"),
    file_counts=_COUNTS,
)
_FOUND = whole(
    file_id=TEXT,
    filename=TEXT,
    score=NUMBER,
    attributes=_PLAIN,
    content=list_of(whole(type=one_of("text"), text=TEXT)),
)
_SEARCHED = whole(
    object=one_of("vector_store.search_results.page"),
    search_query=list_of(TEXT),
    data=list_of(_FOUND),
    has_more=FLAG,
    next_page=NOTHING,
)
_BATCH_TIMES = dict.fromkeys(
    (
        "in_progress_at",
        "expires_at",
        "finalizing_at",
        "completed_at",
        "failed_at",
        "expired_at",
        "cancelling_at",
        "cancelled_at",
    ),
    maybe(WHOLE),
)
_TROUBLE = whole(code=maybe(TEXT), line=maybe(WHOLE), message=maybe(TEXT), param=maybe(TEXT))
_BATCH = whole(
    id=TEXT,
    object=one_of("batch"),
    endpoint=TEXT,
    errors=maybe(whole(object=TEXT, data=list_of(_TROUBLE))),
    input_file_id=TEXT,
    completion_window=TEXT,
    status=one_of("validating", "in_progress", "cancelling", "completed", "cancelled", "failed"),
    output_file_id=maybe(TEXT),
    error_file_id=maybe(TEXT),
    created_at=WHOLE,
    **_BATCH_TIMES,
    request_counts=whole(total=WHOLE, completed=WHOLE, failed=WHOLE),
    model=maybe(TEXT),
    usage=whole(
        input_tokens=WHOLE,
        input_tokens_details=whole(cached_tokens=WHOLE),
        output_tokens=WHOLE,
        output_tokens_details=whole(reasoning_tokens=WHOLE),
        total_tokens=WHOLE,
    ),
    metadata=_PLAIN,
)
_CONVERSATION = whole(id=TEXT, object=one_of("conversation"), created_at=WHOLE, metadata=FACTS)

_STORE_PATH, _TALK_PATH = "/vector_stores/{store_id}", "/conversations/{conversation_id}"
ANSWERS: Mapping[str, tuple[str, JsonObject]] = {
    "post /chat/completions": ("ChatCompletion", _CHAT),
    "post /completions": ("Completion", _COMPLETION),
    "post /embeddings": ("Embeddings", _EMBEDDED),
    "get /models": ("ModelList", whole(object=one_of("list"), data=list_of(_MODEL))),
    "get /models/{model}": ("Model", _MODEL),
    "post /moderations": ("Moderation", whole(id=TEXT, model=TEXT, results=list_of(_JUDGED))),
    "post /files": ("File", _FILE),
    "get /files": ("FileList", _page(_FILE)),
    "get /files/{file_id}": ("File", _FILE),
    "delete /files/{file_id}": ("FileDeleted", _deleted("file")),
    "post /uploads": ("Upload", _UPLOAD),
    "post /uploads/{upload_id}/parts": ("UploadPart", _PART),
    "post /uploads/{upload_id}/complete": ("Upload", _UPLOAD),
    "post /uploads/{upload_id}/cancel": ("Upload", _UPLOAD),
    "post /vector_stores": ("VectorStore", _STORE),
    "get /vector_stores": ("VectorStoreList", _page(_STORE)),
    f"get {_STORE_PATH}": ("VectorStore", _STORE),
    f"post {_STORE_PATH}": ("VectorStore", _STORE),
    f"delete {_STORE_PATH}": ("VectorStoreDeleted", _deleted("vector_store.deleted")),
    f"post {_STORE_PATH}/search": ("VectorStoreSearch", _SEARCHED),
    f"post {_STORE_PATH}/files": ("VectorStoreFile", _STORE_FILE),
    f"get {_STORE_PATH}/files": ("VectorStoreFileList", _page(_STORE_FILE)),
    f"get {_STORE_PATH}/files/{{file_id}}": ("VectorStoreFile", _STORE_FILE),
    f"delete {_STORE_PATH}/files/{{file_id}}": (
        "VectorStoreFileDeleted",
        _deleted("vector_store.file.deleted"),
    ),
    f"post {_STORE_PATH}/files/{{file_id}}": ("VectorStoreFile", _STORE_FILE),
    f"post {_STORE_PATH}/file_batches": ("VectorStoreFileBatch", _STORE_BATCH),
    f"get {_STORE_PATH}/file_batches/{{batch_id}}": ("VectorStoreFileBatch", _STORE_BATCH),
    f"post {_STORE_PATH}/file_batches/{{batch_id}}/cancel": ("VectorStoreFileBatch", _STORE_BATCH),
    f"get {_STORE_PATH}/file_batches/{{batch_id}}/files": ("VectorStoreFileList", _page(_STORE_FILE)),
    "post /responses": ("Response", RESPONSE),
    "post /responses/input_tokens": ("InputTokens", INPUT_TOKENS),
    "post /responses/compact": ("Compaction", COMPACTION),
    "get /responses/{response_id}": ("Response", RESPONSE),
    "delete /responses/{response_id}": ("ResponseDeleted", _deleted("response")),
    "post /responses/{response_id}/cancel": ("Response", RESPONSE),
    "get /responses/{response_id}/input_items": ("ItemList", _page(ITEM)),
    "post /conversations": ("Conversation", _CONVERSATION),
    f"get {_TALK_PATH}": ("Conversation", _CONVERSATION),
    f"post {_TALK_PATH}": ("Conversation", _CONVERSATION),
    f"delete {_TALK_PATH}": ("ConversationDeleted", _deleted("conversation.deleted")),
    f"post {_TALK_PATH}/items": ("ConversationItemList", _page(CONVERSATION_ITEM)),
    f"get {_TALK_PATH}/items": ("ConversationItemList", _page(CONVERSATION_ITEM)),
    f"get {_TALK_PATH}/items/{{item_id}}": ("ConversationItem", CONVERSATION_ITEM),
    f"delete {_TALK_PATH}/items/{{item_id}}": ("Conversation", _CONVERSATION),
    "post /batches": ("Batch", _BATCH),
    "get /batches": ("BatchList", _page(_BATCH)),
    "get /batches/{batch_id}": ("Batch", _BATCH),
    "post /batches/{batch_id}/cancel": ("Batch", _BATCH),
}
"""By operation: the name of its answer, and what it looks like."""

_STREAMED: Mapping[str, JsonObject] = {
    "post /chat/completions": _CHAT_CHUNK,
    "post /completions": _COMPLETION,
    "post /responses": EVENT,
}
"""What the events of a stream look like, where one can be asked for."""


def describe_answers(document: JsonObject) -> None:
    """Write what each operation answers into an OpenAPI document of this API."""
    paths = cast("dict[str, JsonObject]", document["paths"])
    known = cast("JsonObject", document.setdefault("components", {})).setdefault("schemas", {})
    for operation, (name, schema) in ANSWERS.items():
        method, path = operation.split(" ", 1)
        cast("JsonObject", known)[name] = schema
        told = cast("dict[str, JsonObject]", cast("JsonObject", paths[path][method])["responses"])["200"]
        content: JsonObject = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        if operation in _STREAMED:
            content["text/event-stream"] = {"schema": _STREAMED[operation]}
        told["content"] = content
