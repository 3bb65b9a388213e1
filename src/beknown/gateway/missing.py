"""Operations of OpenAI's API that no engine of the house does: passed on to a server that lists the model, or refused.

Source: OpenAI API reference, "Audio", "Images", version 2.3.0 of the specification.
"""

from collections.abc import Sequence

from fastapi import FastAPI, Request, Response
from starlette.datastructures import UploadFile

from beknown.gateway import wire
from beknown.gateway.backends import OWN
from beknown.gateway.chat import check_scope
from beknown.gateway.gateway import Gateway
from beknown.gateway.relay import Passed
from beknown.gateway.surface import KeyHolder, Parts
from beknown.gateway.types import OpenKey, Spent, Target
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.web import takes_up_to

MOST_BODY_BYTES = 64 * 1024**2
PATHS = (
    "/audio/transcriptions",
    "/audio/translations",
    "/audio/speech",
    "/images/generations",
    "/images/edits",
    "/images/variations",
)


def add_missing(app: FastAPI) -> None:
    """Add the routes."""
    for path in PATHS:
        _add(app, path)


def _add(app: FastAPI, path: str) -> None:
    @app.post(path, response_model=None, name=path.strip("/").replace("/", "_"))
    @takes_up_to(MOST_BODY_BYTES)
    async def pass_on(request: Request, key: KeyHolder, gateway: Parts) -> Response:
        """Pass the request on to a server that has the model it names."""
        await gateway.ledger.admit(key)
        body = await request.body()
        model = await _read_model(request, body)
        targets = await _find_targets(gateway, key, path, model)
        kind = request.headers.get("content-type", "application/json")
        answer = await gateway.relay.pass_on(targets, path, body, kind)
        gateway.ledger.note(key, model, _read_spent(answer))
        return Response(answer.content, media_type=answer.kind)


async def _find_targets(gateway: Gateway, key: OpenKey, path: str, model: str) -> Sequence[Target]:
    check_scope(key, model)
    try:
        found = [each for each in await gateway.backends.find(model) if each.backend != OWN]
    except NotFound:
        found = []
    if not found:
        raise Invalid(
            f"No engine here does {path} with the model {model[:100]!r}. The operator can name an OpenAI-compatible "
            "server that has one, by the setting BEKNOWN_GATEWAY_URLS.",
            code="model_not_supported",
            param="model",
        )
    return found


def _read_spent(answer: Passed) -> Spent:
    """Give what an answer says it used, if it says so; sound and pictures are mostly not counted in tokens."""
    if not (answer.kind or "").startswith("application/json"):
        return Spent()
    try:
        said = wire.read(answer.content)
    except ValueError:
        return Spent()
    usage = said.get("usage") if isinstance(said, dict) else None
    if not isinstance(usage, dict):
        return Spent()
    read, written = usage.get("input_tokens"), usage.get("output_tokens")
    return Spent(read if isinstance(read, int) else 0, written if isinstance(written, int) else 0)


async def _read_model(request: Request, body: bytes) -> str:
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form() as form:
            model = form.get("model")
        model = None if isinstance(model, UploadFile) else model
    else:
        model = wire.read_object(body).get("model")
    if not isinstance(model, str) or not model:
        raise Invalid("Name a model.", param="model", code="missing_required_parameter")
    return model
