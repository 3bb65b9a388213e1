"""A language model behind an OpenAI-compatible server: the embedded one, and any other."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import httpx2
from openai import AsyncOpenAI, DefaultAsyncHttpxClient, omit
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletionMessageParam
from openai.types.shared_params import ResponseFormatJSONSchema
from pydantic import JsonValue

from beknown.kit.tls import trusted
from beknown.models.trouble import Place, in_our_words
from beknown.models.types import Capabilities, ChatMessage, Completion, Endpoint, Usage

if TYPE_CHECKING:
    from pydantic_ai.models import Model

CONNECT_TIMEOUT_S = 5.0
NO_KEY = "none"


def open_client(url: str, api_key: str | None, *, timeout_s: float, retries: int = 0) -> AsyncOpenAI:
    """Open a client of an OpenAI-compatible server. `timeout_s` is the longest silence, not the whole answer."""
    timeout = httpx2.Timeout(timeout_s, connect=CONNECT_TIMEOUT_S)
    return AsyncOpenAI(
        base_url=url,
        api_key=api_key or NO_KEY,
        http_client=DefaultAsyncHttpxClient(base_url=url, timeout=timeout, verify=trusted()),
        timeout=timeout,
        max_retries=retries,
        organization="",
        project="",
    )


class ServerLanguage:
    """A `LanguageModel` that asks a server.

    Args:
        client: The open client; whoever opened it closes it.
        model: The name the server knows the model by.
        place: What errors call it.
        capabilities: What it can do.
    """

    def __init__(self, client: AsyncOpenAI, model: str, place: Place, capabilities: Capabilities) -> None:
        self._client = client
        self._model = model
        self._place = place
        self._capabilities = capabilities
        self._chat_model: Model | None = None
        key = client.api_key
        self._endpoint = Endpoint(str(client.base_url).rstrip("/"), model, None if key == NO_KEY else key)

    @property
    def name(self) -> str:
        """The name people see."""
        return self._place.name

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""
        return self._capabilities

    @property
    def endpoint(self) -> Endpoint:
        """Where it is asked. See `LanguageModel.endpoint`."""
        return self._endpoint

    @property
    def chat_model(self) -> "Model":
        """The model for an agent loop."""
        if self._chat_model is None:
            from beknown.models.chat_model import (  # noqa: PLC0415 - heavy, and only an agent loop needs it
                open_chat_model,
            )

            self._chat_model = open_chat_model(self._client, self._model, self._place, self._capabilities)
        return self._chat_model

    async def complete(
        self,
        messages: Sequence[ChatMessage],
        *,
        max_tokens: int = 512,
        temperature: float = 0.0,
        schema: Mapping[str, JsonValue] | None = None,
    ) -> Completion:
        """Answer in one piece. See `LanguageModel.complete`."""
        with in_our_words(self._place):
            answer = await self._client.chat.completions.create(
                model=self._model,
                messages=_plain(messages),
                max_tokens=max_tokens,
                temperature=temperature,
                response_format=_format(schema) if schema is not None else omit,
            )
        choice = answer.choices[0]
        usage = _usage_of(answer.usage) if answer.usage is not None else Usage()
        return Completion(choice.message.content or "", usage, choice.finish_reason == "length")

    async def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        max_tokens: int = 512,
        temperature: float = 0.0,
        note: Callable[[Usage], None] | None = None,
    ) -> AsyncIterator[str]:
        """Answer piece by piece. See `LanguageModel.stream`."""
        with in_our_words(self._place):
            chunks = await self._client.chat.completions.create(
                model=self._model,
                messages=_plain(messages),
                max_tokens=max_tokens,
                temperature=temperature,
                stream=True,
                stream_options={"include_usage": True} if note is not None else omit,
            )
            async with chunks:
                async for chunk in chunks:
                    if note is not None and chunk.usage is not None:
                        note(_usage_of(chunk.usage))
                    if chunk.choices and (piece := chunk.choices[0].delta.content):
                        yield piece


def _usage_of(said: CompletionUsage) -> Usage:
    details = said.prompt_tokens_details
    cached = details.cached_tokens if details is not None else None
    return Usage(said.prompt_tokens, said.completion_tokens, cached or 0)


def _plain(messages: Sequence[ChatMessage]) -> list[ChatCompletionMessageParam]:
    return [
        cast("ChatCompletionMessageParam", {"role": message.role, "content": message.content})
        for message in messages
    ]


def _format(schema: Mapping[str, JsonValue]) -> ResponseFormatJSONSchema:
    return {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": dict(schema), "strict": True},
    }
