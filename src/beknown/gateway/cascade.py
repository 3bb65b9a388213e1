"""Whether a small model's answer suffices, or a bigger one has to be asked. Pure.

It suffices when it came to its end, fits the schema that was asked for, and the model was sure of its words: the
geometric mean of their probabilities.
"""

import math
from typing import cast

from pydantic import JsonValue

from beknown.gateway.schema_calls import fits
from beknown.gateway.types import JsonObject

_COMPLETE = {"stop", "tool_calls"}


def ask_with_sureness(body: JsonObject, model: str) -> JsonObject:
    """Give a request to a small model: the same, with the probabilities of its words."""
    return {**body, "model": model, "logprobs": True}


def suffices(answer: JsonObject, schema: JsonValue, least: float) -> bool:
    """Whether every choice of an answer is whole, fits a schema (None for none), and is at least so sure."""
    choices = cast("list[JsonObject]", answer.get("choices") or [])
    return bool(choices) and all(_is_enough(choice, schema, least) for choice in choices)


def sureness_of(choice: JsonObject) -> float:
    """Give the geometric mean of the probabilities of a choice's tokens; 0 where they aren't told."""
    logprobs = choice.get("logprobs")
    tokens = logprobs.get("content") if isinstance(logprobs, dict) else None
    if not isinstance(tokens, list) or not tokens:
        return 0.0
    told = [token.get("logprob") for token in tokens if isinstance(token, dict)]
    numbers = [float(each) for each in told if isinstance(each, int | float)]
    return math.exp(sum(numbers) / len(numbers)) if len(numbers) == len(tokens) else 0.0


def without_sureness(answer: JsonObject, body: JsonObject) -> JsonObject:
    """Give an answer as it was asked for: without probabilities that only we wanted."""
    if body.get("logprobs") is True:
        return answer
    choices = cast("list[JsonObject]", answer["choices"])
    return {**answer, "choices": [{**choice, "logprobs": None} for choice in choices]}


def _is_enough(choice: JsonObject, schema: JsonValue, least: float) -> bool:
    message = cast("JsonObject", choice.get("message") or {})
    content = message.get("content")
    text = content if isinstance(content, str) else ""
    if choice.get("finish_reason") not in _COMPLETE or not (text.strip() or message.get("tool_calls")):
        return False
    if isinstance(schema, dict) and not fits(text, schema):
        return False
    return sureness_of(choice) >= least
