"""Chat completions: passed on as they are, or made to fit where the model lacks something.

Source: OpenAI API reference, "Chat completions", version 2.3.0 of the specification.
"""

import json
import secrets
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import cast

from pydantic import JsonValue

from beknown.gateway import wire
from beknown.gateway.cascade import ask_with_sureness, suffices, without_sureness
from beknown.gateway.checks import check_chat, check_pictures
from beknown.gateway.gateway import Gateway
from beknown.gateway.inputs import fill_chat
from beknown.gateway.limits import GONE
from beknown.gateway.personal import stream_personal
from beknown.gateway.relay import read_answer
from beknown.gateway.schema_calls import (
    BOUNDS,
    bound,
    check_schema,
    fits,
    make_instruction,
    make_schema,
    read_calls,
)
from beknown.gateway.types import (
    CASCADE_MODEL,
    PERSONAL_MODEL,
    JsonObject,
    OpenKey,
    Spent,
    Target,
    read_usage,
)
from beknown.kit.errors import BeknownError, Invalid, NotFound, Refused, Unavailable

PATH = "/chat/completions"
DONE = b"[DONE]"
_HOW_IT_IS_SENT = {"stream", "stream_options"}
_TOOL_FIELDS = {"tools", "tool_choice", "parallel_tool_calls"}


async def complete(gateway: Gateway, key: OpenKey, body: JsonObject) -> JsonObject:
    """Answer a chat in one piece: a `chat.completion` object.

    Raises:
        Refused: The key has no scope for this model.
        NotFound: There is no such model.
        Invalid: The request is wrong.
        Unavailable: The model doesn't answer.
        TooMany: The key's limit is reached.
    """
    return cast("JsonObject", wire.read(await complete_written(gateway, key, body)))


async def complete_written(gateway: Gateway, key: OpenKey, body: JsonObject) -> bytes:
    """Answer a chat in one piece, as it goes out: what was answered before isn't read again.

    Raises:
        As `complete`.
    """
    began_at, model = time.monotonic(), await _admit(gateway, key, body)
    body = await fill_chat(gateway, key, body)
    if (kept := gateway.cache.find_written(key.person, body)) is not None:
        gateway.ledger.note(key, model, kept.spent, began_at=began_at)
        return kept.written
    if model == CASCADE_MODEL:
        smaller = await _ask_smaller(gateway, key, body)
        biggest = gateway.backends.cascade[-1:] or (model,)
        answer = smaller or await _complete_noted(gateway, key, {**body, "model": biggest[0]})
    else:
        answer = await _complete_noted(gateway, key, body)
    gateway.cache.keep(key.person, body, answer)
    return wire.write(answer)


async def _complete_noted(gateway: Gateway, key: OpenKey, body: JsonObject) -> JsonObject:
    """Answer without asking the memory, and count what it used, however it ends."""
    began_at, model = time.monotonic(), cast("str", body["model"])
    spent, status, failed = Spent(), GONE, None
    try:
        answer = await _complete_anew(gateway, key, model, body)
        spent, status = read_usage(answer), None
    except BeknownError as error:
        failed, status = error, None
        raise
    finally:
        gateway.ledger.note(key, model, spent, status=status, error=failed, began_at=began_at)
    return answer


async def _ask_smaller(gateway: Gateway, key: OpenKey, body: JsonObject) -> JsonObject | None:
    """Ask the smaller models of the cascade, one after the other; None where no answer of theirs suffices."""
    asked = {name: value for name, value in body.items() if name not in _HOW_IT_IS_SENT}
    for model in gateway.backends.cascade[:-1]:
        try:
            answer = await _complete_noted(gateway, key, ask_with_sureness(asked, model))
        except (NotFound, Invalid, Unavailable):  # the bigger one may do it, or say what is wrong
            continue
        schema = None if _calls_tools(body) else _schema_of(body)
        if suffices(answer, schema, gateway.backends.cascade_sureness):
            return without_sureness(answer, body)
    return None


async def stream(gateway: Gateway, key: OpenKey, body: JsonObject) -> AsyncGenerator[JsonObject]:
    """Answer a chat piece by piece: `chat.completion.chunk` objects, the last one with `usage` if it was asked for.

    The first piece comes before the caller gets anything, so that what is wrong can still be said by a status.

    Raises:
        As `complete`.
    """
    began_at, model = time.monotonic(), await _admit(gateway, key, body)
    body = await fill_chat(gateway, key, body)
    if model == CASCADE_MODEL and gateway.backends.cascade:
        smaller = await _ask_smaller(gateway, key, body)
        if smaller is not None:
            for chunk in _cut_up(smaller):
                if chunk.get("choices") or _wants_usage(body):
                    yield chunk
            return
        model = gateway.backends.cascade[-1]
        body = {**body, "model": model}
    spent, status, failed = Spent(), GONE, None
    may_keep, whole = model != PERSONAL_MODEL and gateway.cache.may_keep(body), list[JsonObject]()
    try:
        async with aclosing(_stream_any(gateway, key, model, body)) as chunks:
            async for chunk in chunks:
                if may_keep:
                    whole.append(chunk)
                if chunk.get("usage"):
                    spent = read_usage(chunk)
                    if not chunk.get("choices") and not _wants_usage(body):
                        continue
                yield chunk
        status = None
        gateway.cache.keep_stream(key.person, body, whole)
    except BeknownError as error:
        failed, status = error, None
        raise
    finally:
        gateway.ledger.note(key, model, spent, status=status, error=failed, began_at=began_at)


