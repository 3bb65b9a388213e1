"""Turns the chunks of a chat into the events of a response, and into its object. Pure but for ids and the time.

Source: Open Responses specification, streaming events; OpenAI API reference, "Responses: streaming events".
"""

import secrets
import time
from typing import cast

from pydantic import JsonValue

from beknown.gateway.items import make_item_id
from beknown.gateway.types import JsonObject

_INCOMPLETE = {"length": "max_output_tokens", "content_filter": "content_filter"}


class Answer:
    """An answer as it comes. Every method gives the events that it makes, numbered.

    Args:
        resource: The object of the answer; it grows.
        number: Of its first event.
    """

    def __init__(self, resource: JsonObject, number: int = 0) -> None:
        self.resource = resource
        self._events: list[JsonObject] = []
        self._number = number
        self._open: JsonObject | None = None
        self._call_index: JsonValue = None
        self._finish: JsonValue = None
        self._output: list[JsonValue] = []

    def begin(self) -> list[JsonObject]:
        """Say that there will be an answer, and that the model is asked now."""
        self._add("response.created", response={**self.resource})
        return [*self._take_events(), *self.start()]

    def queue(self) -> list[JsonObject]:
        """Say that the answer will be begun by somebody else."""
        self._add("response.created", response={**self.resource})
        self._add("response.queued", response={**self.resource})
        return self._take_events()

    def start(self) -> list[JsonObject]:
        """Say that the model is asked now."""
        self.resource["status"] = "in_progress"
        self._add("response.in_progress", response={**self.resource})
        return self._take_events()

    def take(self, chunk: JsonObject) -> list[JsonObject]:
        """Take the next chunk of the chat."""
        if chunk.get("usage"):
            self.resource["usage"] = _usage_of(cast("JsonObject", chunk["usage"]))
        for choice in cast("list[JsonObject]", chunk.get("choices") or []):
            delta = cast("JsonObject", choice.get("delta") or {})
            self._think(delta.get("reasoning_content") or delta.get("reasoning"))
            self._say(delta.get("content"), _logprobs_of(choice))
            for call in cast("list[JsonObject]", delta.get("tool_calls") or []):
                self._call(call)
            for citation in cast("list[JsonObject]", delta.get("annotations") or []):
                self._cite(citation)
            self._finish = choice.get("finish_reason") or self._finish
        return self._take_events()

    def end(self) -> list[JsonObject]:
        """Close what is open. The event that ends a response is `last`'s: it is said when the answer is kept."""
        reason = _INCOMPLETE.get(str(self._finish))
        if self._open is None and not any(_kind(item) != "reasoning" for item in self._output):
            self._open_message()
        self._close("incomplete" if reason else "completed")
        self.resource["output"] = self._output
        self.resource["status"] = "incomplete" if reason else "completed"
        self.resource["incomplete_details"] = {"reason": reason} if reason else None
        self.resource["completed_at"] = None if reason else int(time.time())
        return self._take_events()

    def fail(self, message: str) -> list[JsonObject]:
        """Say that the answer failed under way."""
        self._events = []
        self.resource["output"] = self._output
        self.resource["status"] = "failed"
        self.resource["completed_at"] = None
        self.resource["incomplete_details"] = None
        told: JsonObject = {"type": "server_error", "param": None, "misalignment": None}
        self.resource["error"] = {"code": "server_error", "message": message, **told}
        return self.last()

    def last(self) -> list[JsonObject]:
        """Say how the answer ended."""
        self._add(f"response.{self.resource['status']}", response={**self.resource})
        return self._take_events()

    def _add(self, kind: str, **facts: JsonValue) -> None:
        self._events.append({"type": kind, "sequence_number": self._number, **facts})
        self._number += 1

    def _take_events(self) -> list[JsonObject]:
        events, self._events = self._events, []
        return events

    def _place(self) -> JsonObject:
        item = self._open or {}
        return {"item_id": item.get("id"), "output_index": len(self._output)}

    def _begin_item(self, item: JsonObject) -> None:
        self._open = item
        self._add("response.output_item.added", output_index=len(self._output), item={**item})

    def _think(self, words: JsonValue) -> None:
        if not isinstance(words, str) or not words:
            return
        if _kind(self._open) != "reasoning":
            self._close()
            self._begin_item({"type": "reasoning", "id": make_item_id("reasoning"), "summary": []})
        item = cast("JsonObject", self._open)
        item["text"] = cast("str", item.get("text") or "") + words

    def _open_message(self) -> None:
        self._close()
        message: JsonObject = {"type": "message", "id": make_item_id("message"), "status": "in_progress"}
        self._begin_item(message | {"role": "assistant", "phase": None, "content": []})
        part: JsonObject = {"type": "output_text", "text": "", "annotations": [], "logprobs": []}
        self._add("response.content_part.added", **self._place(), content_index=0, part={**part})
        cast("JsonObject", self._open)["content"] = [part]

    def _part(self) -> JsonObject:
        return cast("list[JsonObject]", cast("JsonObject", self._open)["content"])[0]

    def _say(self, words: JsonValue, logprobs: list[JsonValue]) -> None:
        if not isinstance(words, str) or not words:
            return
        if _kind(self._open) != "message":
            self._open_message()
        part = self._part()
        part["text"] = cast("str", part["text"]) + words
        cast("list[JsonValue]", part["logprobs"]).extend(logprobs)
        self._add(
            "response.output_text.delta", **self._place(), content_index=0, delta=words, logprobs=logprobs
        )

    def _cite(self, citation: JsonObject) -> None:
        if _kind(self._open) != "message":
            self._open_message()
        facts = citation.get("url_citation")
        flat: JsonObject = {"type": "url_citation", **facts} if isinstance(facts, dict) else citation
        known = cast("list[JsonValue]", self._part()["annotations"])
        self._add(
            "response.output_text.annotation.added",
            **self._place(),
            content_index=0,
            annotation_index=len(known),
            annotation=flat,
        )
        known.append(flat)

    def _call(self, call: JsonObject) -> None:
        function = cast("JsonObject", call.get("function") or {})
        if _kind(self._open) != "function_call" or call.get("index", 0) != self._call_index:
            self._close()
            self._call_index = call.get("index", 0)
            item: JsonObject = {"type": "function_call", "id": make_item_id("function_call")}
            call_id = call.get("id") or f"call_{secrets.token_hex(12)}"
            item |= {"call_id": call_id, "name": function.get("name") or "", "arguments": ""}
            told: JsonObject = {"async": False, "caller": None, "namespace": None}
            self._begin_item(item | told | {"status": "in_progress"})
        more = function.get("arguments")
        if isinstance(more, str) and more:
            item = cast("JsonObject", self._open)
            item["arguments"] = cast("str", item["arguments"]) + more
            self._add("response.function_call_arguments.delta", **self._place(), delta=more)

    def _close(self, status: str = "completed") -> None:
        item = self._open
        if item is None:
            return
        match item["type"]:
            case "message":
                part = self._part()
                text, logprobs = part["text"], part["logprobs"]
                self._add(
                    "response.output_text.done",
                    **self._place(),
                    content_index=0,
                    text=text,
                    logprobs=logprobs,
                )
                self._add("response.content_part.done", **self._place(), content_index=0, part=part)
                item["status"] = status
            case "function_call":
                called: JsonObject = {"name": item["name"], "arguments": item["arguments"]}
                self._add("response.function_call_arguments.done", **self._place(), **called)
                item["status"] = status
            case _:
                item["content"] = [{"type": "reasoning_text", "text": item.pop("text", "")}]
        self._add("response.output_item.done", output_index=len(self._output), item=item)
        self._output.append(item)
        self._open = None


