"""Moderation: the house's own judge, or a model of the Llama Guard kind where the operator or a request names one.

Source: OpenAI API reference, "Moderations"; Llama Guard 3 and 4 model cards, "Hazard taxonomy".
"""

import asyncio
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import cast

from pydantic import JsonValue

from beknown.gateway.chat import choices_of, complete
from beknown.gateway.gateway import Gateway
from beknown.gateway.judge import FLAGGED_FROM, judge
from beknown.gateway.moderation_rules import CATEGORIES, Category
from beknown.gateway.types import JsonObject, OpenKey, Spent
from beknown.kit.errors import Invalid, NotFound

OWN_NAME = "beknown-moderation"
MOST_TEXTS = 2048
MOST_LETTERS = 100_000
_OURS = re.compile(r"|omni-moderation.*|text-moderation.*|llama-guard|beknown-moderation", re.IGNORECASE)
"""Names that clients send by themselves; the house's own judge answers to them."""

_HAZARDS: Mapping[str, tuple[str, tuple[Category, ...]]] = {
    "S1": ("violent_crimes", ("violence", "illicit/violent", "illicit")),
    "S2": ("non_violent_crimes", ("illicit",)),
    "S3": ("sex_related_crimes", ("sexual", "illicit")),
    "S4": ("child_sexual_exploitation", ("sexual/minors", "sexual")),
    "S5": ("defamation", ("harassment",)),
    "S6": ("specialized_advice", ()),
    "S7": ("privacy", ()),
    "S8": ("intellectual_property", ()),
    "S9": ("indiscriminate_weapons", ("illicit/violent", "illicit")),
    "S10": ("hate", ("hate",)),
    "S11": ("suicide_and_self_harm", ("self-harm",)),
    "S12": ("sexual_content", ("sexual",)),
    "S13": ("elections", ()),
    "S14": ("code_interpreter_abuse", ("illicit",)),
}
_FROM_CATEGORY: Mapping[Category, str] = {
    "harassment": "harassment",
    "harassment/threatening": "violent_crimes",
    "hate": "hate",
    "hate/threatening": "hate",
    "illicit": "non_violent_crimes",
    "illicit/violent": "violent_crimes",
    "self-harm": "suicide_and_self_harm",
    "self-harm/intent": "suicide_and_self_harm",
    "self-harm/instructions": "suicide_and_self_harm",
    "sexual": "sexual_content",
    "sexual/minors": "child_sexual_exploitation",
    "violence": "violent_crimes",
    "violence/graphic": "violent_crimes",
}
_CODE = re.compile(r"\bS(?:1[0-4]|[1-9])\b")


async def moderate(gateway: Gateway, key: OpenKey, body: JsonObject) -> JsonObject:
    """Judge each input, in OpenAI's shape.

    Raises:
        Invalid: There is no text.
        NotFound: The model that is named isn't there.
        TooMany: The key's limit is reached.
    """
    texts = _read_texts(body.get("input"))
    name, scores = await _judge_all(gateway, key, body.get("model"), texts)
    results: list[JsonValue] = [_write_result(each) for each in scores]
    return {"id": f"modr-{secrets.token_hex(12)}", "model": name, "results": results}


async def moderate_llama(gateway: Gateway, key: OpenKey, body: JsonObject) -> JsonObject:
    """Judge each message, in Llama's shape.

    Raises:
        As `moderate`.
    """
    messages = body.get("messages")
    if not isinstance(messages, list) or not all(isinstance(each, dict) for each in messages):
        raise Invalid("messages: send a list of messages.", param="messages")
    texts = [_words(cast("JsonObject", each).get("content")) for each in messages]
    name, scores = await _judge_all(gateway, key, body.get("model"), _check(texts, "messages"))
    results: list[JsonValue] = []
    for each in scores:
        found = dict.fromkeys(
            _FROM_CATEGORY[category] for category in CATEGORIES if each[category] >= FLAGGED_FROM
        )
        results.append({"flagged": bool(found), "flagged_categories": [*found]})
    return {"model": name, "results": results}


async def _judge_all(
    gateway: Gateway, key: OpenKey, model: JsonValue, texts: Sequence[str]
) -> tuple[str, list[dict[Category, float]]]:
    asked = model if isinstance(model, str) else ""
    guard = gateway.moderation_model if _OURS.fullmatch(asked) else asked
    if not guard:
        await gateway.ledger.admit(key)
        scores = await asyncio.to_thread(lambda: [judge(text) for text in texts])
        gateway.ledger.note(key, OWN_NAME, Spent())
        return OWN_NAME, scores
    return guard, [await _ask_guard(gateway, key, guard, text) for text in texts]


async def _ask_guard(gateway: Gateway, key: OpenKey, guard: str, text: str) -> dict[Category, float]:
    """Ask a guard model, which answers `safe`, or `unsafe` and the codes of the hazards."""
    messages: list[JsonValue] = [{"role": "user", "content": text}]
    try:
        answer = await complete(
            gateway, key, {"model": guard, "messages": messages, "max_tokens": 32, "temperature": 0}
        )
    except NotFound as error:
        raise NotFound(
            f"There is no moderation model {guard[:100]!r} here. Leave `model` out for the house's own, or name a "
            "model of the Llama Guard kind that `GET models` lists.",
            code="model_not_found",
            param="model",
        ) from error
    choices = choices_of(answer)
    said = _words(cast("JsonObject", choices[0]["message"]).get("content")) if choices else ""
    scores = dict.fromkeys(CATEGORIES, 0.0)
    if "unsafe" in said.lower():
        for code in _CODE.findall(said):
            scores |= dict.fromkeys(_HAZARDS[code][1], 1.0)
    return scores


def _write_result(scores: Mapping[Category, float]) -> JsonObject:
    found: JsonObject = {category: scores[category] >= FLAGGED_FROM for category in CATEGORIES}
    return {
        "flagged": any(found.values()),
        "categories": found,
        "category_scores": {category: scores[category] for category in CATEGORIES},
        "category_applied_input_types": {category: ["text"] for category in CATEGORIES},
    }


def _read_texts(given: JsonValue) -> list[str]:
    """Read a text, a list of texts, or a list of parts, which are one input together; pictures can't be judged."""
    if isinstance(given, str):
        return _check([given], "input")
    if isinstance(given, list) and given and all(isinstance(each, dict) for each in given):
        if any(cast("JsonObject", each).get("type") != "text" for each in given):
            raise Invalid("input: only text can be judged here, no pictures.", param="input")
        return _check([_words(given)], "input")
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return _check(cast("list[str]", given), "input")
    raise Invalid("input: send a text, or a list of texts.", param="input")


def _check(texts: list[str], param: str) -> list[str]:
    if not 0 < len(texts) <= MOST_TEXTS or sum(map(len, texts)) > MOST_LETTERS:
        raise Invalid(
            f"{param}: send 1 to {MOST_TEXTS} texts of {MOST_LETTERS} letters together.", param=param
        )
    return texts


def _words(content: JsonValue) -> str:
    if isinstance(content, dict):
        content = content.get("text")
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "\n".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""