async def _admit(gateway: Gateway, key: OpenKey, body: JsonObject) -> str:
    await gateway.ledger.admit(key)
    model = body.get("model")
    if not isinstance(model, str) or not model:
        raise Invalid("Name a model.", param="model", code="missing_required_parameter")
    check_chat(body)
    check_scope(key, model)
    return model


def check_scope(key: OpenKey, model: str) -> None:
    """Check that a key may ask a model.

    Raises:
        Refused: It may not.
    """
    needed = "personal" if model == PERSONAL_MODEL else "plain"
    if needed not in key.scopes:
        raise Refused(
            f"This key doesn't have the scope {needed!r} that the model {model[:100]!r} needs. Its owner can make one "
            "that has it, on the page 'Developers'.",
            code="insufficient_scope",
            param="model",
        )


async def _complete_anew(gateway: Gateway, key: OpenKey, model: str, body: JsonObject) -> JsonObject:
    if model == PERSONAL_MODEL:
        return await _gather(stream_personal(gateway.assistant, key, body))
    return await _complete_plain(gateway, await gateway.backends.find(model), body)


async def _stream_any(
    gateway: Gateway, key: OpenKey, model: str, body: JsonObject
) -> AsyncGenerator[JsonObject]:
    if model == PERSONAL_MODEL:
        async for chunk in stream_personal(gateway.assistant, key, body):
            yield chunk
        return
    if (known := _find_stream(gateway, key, body)) is not None:
        for chunk in known:
            yield chunk
        return
    targets = await gateway.backends.find(model)
    check_pictures(targets, body)
    if _is_vanilla(targets, body):
        async for chunk in _relay_stream(gateway, targets, body):
            yield chunk
        return
    for chunk in _cut_up(await _complete_plain(gateway, targets, body)):
        yield chunk


def _find_stream(gateway: Gateway, key: OpenKey, body: JsonObject) -> list[JsonObject] | None:
    """Give the chunks that are kept: as they came, or one of all where the answer came whole."""
    if (chunks := gateway.cache.find_stream(key.person, body)) is not None:
        return chunks
    known = gateway.cache.find(key.person, body)
    return None if known is None else _cut_up(known)


async def _relay_stream(
    gateway: Gateway, targets: Sequence[Target], body: JsonObject
) -> AsyncGenerator[JsonObject]:
    """Pass a stream on; usage is always asked for, since it is counted."""
    options = body.get("stream_options")
    wanted: JsonObject = {**(options if isinstance(options, dict) else {}), "include_usage": True}
    sent: JsonObject = {**body, "stream": True, "stream_options": wanted}
    async with gateway.relay.stream(targets, PATH, sent) as lines:
        async for line in lines:
            data = line.removeprefix(b"data:").strip()
            if not line.startswith(b"data:") or data == DONE:
                continue
            chunk: JsonObject = read_answer(data, targets[0].name)
            if "error" in chunk:
                raise Unavailable("The model failed in mid-answer. Try again.")
            if chunk.get("usage", chunk) is None and not _wants_usage(body):  # said because we asked
                chunk = {name: value for name, value in chunk.items() if name != "usage"}
            yield give_name(chunk, targets[0].name)


def _is_vanilla(targets: Sequence[Target], body: JsonObject) -> bool:
    """Whether the backend can do what is asked for by itself."""
    can = targets[0].capabilities
    if can is None:
        return True
    return (can.has_tools or not _calls_tools(body)) and (not can.is_small or _schema_of(body) is None)


async def _complete_plain(gateway: Gateway, targets: Sequence[Target], body: JsonObject) -> JsonObject:
    check_pictures(targets, body)
    sent = {name: value for name, value in body.items() if name not in _HOW_IT_IS_SENT}
    if _is_vanilla(targets, body):
        answer = await gateway.relay.post(targets, PATH, sent)
    elif _calls_tools(body):
        answer = await _complete_with_calls(gateway, targets, sent)
    else:
        answer = await _complete_with_schema(gateway, targets, sent)
    return give_name(answer, targets[0].name)


def give_name(answer: JsonObject, name: str) -> JsonObject:
    """Give an answer under the name that was asked for; as it came where it bears that name already."""
    return answer if answer.get("model") == name else answer | {"model": name}


async def _complete_with_schema(gateway: Gateway, targets: Sequence[Target], body: JsonObject) -> JsonObject:
    """Hold a small model to a schema, in which every text has an end."""
    schema = _schema_of(body) or {"type": "object"}
    check_schema(schema, "response_format")
    answer: JsonObject = {}
    for letters, items in BOUNDS:
        asked: JsonObject = {**body, "response_format": _format(bound(schema, letters, items))}
        answer = await gateway.relay.post(targets, PATH, asked)
        if all(fits(_text_of(choice), schema) for choice in choices_of(answer)):
            return answer
    return answer


