"""The model that knows its owner: the assistant, asked by a program that the person let in."""

import secrets
import time
from collections.abc import AsyncGenerator
from typing import cast

from pydantic import JsonValue

from beknown.assistant import Asker, Assistant, CitedPiece, Ended, Past, TextPiece, stream_once
from beknown.gateway.types import PERSONAL_MODEL, JsonObject, OpenKey
from beknown.kit.errors import Invalid, Unavailable
from beknown.models import Usage

WAITS = "\n\nThis needs your yes. Open Beknown and ask there."


async def stream_personal(assistant: Assistant, key: OpenKey, body: JsonObject) -> AsyncGenerator[JsonObject]:
    """Answer a chat with the assistant of the key's owner: chunks of text, what it cites as annotations, what it used.

    Counted are the calls of the language model, all steps with tools among them; an answer that quotes memories without
    asking the model used nothing.

    Raises:
        Invalid: No message of the user is there.
        Unavailable: The assistant can't answer.
    """
    text, past = _read_messages(body)
    head: JsonObject = {
        "id": f"chatcmpl-{secrets.token_hex(12)}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": PERSONAL_MODEL,
    }
    asker = Asker(key.person, key.display_name, key.locale, key.time_zone)
    annotations: list[JsonValue] = []
    said, first = "", {"role": "assistant"}
    async for sent in stream_once(assistant, asker, text, past):
        match sent:
            case TextPiece(words):
                said += words
                yield _chunk(head, {**first, "content": words})
                first = {}
            case CitedPiece(cited):
                annotations.append(
                    {
                        "type": "url_citation",
                        "url_citation": {
                            "start_index": 0,
                            "end_index": len(said),
                            "title": f"[{cited.number}] {cited.text[:200]}",
                            "url": f"beknown:event/{cited.event_id}",
                        },
                    }
                )
            case Ended(answer):
                if answer.state == "failed":
                    raise Unavailable(answer.error or "The answer failed. Try again.")
                if answer.state == "waiting":
                    yield _chunk(head, {**first, "content": WAITS})
                for each in annotations:
                    place = cast("JsonObject", cast("JsonObject", each)["url_citation"])
                    place["end_index"] = len(said)
                yield _chunk(head, {"annotations": annotations} if annotations else {}, "stop")
                yield {**head, "choices": [], "usage": _write_usage(answer.used)}
            case _:
                continue


def _chunk(head: JsonObject, delta: dict[str, JsonValue], finish_reason: str | None = None) -> JsonObject:
    return {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]}


def _write_usage(used: Usage) -> JsonObject:
    return {
        "prompt_tokens": used.input_tokens,
        "completion_tokens": used.output_tokens,
        "total_tokens": used.input_tokens + used.output_tokens,
        "prompt_tokens_details": {"cached_tokens": used.cached_tokens},
    }


def _read_messages(body: JsonObject) -> tuple[str, list[Past]]:
    """Give what is asked, and what was said before; a program's system messages are not the person's words."""
    said: list[Past] = []
    for message in cast("list[JsonObject]", body["messages"]):
        role, content = message.get("role"), message.get("content")
        if isinstance(content, list):
            parts = [part.get("text") for part in content if isinstance(part, dict)]
            content = "\n".join(part for part in parts if isinstance(part, str))
        if role in {"user", "assistant"} and isinstance(content, str) and content:
            said.append(Past("user" if role == "user" else "assistant", content))
    if not said or said[-1].role != "user":
        raise Invalid("The last message has to be the user's.", param="messages")
    return said[-1].text, said[:-1]
