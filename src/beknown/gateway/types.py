"""What the model API is made of: keys, where a model is asked, and what a call used."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from pydantic import JsonValue

from beknown.kit.ids import PersonId
from beknown.models import Capabilities, Endpoint

JsonObject = dict[str, JsonValue]


class Verbatim(JsonObject):
    """A JSON object together with the bytes a backend wrote it in, so that it can be passed on without a change.

    Whatever is made of it with `|` or `{**…}` is a plain object again, since these bytes don't tell it.
    """

    def __init__(self, raw: bytes) -> None:
        """Read the bytes.

        Raises:
            ValueError: They aren't an object.
        """
        read: JsonValue = json.loads(raw.decode())
        if not isinstance(read, dict):
            raise ValueError("not an object")  # noqa: TRY004 - one kind of error for whatever isn't an object
        super().__init__(read)
        self.raw = raw


def write_json(said: JsonObject) -> bytes:
    """Give the bytes of an object: those it came in, or its shortest."""
    if isinstance(said, Verbatim):
        return said.raw
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


KeyScope = Literal["plain", "personal"]
KEY_SCOPES: tuple[KeyScope, ...] = get_args(KeyScope)
Resource = Literal["api", "mcp"]
"""A part of this server that a key may be made for alone: the model API, or the MCP server."""

PERSONAL_MODEL = "beknown"
"""The name under which a program asks for the assistant of the key's owner."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key as a person wants it.

    Args:
        name: What they call it.
        scopes: `plain` asks models that know nobody, `personal` asks the owner's assistant.
        requests_per_minute: Most requests in a minute; None for what the operator allows everybody.
        tokens_per_day: Most tokens in a day (UTC), in and out together; None for no limit.
        expires_at: When it ends by itself.
    """

    name: str
    scopes: frozenset[KeyScope]
    requests_per_minute: int | None = None
    tokens_per_day: int | None = None
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