async def _complete_with_calls(gateway: Gateway, targets: Sequence[Target], body: JsonObject) -> JsonObject:
    tools, choice = cast("list[JsonObject]", body["tools"]), body.get("tool_choice")
    schema = make_schema(tools, choice, parallel=body.get("parallel_tool_calls") is not False)
    messages = [as_plain(cast("JsonObject", each)) for each in cast("list[JsonValue]", body["messages"])]
    told: JsonObject = {"role": "system", "content": make_instruction(tools, choice)}
    sent = {name: value for name, value in body.items() if name not in _TOOL_FIELDS}
    answer: JsonObject = {}
    for letters, items in BOUNDS:
        format_ = _format(bound(schema, letters, items))
        asked: JsonObject = {**sent, "messages": [told, *messages], "response_format": format_}
        answer = await gateway.relay.post(targets, PATH, asked)
        try:
            return {**answer, "choices": [_with_calls(each) for each in choices_of(answer)]}
        except ValueError:
            continue
    return answer


def _with_calls(choice: JsonObject) -> JsonValue:
    reply, calls = read_calls(_text_of(choice))
    message: JsonObject = {"role": "assistant", "content": reply, "refusal": None}
    if calls:
        return {**choice, "message": {**message, "tool_calls": calls}, "finish_reason": "tool_calls"}
    return {**choice, "message": message}


def as_plain(message: JsonObject) -> JsonObject:
    """Give a message as a model reads it that knows no tools: calls as it would write them, results as told."""
    if message.get("role") == "tool":
        return {"role": "user", "content": f"Result of the function:\n{_words(message.get('content'))}"}
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls:
        functions = [cast("JsonObject", cast("JsonObject", call)["function"]) for call in calls]
        return {"role": "assistant", "content": json.dumps({"calls": functions}, ensure_ascii=False)}
    return message


def _words(content: JsonValue) -> str:
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "\n".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _calls_tools(body: JsonObject) -> bool:
    return bool(body.get("tools")) and body.get("tool_choice") != "none"


def _schema_of(body: JsonObject) -> JsonValue:
    format_ = body.get("response_format")
    if not isinstance(format_, dict):
        return None
    if format_.get("type") == "json_object":
        return {"type": "object"}
    named = format_.get("json_schema")
    return named.get("schema") if isinstance(named, dict) else None


def _format(schema: JsonValue) -> JsonObject:
    return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}


def choices_of(answer: JsonObject) -> list[JsonObject]:
    """Give the choices of an answer or a chunk."""
    choices = answer.get("choices")
    return cast("list[JsonObject]", choices) if isinstance(choices, list) else []


def _text_of(choice: JsonObject) -> str:
    message = choice.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    return content if isinstance(content, str) else ""


def _wants_usage(body: JsonObject) -> bool:
    options = body.get("stream_options")
    return isinstance(options, dict) and options.get("include_usage") is True


def _cut_up(answer: JsonObject) -> list[JsonObject]:
    """Give a whole answer as the chunks of a stream."""
    head: JsonObject = {
        "id": answer.get("id") or f"chatcmpl-{secrets.token_hex(12)}",
        "object": "chat.completion.chunk",
        "created": answer.get("created") or int(time.time()),
        "model": answer.get("model"),
    }
    chunks: list[JsonObject] = []
    for choice in choices_of(answer):
        message = cast("JsonObject", choice["message"])
        delta: JsonObject = {"role": "assistant", "content": message.get("content")}
        calls = message.get("tool_calls")
        if isinstance(calls, list):
            delta["tool_calls"] = [{**cast("JsonObject", call), "index": at} for at, call in enumerate(calls)]
        index = choice.get("index", 0)
        said: JsonObject = {"index": index, "delta": delta, "finish_reason": None}
        chunks.append({**head, "choices": [{**said, "logprobs": choice.get("logprobs")}]})
        end: JsonObject = {"index": index, "delta": {}, "finish_reason": choice.get("finish_reason")}
        chunks.append({**head, "choices": [end]})
    chunks.append({**head, "choices": [], "usage": answer.get("usage")})
    return chunks


async def _gather(chunks: AsyncGenerator[JsonObject]) -> JsonObject:
    """Put the chunks of a stream with one choice together."""
    text, head, usage = "", cast("JsonObject", {}), cast("JsonValue", None)
    message: JsonObject = {"role": "assistant", "refusal": None}
    async with aclosing(chunks):
        async for chunk in chunks:
            head = head or chunk
            usage = chunk.get("usage") or usage
            for choice in choices_of(chunk):
                delta = cast("JsonObject", choice["delta"])
                text += cast("str", delta.get("content") or "")
                message |= {name: value for name, value in delta.items() if name == "annotations"}
    choice: JsonObject = {
        "index": 0,
        "message": message | {"content": text},
        "finish_reason": "stop",
        "logprobs": None,
    }
    return {
        "id": head.get("id"),
        "object": "chat.completion",
        "created": head.get("created"),
        "model": head.get("model"),
        "choices": [choice],
        "usage": usage,
    }
