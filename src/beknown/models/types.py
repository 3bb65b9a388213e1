"""What a model is to the rest of the house: Protocols for each slot, and the facts that code may ask for."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
import numpy.typing as npt
from pydantic import JsonValue

if TYPE_CHECKING:
    from pydantic_ai.models import Model  # takes seconds to load; recall doesn't need it

Slot = Literal["language", "embedding"]
SLOTS: tuple[Slot, ...] = ("language", "embedding")
Origin = Literal["probed", "declared", "assumed"]
Role = Literal["system", "user", "assistant"]
Engine = Literal["embedded", "server"]
State = Literal["running", "ready", "missing", "failed"]

Vector = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with the bytes that came and the bytes in all."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a language model can do. Code asks for one of these, never for a model's name.

    Args:
        context_tokens: Longest prompt and answer together, in tokens.
        has_tools: It calls tools when asked to.
        has_json_schema: Its answers keep to a given JSON schema.
        has_vision: It sees images.
        has_audio: It hears sound.
        is_small: It can phrase, not reason; decide by code what to recall and which tool to use.
        origins: Where each statement comes from, by field name.
    """

    context_tokens: int
    has_tools: bool = False
    has_json_schema: bool = False
    has_vision: bool = False
    has_audio: bool = False
    is_small: bool = False
    origins: Mapping[str, Origin] = field(default_factory=dict[str, Origin])


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a plain prompt."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, or of several; `cached_tokens` is the part of the input that the engine had read before."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole answer; `is_cut` when it ended at the token limit."""

    text: str
    usage: Usage
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a language model is asked in OpenAI's protocol: the address with `/v1`, its name there, the key."""

    url: str
    model: str
    api_key: str | None = field(default=None, repr=False)


class LanguageModel(Protocol):
    """A language model that is ready to answer."""

    @property
    def name(self) -> str:
        """The name people see."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""
        ...

    @property
    def endpoint(self) -> Endpoint:
        """Where it is asked, for whoever passes requests on as they are."""
        ...

    @property
    def chat_model(self) -> "Model":
        """The model for an agent loop; it raises errors of ours, `Unavailable` when the server dies."""
        ...

    async def complete(
        self,
        messages: Sequence[ChatMessage],
        *,
        max_tokens: int = 512,
        temperature: float = 0.0,
        schema: Mapping[str, JsonValue] | None = None,
    ) -> Completion:
        """Answer in one piece; with `schema` the text is JSON of that shape where the model can.

        Raises:
            Unavailable: The server can't be reached, or died.
        """
        ...

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        max_tokens: int = 512,
        temperature: float = 0.0,
        note: Callable[[Usage], None] | None = None,
    ) -> AsyncIterator[str]:
        """Answer piece by piece; `note` is told at the end what the call used, if the server tells.

        Raises:
            Unavailable: The server can't be reached, or died in mid-answer; the pieces before it stand.
        """
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """Vectors in the order of their texts, and how many tokens the model read for all of them together."""

    vectors: list[Vector]
    tokens: int


class Embedder(Protocol):
    """Turns text into unit vectors; near in meaning is near in angle."""

    @property
    def name(self) -> str:
        """Names the vector space: vectors of different names can't be compared."""
        ...

    @property
    def dims(self) -> int:
        """Length of a vector."""
        ...

    async def embed_query(self, text: str) -> Vector:
        """Embed what someone looks for; answers soon also while passages are being embedded."""
        ...

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Embed what may be found, in the order given."""
        ...

    async def embed_counted(self, texts: Sequence[str]) -> Counted:
        """Embed what may be found, and count the tokens as the model reads them."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A server found on this machine that the operator may choose."""

    kind: Literal["ollama"]
    url: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlotReport:
    """What fills a slot now, for `beknown doctor` and the models page.

    Args:
        slot: Which need this is about.
        engine: On this machine, or a server.
        name: The model's name.
        state: `running`; `ready` to start when needed; `missing` weights; `failed`.
        detail: One sentence: how it is, and how to mend it if it isn't well.
        url: The server's address, for a server.
        weights: Key or path of the weight file, for an embedded engine.
        size_bytes: Size of the weight file.
        licence: Its licence.
        capabilities: What the language model can do, where that is known by now.
        pinned_by: The setting that decides, when the page can't switch it.
    """

    slot: Slot
    engine: Engine
    name: str
    state: State
    detail: str
    url: str | None = None
    weights: str | None = None
    size_bytes: int | None = None
    licence: str | None = None
    capabilities: Capabilities | None = None
    pinned_by: str | None = None

    @property
    def is_small(self) -> bool:
        """Whether it can only phrase; an embedded one is taken for small until it was asked."""
        return self.capabilities.is_small if self.capabilities else self.engine == "embedded"
