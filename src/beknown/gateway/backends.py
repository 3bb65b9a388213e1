"""Where models are asked: the operator's own model, and the servers named beside it."""

import asyncio
import re
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import httpx

from beknown.gateway.circuit import Attempt, Circuit, CircuitState
from beknown.gateway.types import CASCADE_MODEL, PERSONAL_MODEL, Target
from beknown.kit import telemetry
from beknown.kit.errors import NotFound, Unavailable
from beknown.kit.settings import Settings
from beknown.models import Endpoint, Models, Server, list_models, server_at

LISTED_FOR_S = 30.0
OWN = "own"
_SPACES = re.compile(r"[^a-z0-9._:/-]+")
_log = telemetry.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Listed:
    at: float
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackendReport:
    """How a backend is.

    Args:
        backend: `own`, or the server's address.
        state: `closed` while it answers, `open` while it rests, `half-open` when one request may try it.
        failures: In a row, up to now.
        last_failure: Its kind; "" where there was none.
        rests_for_s: How long it isn't asked.
        models: What it lists.
    """

    backend: str
    state: CircuitState
    failures: int
    last_failure: str
    rests_for_s: float
    models: tuple[str, ...]


class Backends:
    """Finds who can answer for a model's name, and remembers who doesn't answer.

    Args:
        settings: Name further servers.
        models: Give the operator's own model.
    """

    def __init__(self, settings: Settings, models: Models) -> None:
        self._models = models
        self.cascade = tuple(settings.gateway_cascade.split())
        self.cascade_sureness = settings.gateway_cascade_sureness
        self._servers = tuple(
            server_at(
                url, "", settings.gateway_api_key.get_secret_value() if settings.gateway_api_key else None
            )
            for url in settings.gateway_urls.split()
        )
        self._circuits: dict[str, Circuit] = {}
        self._listed: dict[str, _Listed] = {}
        self._listing: dict[str, asyncio.Task[tuple[str, ...]]] = {}

    async def find(self, model: str) -> list[Target]:
        """Give who can answer for a model, the operator's own first.

        Raises:
            NotFound: Nobody here has a model of this name.
            Unavailable: Who has it doesn't answer now.
        """
        own = await self.find_own()
        targets = [own] if own is not None and model in {own.name, own.endpoint.model} else []
        targets += [
            Target(model, server.url, Endpoint(server.url, model, server.api_key))
            for server in self._servers
            if model in await self._list(server)
        ]
        if not targets:
            raise NotFound(
                f"There is no model {model[:100]!r} here. `GET /v1/models` lists those there are.",
                code="model_not_found",
                param="model",
            )
        return targets

    async def find_own(self) -> Target | None:
        """Give the operator's own language model; None while it can't be had."""
        try:
            language = await self._models.language()
        except Unavailable:
            return None
        endpoint = language.endpoint
        return Target(make_id(endpoint.model), OWN, endpoint, language.capabilities)

    async def list(self) -> list[str]:
        """Give the names of all models, each once."""
        own = await self.find_own()
        names = [own.name] if own is not None else []
        for server in self._servers:
            names += await self._list(server)
        cascade = [CASCADE_MODEL] if self.cascade else []
        return list(dict.fromkeys([*names, *cascade, PERSONAL_MODEL]))

    def attempts(self, targets: Sequence[Target]) -> Iterator[tuple[Target, Attempt]]:
        """Give whom to ask, one after the other: those that answer, then, when nobody is left, those that rest."""
        resting = deque[Target]()
        for target in targets:
            circuit = self._circuit_of(target.backend)
            if circuit.lets_pass():
                yield target, circuit.attempt()
            else:
                resting.append(target)
        for target in resting:
            yield target, self._circuit_of(target.backend).attempt()

    async def describe(self) -> tuple[BackendReport, ...]:
        """Say how each backend is."""
        own = await self.find_own()
        listed = {OWN: (own.name,) if own is not None else ()}
        listed |= {server.url: await self._list(server) for server in self._servers}
        circuits = [(backend, self._circuit_of(backend)) for backend in listed]
        return tuple(
            BackendReport(backend, it.state, it.failures, it.last_failure, it.rests_for_s, listed[backend])
            for backend, it in circuits
        )

    def _circuit_of(self, backend: str) -> Circuit:
        return self._circuits.setdefault(backend, Circuit())

    async def _list(self, server: Server) -> tuple[str, ...]:
        """Give the models of a server; a list that has grown old serves while a new one is asked for."""
        known = self._listed.get(server.url)
        if known is not None and time.monotonic() - known.at < LISTED_FOR_S:
            return known.models
        asking = self._listing.get(server.url)
        if asking is None or asking.done():
            asking = self._listing[server.url] = asyncio.create_task(self._ask_for_list(server))
        return known.models if known is not None and known.models else await asyncio.shield(asking)

    async def _ask_for_list(self, server: Server) -> tuple[str, ...]:
        """Ask a server which models it has; one that is silent keeps those it had."""
        try:
            models = tuple(each.id for each in await list_models(server))
        except (Unavailable, httpx.HTTPError) as error:
            kind = type(error.__cause__ or error).__name__
            models = self._listed[server.url].models if server.url in self._listed else ()
            self._circuit_of(server.url).note_failure(kind)
            _log.warning("a backend doesn't list its models", kind=kind)
        self._listed[server.url] = _Listed(time.monotonic(), models)
        return models

    async def close(self) -> None:
        """Ask nobody any more."""
        for asking in self._listing.values():
            asking.cancel()
        await asyncio.gather(*self._listing.values(), return_exceptions=True)


def make_id(name: str) -> str:
    """Give a model's name in a form that programs can write: 'SmolLM2 135M' is 'smollm2-135m'."""
    return name if not re.search(r"\s", name) else _SPACES.sub("-", name.lower()).strip("-")
