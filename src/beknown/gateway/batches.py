"""Batches: many requests in one file, answered in the background one after the other.

Source: OpenAI API reference, "Batch", version 2.3.0 of the specification.
"""

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import IO, BinaryIO, cast
from uuid import UUID

from pydantic import JsonValue, ValidationError

from beknown.gateway import batch_store, file_store
from beknown.gateway.batch_store import BatchRow, Tally
from beknown.gateway.chat import complete
from beknown.gateway.embeddings import EmbeddingsBody, embed
from beknown.gateway.errors import status_of, write_error
from beknown.gateway.files import get_file, keep, not_found, read_id, scope_of, write_id
from beknown.gateway.gateway import Gateway
from beknown.gateway.keys import as_open
from beknown.gateway.moderation import moderate
from beknown.gateway.store import find_key_by_id
from beknown.gateway.types import JsonObject, OpenKey, read_usage
from beknown.gateway.vector_files import check_facts
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import BeknownError, Invalid, TooMany
from beknown.kit.ids import PersonId, new_id
from beknown.kit.jobs import defer

BATCH_JOB = "gateway.run_batch"
MOST_REQUESTS = 50_000
NOTE_EVERY = 10
_OK = 200
HOLDS = timedelta(hours=24)
UNDER_WAY = frozenset({"validating", "in_progress", "cancelling"})
_SPOOLED_BYTES = 8 * 1024**2


async def _embed(gateway: Gateway, key: OpenKey, body: JsonObject) -> JsonObject:
    try:
        return await embed(gateway, key, EmbeddingsBody.model_validate(body))
    except ValidationError as error:
        raise Invalid(f"body: {error.errors()[0]['msg']}.") from error


ANSWERS: Mapping[str, Callable[[Gateway, OpenKey, JsonObject], Awaitable[JsonObject]]] = {
    "/v1/chat/completions": complete,
    "/v1/embeddings": _embed,
    "/v1/moderations": moderate,
}


async def begin_batch(
    gateway: Gateway,
    blobs: Blobs,
    key: OpenKey,
    *,
    endpoint: str,
    file: str,
    metadata: JsonObject,
    output_seconds: int | None = None,
) -> BatchRow:
    """Check a file of requests and have it answered in the background.

    The files of the answers hold for ever, or for so many seconds from when they were made.

    Raises:
        NotFound: The file isn't there.
        Invalid: A line of it isn't a request for this endpoint.
    """
    if endpoint not in ANSWERS:
        raise Invalid(f"endpoint: {endpoint[:60]!r} isn't one of {', '.join(ANSWERS)}.", param="endpoint")
    check_facts(metadata, "metadata")
    row = await get_file(gateway.db, key, file)
    with blobs.open(key.person, row.blob_id) as lines:
        total, models = await asyncio.to_thread(_count_requests, lines, endpoint)
    made = new_id()
    async with gateway.db.begin(scope_of(key)) as tx:
        await batch_store.add_batch(
            tx,
            made,
            key.id,
            endpoint=endpoint,
            file=row.id,
            metadata=metadata,
            total=total,
            model=models.pop() if len(models) == 1 else None,
            output_seconds=output_seconds,
        )
        await defer(tx, BATCH_JOB, person_id=key.person, batch_id=made)
    return await get_batch(gateway.db, key, write_id("batch_", made))


async def get_batch(db: Database, key: OpenKey, text: str) -> BatchRow:
    """Give a batch.

    Raises:
        NotFound: There is none.
    """
    async with db.begin(scope_of(key)) as tx:
        found = await batch_store.find_batches(tx, read_id("batch_", text))
    if not found:
        raise not_found("batch_", text)
    return found[0]


async def run_batch(gateway: Gateway, blobs: Blobs, person: PersonId, batch: UUID) -> None:
    """Answer the requests of a batch; a batch that was given up ends with what was answered.

    One whose worker was killed begins anew. It goes on only while its key holds
    and the file of its requests is there.
    """
    async with gateway.db.begin(Scope(person, "account")) as tx:
        rows = await batch_store.find_batches(tx, batch)
        found = await find_key_by_id(tx, rows[0].key_id) if rows else None
        file = await file_store.find_file(tx, rows[0].file_id) if rows else None
        if rows and (found is None or file is None) and rows[0].state in UNDER_WAY:
            await batch_store.end_batch(tx, batch, "failed", Tally())
    if not rows or found is None or file is None or rows[0].state not in UNDER_WAY:
        return
    key, row = as_open(found), rows[0]
    with (
        blobs.open(person, file.blob_id) as lines,
        tempfile.SpooledTemporaryFile(_SPOOLED_BYTES) as output,
        tempfile.SpooledTemporaryFile(_SPOOLED_BYTES) as errors,
    ):
        out, bad = cast("IO[bytes]", output), cast("IO[bytes]", errors)
        tally, is_whole = await _answer_all(gateway, key, row, lines, (out, bad))
        async with gateway.db.begin(scope_of(key)) as tx:
            kept = [await _keep(tx, blobs, stream, row.output_seconds) for stream in (out, bad)]
            state = "completed" if is_whole else "cancelled"
            await batch_store.end_batch(tx, batch, state, tally, output=kept[0], errors=kept[1])


