"""Tries a server before it is chosen: does it answer, what can it do, how fast is it."""

import time
from dataclasses import dataclass, replace

from beknown.models.choices import Server
from beknown.models.listing import list_models, name_model
from beknown.models.probe import probe_language
from beknown.models.remote_embedding import open_embedder
from beknown.models.server_language import open_client
from beknown.models.trouble import Place, in_our_words
from beknown.models.types import Capabilities, Slot

TRIAL_TIMEOUT_S = 60.0
WORDS = "Say hello in one short sentence."


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial found: `answer_ms` is one short answer, or one embedded query."""

    model: str
    models: tuple[str, ...]
    answer_ms: int
    answer: str = ""
    capabilities: Capabilities | None = None
    dims: int | None = None


async def try_server(slot: Slot, server: Server) -> Trial:
    """Ask a server what it is to be used for.

    Raises:
        Unavailable: It can't be reached, refuses the key, or lacks the model; the message says the way out.
    """
    listed = tuple(model.id for model in await list_models(server))
    named = await name_model(server)
    trial = Trial(named.model, listed, 0)
    return await (_try_language(named, trial) if slot == "language" else _try_embedding(named, trial))


async def _try_language(server: Server, trial: Trial) -> Trial:
    place = Place(server.model, server.url, "LANGUAGE")
    async with open_client(server.url, server.api_key, timeout_s=TRIAL_TIMEOUT_S) as client:
        with in_our_words(place):
            started = time.monotonic()
            answer = await client.chat.completions.create(
                model=server.model, messages=[{"role": "user", "content": WORDS}], max_tokens=60
            )
            took_ms = round((time.monotonic() - started) * 1000)
            capabilities = await probe_language(client, server)
    words = (answer.choices[0].message.content or "")[:300]
    return replace(trial, answer_ms=took_ms, answer=words, capabilities=capabilities)


async def _try_embedding(server: Server, trial: Trial) -> Trial:
    embedder = await open_embedder(server, TRIAL_TIMEOUT_S)
    try:
        started = time.monotonic()
        await embedder.embed_query(WORDS)
        took_ms = round((time.monotonic() - started) * 1000)
    finally:
        await embedder.close()
    return replace(trial, answer_ms=took_ms, dims=embedder.dims)
