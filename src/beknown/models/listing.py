"""Reads which models a server lists."""

from dataclasses import replace

import httpx
from pydantic import BaseModel, ValidationError

from beknown.kit.errors import Unavailable
from beknown.kit.tls import trusted
from beknown.models.choices import Server

LIST_TIMEOUT_S = 10.0


class Meta(BaseModel):
    """What llama.cpp tells of a model."""

    n_ctx: int | None = None
    n_ctx_train: int | None = None
    n_params: int | None = None


class ListedModel(BaseModel):
    """A model of `GET /models`, with the fields that llama.cpp and vLLM add."""

    id: str
    max_model_len: int | None = None
    meta: Meta | None = None


class _ModelList(BaseModel):
    data: list[ListedModel]


async def list_models(server: Server) -> list[ListedModel]:
    """Give the models a server lists.

    Raises:
        Unavailable: It doesn't answer, or not with a list; the message says the way out.
    """
    headers = {"Authorization": f"Bearer {server.api_key}"} if server.api_key else {}
    try:
        async with httpx.AsyncClient(timeout=LIST_TIMEOUT_S, verify=trusted()) as client:
            answer = await client.get(f"{server.url}/models", headers=headers)
            answer.raise_for_status()
        return _ModelList.model_validate_json(answer.content).data
    except (httpx.HTTPError, httpx.InvalidURL, ValidationError) as error:
        raise Unavailable(_way_out(server, error)) from error


async def name_model(server: Server) -> Server:
    """Give the server with a model's name: the first it lists, where none was chosen.

    Raises:
        Unavailable: It can't be reached, or lists none.
    """
    if server.model:
        return server
    models = await list_models(server)
    if not models:
        raise Unavailable(f"{server.url} lists no models; name one, or load one there.")
    return replace(server, model=models[0].id)


def _way_out(server: Server, error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        status = error.response.status_code
        hint = "Check the key." if status in (401, 403) else "Check that the address ends in /v1."
        return f"{server.url} answers with status {status}. {hint}"
    if isinstance(error, ValidationError):
        return f"{server.url} doesn't answer with a list of models. Check that the address ends in /v1."
    return (
        f"{server.url} can't be reached ({type(error).__name__}). Check that the server runs and the address."
    )
