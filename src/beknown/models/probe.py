"""Finds out what a language model can do by asking it, with small requests whose right answer is known."""

import asyncio
import base64
import json
import struct
import zlib
from collections.abc import Awaitable
from typing import Any

import openai
from openai import AsyncOpenAI

from beknown.kit.errors import Unavailable
from beknown.models.choices import Server
from beknown.models.listing import ListedModel, list_models
from beknown.models.types import Capabilities, Origin

SMALL_BELOW_PARAMETERS = 1_000_000_000
ASSUMED_CONTEXT_TOKENS = 8192
PROBE_TIMEOUT_S = 45.0
MOST_TOKENS = 150
_TOOL: Any = {
    "type": "function",
    "function": {
        "name": "get_time",
        "description": "Tells the time now.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
_SCHEMA: Any = {
    "type": "object",
    "properties": {"answer": {"type": "string", "enum": ["yes", "no"]}},
    "required": ["answer"],
    "additionalProperties": False,
}


async def probe_language(client: AsyncOpenAI, server: Server) -> Capabilities:
    """Ask the model for a tool call, a JSON answer and the colour of an image; read its context length.

    Raises:
        openai.APIError: It doesn't answer the plainest question; refusing one of the others only means "it can't".
    """
    await client.chat.completions.create(
        model=server.model,
        messages=[{"role": "user", "content": "Say yes."}],
        max_tokens=4,
        timeout=PROBE_TIMEOUT_S,
    )
    listed, tools, schema, vision = await asyncio.gather(
        _find_listed(server),
        _asked(_calls_tools(client, server.model)),
        _asked(_keeps_schema(client, server.model)),
        _asked(_sees(client, server.model)),
    )
    context, origin = _context_of(listed)
    parameters = listed.meta.n_params if listed and listed.meta else None
    origins: dict[str, Origin] = {
        "context_tokens": origin,
        "has_tools": tools[1],
        "has_json_schema": schema[1],
        "has_vision": vision[1],
        "has_audio": "assumed",
        "is_small": "assumed" if parameters is None else "probed",
    }
    return Capabilities(
        context_tokens=context,
        has_tools=tools[0],
        has_json_schema=schema[0],
        has_vision=vision[0],
        is_small=parameters is not None and parameters < SMALL_BELOW_PARAMETERS,
        origins=origins,
    )


async def _asked(question: Awaitable[bool]) -> tuple[bool, Origin]:
    """Give the answer; one that came too late is only an assumption, and is asked again another time."""
    try:
        return await question, "probed"
    except openai.APIStatusError:
        return False, "probed"
    except openai.APITimeoutError:
        return False, "assumed"


async def _calls_tools(client: AsyncOpenAI, model: str) -> bool:
    answer = await client.chat.completions.create(
        model=model,
        messages=[{"role": "user", "content": "What time is it in Lisbon? Use the tool."}],
        tools=[_TOOL],
        max_tokens=MOST_TOKENS,
        temperature=0,
        timeout=PROBE_TIMEOUT_S,
    )
    calls = answer.choices[0].message.tool_calls or []
    return any(call.type == "function" and call.function.name == "get_time" for call in calls)


async def _keeps_schema(client: AsyncOpenAI, model: str) -> bool:
    answer = await client.chat.completions.create(
        model=model,
        messages=[{"role": "user", "content": "Is water wet? Tell me in a short poem."}],
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": _SCHEMA, "strict": True},
        },
        max_tokens=MOST_TOKENS,
        temperature=0,
        timeout=PROBE_TIMEOUT_S,
    )
    try:
        said = json.loads(answer.choices[0].message.content or "")
    except json.JSONDecodeError:
        return False
    return said in ({"answer": "yes"}, {"answer": "no"})


async def _sees(client: AsyncOpenAI, model: str) -> bool:
    url = "data:image/png;base64," + base64.b64encode(_red_square()).decode()
    answer = await client.chat.completions.create(
        model=model,
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "Which colour fills this image? Answer with one word."},
                    {"type": "image_url", "image_url": {"url": url}},
                ],
            }
        ],
        max_tokens=MOST_TOKENS,
        temperature=0,
        timeout=PROBE_TIMEOUT_S,
    )
    return "red" in (answer.choices[0].message.content or "").lower()


async def _find_listed(server: Server) -> ListedModel | None:
    try:
        listed = await list_models(server)
    except Unavailable:
        return None  # not every server lists its models; the questions still tell
    return next((model for model in listed if model.id == server.model), None)


def _context_of(listed: ListedModel | None) -> tuple[int, Origin]:
    if listed is None:
        return ASSUMED_CONTEXT_TOKENS, "assumed"
    known = listed.max_model_len or (listed.meta and (listed.meta.n_ctx or listed.meta.n_ctx_train))
    return (known, "declared") if known else (ASSUMED_CONTEXT_TOKENS, "assumed")


def _red_square(side: int = 64) -> bytes:
    """A PNG of one colour, written by hand so that a probe needs no image library (PNG 1.2, sections 3 and 4)."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + b"\xff\0\0" * side) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
