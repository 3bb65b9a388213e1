"""A language model as the agent loop wants it, with the server's failures in our words."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from openai import AsyncOpenAI
from pydantic_ai import RunContext
from pydantic_ai.exceptions import ModelAPIError, ModelHTTPError
from pydantic_ai.messages import ModelMessage, ModelResponse
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
from pydantic_ai.settings import ModelSettings

from beknown.models.trouble import Place, in_our_words, lost, refused
from beknown.models.types import Capabilities


def open_chat_model(client: AsyncOpenAI, model: str, place: Place, capabilities: Capabilities) -> Model:
    """Give the model that an agent loop asks; it raises errors of ours, `Unavailable` when the server dies."""
    profile = OpenAIModelProfile(
        supports_tools=capabilities.has_tools,
        supports_json_schema_output=capabilities.has_json_schema,
        supports_image_input=capabilities.has_vision,
        supports_audio_input=capabilities.has_audio,
        openai_chat_streaming_requires_finish_reason=True,  # a stream that just ends means that the server died
        openai_supports_strict_tool_definition=False,
    )
    provider = OpenAICompatibleProvider("beknown", openai_client=client)
    return _Guarded(OpenAIChatModel(model, provider=provider, profile=profile), place)


@contextmanager
def _in_our_words(place: Place) -> Generator[None]:
    """Raise an error of ours also for what the agent loop's library makes of the server's failures."""
    with in_our_words(place):
        try:
            yield
        except ModelHTTPError as error:
            raise refused(error, error.status_code, place) from error
        except ModelAPIError as error:
            raise lost(error, place) from error


class _Guarded(WrapperModel):
    """The model for an agent loop, with the server's failures in our words."""

    def __init__(self, wrapped: Model, place: Place) -> None:
        super().__init__(wrapped)
        self._place = place

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        """Ask and wait for the whole answer."""
        with _in_our_words(self._place):
            return await super().request(messages, model_settings, model_request_parameters)

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        """Ask and read the answer as it comes."""
        with _in_our_words(self._place):
            async with super().request_stream(
                messages, model_settings, model_request_parameters, run_context
            ) as answer:
                yield answer
