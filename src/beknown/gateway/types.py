"""What the model API is made of: keys, where a model is asked, and what a call used."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from pydantic import JsonValue

from beknown.kit.ids import PersonId
from beknown.models import Capabilities, Endpoint

JsonObject = dict[str, JsonValue]
KeyScope = Literal["plain", "personal"]
KEY_SCOPES: tuple[KeyScope, ...] = get_args(KeyScope)
Resource = Literal["api", "mcp"]
"""A part of this server that a key may be made for alone: the model API, or the MCP server."""

PERSONAL_MODEL = "beknown"
"""The name under which a program asks for the assistant of the key's owner."""

CASCADE_MODEL = "cascade"
"""The name under which a program asks small models first, and bigger ones where those aren't sure."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key as a person wants it.

    Args:
        name: What they call it.
        scopes: `plain` asks models that know nobody, `personal` asks the owner's assistant.
        requests_per_minute: Most requests in a minute; None for what the operator allows everybody.
        tokens_per_day: Most tokens in a day (UTC), in and out together; None for no limit.
        micros_per_day: Most that it may cost in a day (UTC), in millionths of the operator's currency.
        expires_at: When it ends by itself.
    """

    name: str
    scopes: frozenset[KeyScope]
    requests_per_minute: int | None = None
    tokens_per_day: int | None = None
    micros_per_day: int | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key that a request came with, and whose it is.

    `client_id` is the app that holds it, `resource` the one part of this server that it opens; None for all.
    """

    person: PersonId
    id: UUID
    scopes: frozenset[KeyScope]
    requests_per_minute: int | None
    tokens_per_day: int | None
    display_name: str
    locale: str
    time_zone: str
    client_id: UUID | None = None
    resource: Resource | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """What one call used; `cached_tokens` is the part of the input that the engine had read before."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """A model that can be asked, and where.

    Args:
        name: The name programs know it by.
        backend: Which server it is; health is kept for each.
        endpoint: Its address, key and own name there.
        capabilities: What it can do, where that is known.
    """

    name: str
    backend: str
    endpoint: Endpoint
    capabilities: Capabilities | None = field(default=None)


def read_usage(answer: JsonObject) -> Spent:
    """Read what an answer says it used."""
    usage = answer.get("usage")
    if not isinstance(usage, dict):
        return Spent()
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else 0
    return Spent(_count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")), _count(cached))


def _count(value: JsonValue) -> int:
    return value if isinstance(value, int) else 0