def _kind(item: JsonValue) -> JsonValue:
    return item.get("type") if isinstance(item, dict) else None


def _usage_of(usage: JsonObject) -> JsonObject:
    def count(name: str, within: str | None = None) -> int:
        found = cast("JsonObject", usage.get(within) or {}) if within else usage
        value = found.get(name)
        return value if isinstance(value, int) else 0

    read, written = count("prompt_tokens"), count("completion_tokens")
    cached = count("cached_tokens", "prompt_tokens_details")
    return {
        "input_tokens": read,
        "input_tokens_details": {
            "cached_tokens": cached,
            "cache_write_tokens": 0,
            "cache_write_tokens_details": None,
        },
        "output_tokens": written,
        "output_tokens_details": {"reasoning_tokens": count("reasoning_tokens", "completion_tokens_details")},
        "total_tokens": read + written,
    }


def _logprobs_of(choice: JsonObject) -> list[JsonValue]:
    said = choice.get("logprobs")
    content = said.get("content") if isinstance(said, dict) else None
    return [_logprob(cast("JsonObject", each)) for each in content] if isinstance(content, list) else []


def _logprob(said: JsonObject) -> JsonValue:
    top = cast("list[JsonObject]", said.get("top_logprobs") or [])
    return {**_token(said), "top_logprobs": [_token(each) for each in top]}


def _token(said: JsonObject) -> JsonObject:
    token = str(said.get("token", ""))
    return {
        "token": token,
        "logprob": said.get("logprob"),
        "bytes": said.get("bytes") or list[JsonValue](token.encode()),
    }
