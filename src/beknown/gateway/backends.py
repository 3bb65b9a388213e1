"""Where models are asked: the operator's own model, and the servers named beside it."""

import re
import time
from collections import deque
from dataclasses import dataclass, field

import httpx

from beknown.gateway.types import PERSONAL_MODEL, Target
from beknown.kit.errors import NotFound, Unavailable
from beknown.kit.settings import Settings
from beknown.models import Endpoint, Models, Server, list_models, server_at

FAILURES = 3
"""So many failures in a row open the circuit: the backend rests."""

REST_S = 15.0
LISTED_FOR_S = 30.0
OWN = "own"
_SPACES = re.compile(r"[^a-z0-9._:/-]+")


@dataclass(slots=True)
class _Health:
    failures: deque[float] = field(default_factory=lambda: deque[float](maxlen=FAILURES))

    @property
    def rests(self) -> bool:
        """Whether it failed so often that it isn't asked for a while."""
        return len(self.failures) == FAILURES and time.monotonic() - self.failures[-1] < REST_S


@dataclass(frozen=True, slots=True)
class _Listed:
    at: float
    models: tuple[str, ...]


class Backends:
    """Finds who can answer for a model's name, and remembers who doesn't answer.

    Args:
        settings: Name further servers.
        models: Give the operator's own model.
    """

    def __init__(self, settings: Settings, models: Models) -> None:
        self._models = models
        self._servers = tuple(
            server_at(
                url, "", settings.gateway_api_key.get_secret_value() if settings.gateway_api_key else None
            )
            for url in settings.gateway_urls.split()
        )
        self._health: dict[str, _Health] = {}
        self._listed: dict[str, _Listed] = {}

    async def find(self, model: str) -> list[Target]:
        """Give who can answer for a model, those that answer well first.

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
        return sorted(targets, key=lambda target: self._health_of(target.backend).rests)

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
        return list(dict.fromkeys([*names, PERSONAL_MODEL]))

    def note_failure(self, target: Target) -> None:
        """Remember that a backend didn't answer."""
        self._health_of(target.backend).failures.append(time.monotonic())

    def note_success(self, target: Target) -> None:
        """Remember that a backend answered."""
        self._health_of(target.backend).failures.clear()

    def _health_of(self, backend: str) -> _Health:
        return self._health.setdefault(backend, _Health())

    async def _list(self, server: Server) -> tuple[str, ...]:
        known = self._listed.get(server.url)
        if known is not None and time.monotonic() - known.at < LISTED_FOR_S:
            return known.models
        try:
            models = tuple(each.id for each in await list_models(server))
        except (Unavailable, httpx.HTTPError):
            models = known.models if known is not None else ()
            self._health_of(server.url).failures.append(time.monotonic())
        self._listed[server.url] = _Listed(time.monotonic(), models)
        return models


def make_id(name: str) -> str:
    """Give a model's name in a form that programs can write: 'SmolLM2 135M' is 'smollm2-135m'."""
    return name if not re.search(r"\s", name) else _SPACES.sub("-", name.lower()).strip("-")