def write_batch(row: BatchRow) -> JsonObject:
    """Give a batch in OpenAI's shape."""
    is_over = row.state == "completed"
    ends = {"completed": None, "cancelled": None, "failed": None} | {row.state: _time(row.ended_at)}
    return {
        "id": write_id("batch_", row.id),
        "object": "batch",
        "endpoint": row.endpoint,
        "errors": None,
        "input_file_id": write_id("file-", row.file_id),
        "completion_window": "24h",
        "status": row.state,
        "output_file_id": None if row.output_id is None else write_id("file-", row.output_id),
        "error_file_id": None if row.errors_id is None else write_id("file-", row.errors_id),
        "created_at": _time(row.created_at),
        "in_progress_at": _time(row.started_at),
        "expires_at": _time(row.created_at + HOLDS),
        "finalizing_at": _time(row.ended_at) if is_over else None,
        "completed_at": ends["completed"],
        "failed_at": ends["failed"],
        "expired_at": None,
        "cancelling_at": _time(row.cancelled_at),
        "cancelled_at": ends["cancelled"],
        "request_counts": {"total": row.total, "completed": row.completed, "failed": row.failed},
        "metadata": row.metadata,
        "model": row.model or None,
        "usage": {
            "input_tokens": row.input_tokens,
            "input_tokens_details": {"cached_tokens": row.cached_tokens},
            "output_tokens": row.output_tokens,
            "output_tokens_details": {"reasoning_tokens": row.reasoning_tokens},
            "total_tokens": row.input_tokens + row.output_tokens,
        },
    }


async def _answer_all(
    gateway: Gateway, key: OpenKey, row: BatchRow, lines: IO[bytes], outputs: tuple[IO[bytes], IO[bytes]]
) -> tuple[Tally, bool]:
    """Answer line by line; say whether all were, or the batch was given up."""
    tally = Tally()
    asked = (json.loads(line) for line in lines if line.strip())
    for number, request in enumerate(asked):
        if number % NOTE_EVERY == 0 and not await _note(gateway, key, row.id, tally):
            return tally, False
        status, answer = await _answer(gateway, key, row.endpoint, cast("JsonObject", request["body"]))
        is_bad = status != _OK
        tally = _count(tally, answer, is_bad=is_bad)
        said: JsonObject = {
            "id": f"batch_req_{new_id().hex}",
            "custom_id": request["custom_id"],
            "response": {"status_code": status, "request_id": new_id().hex, "body": answer},
            "error": None,
        }
        outputs[is_bad].write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
    return tally, True


def _count(tally: Tally, answer: JsonObject, *, is_bad: bool) -> Tally:
    """Add an answer to what was counted."""
    spent, usage = read_usage(answer), answer.get("usage")
    details = usage.get("completion_tokens_details") if isinstance(usage, dict) else None
    thought = details.get("reasoning_tokens") if isinstance(details, dict) else 0
    return Tally(
        tally.completed + (not is_bad),
        tally.failed + is_bad,
        tally.input_tokens + spent.input_tokens,
        tally.cached_tokens + spent.cached_tokens,
        tally.output_tokens + spent.output_tokens,
        tally.reasoning_tokens + (thought if isinstance(thought, int) else 0),
    )


async def _answer(gateway: Gateway, key: OpenKey, endpoint: str, body: JsonObject) -> tuple[int, JsonObject]:
    """Answer one request; where the key asks too often, wait as long as it is told."""
    asked = {name: value for name, value in body.items() if name not in {"stream", "stream_options"}}
    while True:
        try:
            return _OK, await ANSWERS[endpoint](gateway, key, asked)
        except BeknownError as error:
            wait_s = error.extra.get("retry_after_s")
            if isinstance(error, TooMany) and isinstance(wait_s, int):
                await asyncio.sleep(wait_s)
                continue
            return status_of(error), write_error("openai", status_of(error), error.message, **error.extra)


async def _note(gateway: Gateway, key: OpenKey, batch: UUID, tally: Tally) -> bool:
    async with gateway.db.begin(scope_of(key)) as tx:
        return await batch_store.set_progress(tx, batch, tally)


async def _keep(tx: Tx, blobs: Blobs, stream: IO[bytes], seconds: int | None) -> UUID | None:
    if stream.tell() == 0:
        return None
    whole, name = cast("BinaryIO", stream), "batch_output.jsonl"
    return (await keep(tx, blobs, whole, name=name, kind="batch_output", seconds=seconds)).id


def _count_requests(lines: IO[bytes], endpoint: str) -> tuple[int, set[str]]:
    """Check every line, and that each has an id of its own; give their number, and the models they ask."""
    names, models = set[str](), set[str]()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name, model = _check_request(line, number, endpoint)
        if name in names or len(names) >= MOST_REQUESTS:
            raise Invalid(
                f"input_file_id: line {number}: a custom_id is there once, and at most {MOST_REQUESTS} lines.",
                param="input_file_id",
            )
        names.add(name)
        models.add(model)
    if not names:
        raise Invalid("input_file_id: the file holds no request.", param="input_file_id")
    return len(names), models


def _check_request(line: bytes, number: int, endpoint: str) -> tuple[str, str]:
    try:
        request: JsonValue = json.loads(line)
    except (ValueError, RecursionError):
        request = None
    name = request.get("custom_id") if isinstance(request, dict) else None
    body = request.get("body") if isinstance(request, dict) else None
    is_good = isinstance(request, dict) and request.get("url") == endpoint
    if not is_good or not isinstance(name, str) or not isinstance(body, dict):
        raise Invalid(
            f"input_file_id: line {number} isn't a request for {endpoint}: it needs custom_id, method, url and body.",
            param="input_file_id",
        )
    return name, str(body.get("model", ""))[:300]


def _time(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())
