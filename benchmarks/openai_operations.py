"""OpenAI's operations that are served here, each with the types of their Python client for its request and answer."""

from dataclasses import dataclass
from typing import Any, Literal

from openai import pagination
from openai import types as t
from openai.types import chat, conversations, responses, uploads, vector_stores


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: where it stands, and what is asked and answered as JSON; `request` is None without a JSON body."""

    area: str
    method: Literal["get", "post", "delete"]
    path: str
    answer: Any
    request: Any = None


_FILE, _STORE, _IN_STORE = (
    "/files/{file_id}",
    "/vector_stores/{store_id}",
    "/vector_stores/{store_id}/files/{file_id}",
)
_TALK, _ITEMS = "/conversations/{conversation_id}", "/conversations/{conversation_id}/items"
_FILE_BATCHES = "/vector_stores/{store_id}/file_batches"

OPERATIONS = (
    Operation(
        "Chat",
        "post",
        "/chat/completions",
        chat.ChatCompletion,
        chat.completion_create_params.CompletionCreateParamsNonStreaming,
    ),
    Operation(
        "Completions",
        "post",
        "/completions",
        t.Completion,
        t.completion_create_params.CompletionCreateParamsNonStreaming,
    ),
    Operation(
        "Responses",
        "post",
        "/responses",
        responses.Response,
        responses.response_create_params.ResponseCreateParamsNonStreaming,
    ),
    Operation("Responses", "get", "/responses/{response_id}", responses.Response),
    Operation("Responses", "post", "/responses/{response_id}/cancel", responses.Response),
    Operation(
        "Responses",
        "get",
        "/responses/{response_id}/input_items",
        pagination.AsyncCursorPage[responses.ResponseItem],
    ),
    Operation(
        "Responses",
        "post",
        "/responses/input_tokens",
        responses.InputTokenCountResponse,
        responses.InputTokenCountParams,
    ),
    Operation(
        "Responses",
        "post",
        "/responses/compact",
        responses.CompactedResponse,
        responses.ResponseCompactParams,
    ),
    Operation(
        "Conversations",
        "post",
        "/conversations",
        conversations.Conversation,
        conversations.ConversationCreateParams,
    ),
    Operation("Conversations", "get", _TALK, conversations.Conversation),
    Operation(
        "Conversations", "post", _TALK, conversations.Conversation, conversations.ConversationUpdateParams
    ),
    Operation("Conversations", "delete", _TALK, conversations.ConversationDeletedResource),
    Operation(
        "Conversations", "post", _ITEMS, conversations.ConversationItemList, conversations.ItemCreateParams
    ),
    Operation("Conversations", "get", _ITEMS, conversations.ConversationItemList),
    Operation("Conversations", "get", f"{_ITEMS}/{{item_id}}", conversations.ConversationItem),
    Operation("Conversations", "delete", f"{_ITEMS}/{{item_id}}", conversations.Conversation),
    Operation("Embeddings", "post", "/embeddings", t.CreateEmbeddingResponse, t.EmbeddingCreateParams),
    Operation("Models", "get", "/models", pagination.AsyncPage[t.Model]),
    Operation("Models", "get", "/models/{model}", t.Model),
    Operation("Moderations", "post", "/moderations", t.ModerationCreateResponse, t.ModerationCreateParams),
    Operation("Files", "post", "/files", t.FileObject),
    Operation("Files", "get", "/files", pagination.AsyncCursorPage[t.FileObject]),
    Operation("Files", "get", _FILE, t.FileObject),
    Operation("Files", "delete", _FILE, t.FileDeleted),
    Operation("Uploads", "post", "/uploads", t.Upload, t.UploadCreateParams),
    Operation("Uploads", "post", "/uploads/{upload_id}/parts", uploads.UploadPart),
    Operation("Uploads", "post", "/uploads/{upload_id}/complete", t.Upload, t.UploadCompleteParams),
    Operation("Uploads", "post", "/uploads/{upload_id}/cancel", t.Upload),
    Operation("Vector stores", "post", "/vector_stores", t.VectorStore, t.VectorStoreCreateParams),
    Operation("Vector stores", "get", "/vector_stores", pagination.AsyncCursorPage[t.VectorStore]),
    Operation("Vector stores", "get", _STORE, t.VectorStore),
    Operation("Vector stores", "post", _STORE, t.VectorStore, t.VectorStoreUpdateParams),
    Operation("Vector stores", "delete", _STORE, t.VectorStoreDeleted),
    Operation(
        "Vector stores",
        "post",
        f"{_STORE}/search",
        pagination.AsyncPage[t.VectorStoreSearchResponse],
        t.VectorStoreSearchParams,
    ),
    Operation(
        "Vector stores",
        "post",
        f"{_STORE}/files",
        vector_stores.VectorStoreFile,
        vector_stores.FileCreateParams,
    ),
    Operation(
        "Vector stores", "get", f"{_STORE}/files", pagination.AsyncCursorPage[vector_stores.VectorStoreFile]
    ),
    Operation("Vector stores", "get", _IN_STORE, vector_stores.VectorStoreFile),
    Operation("Vector stores", "delete", _IN_STORE, vector_stores.VectorStoreFileDeleted),
    Operation(
        "Vector stores",
        "post",
        _IN_STORE,
        vector_stores.VectorStoreFile,
        vector_stores.FileUpdateParams,
    ),
    Operation(
        "Vector stores",
        "post",
        _FILE_BATCHES,
        vector_stores.VectorStoreFileBatch,
        vector_stores.FileBatchCreateParams,
    ),
    Operation("Vector stores", "get", f"{_FILE_BATCHES}/{{batch_id}}", vector_stores.VectorStoreFileBatch),
    Operation(
        "Vector stores", "post", f"{_FILE_BATCHES}/{{batch_id}}/cancel", vector_stores.VectorStoreFileBatch
    ),
    Operation(
        "Vector stores",
        "get",
        f"{_FILE_BATCHES}/{{batch_id}}/files",
        pagination.AsyncCursorPage[vector_stores.VectorStoreFile],
    ),
    Operation("Batches", "post", "/batches", t.Batch, t.BatchCreateParams),
    Operation("Batches", "get", "/batches", pagination.AsyncCursorPage[t.Batch]),
    Operation("Batches", "get", "/batches/{batch_id}", t.Batch),
    Operation("Batches", "post", "/batches/{batch_id}/cancel", t.Batch),
)
