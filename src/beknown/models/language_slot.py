"""Fills the language slot: with the embedded engine, or with a server."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from openai import AsyncOpenAI

from beknown.kit.errors import Unavailable
from beknown.kit.settings import Settings
from beknown.models.choices import Choice, Server
from beknown.models.embedded_language import Address, EmbeddedLanguage, Launch
from beknown.models.fetch import fetch_weights, find_weights
from beknown.models.listing import list_models, name_model
from beknown.models.probe import probe_language
from beknown.models.registry import find_chosen
from beknown.models.remembered import find_capabilities, remember_capabilities
from beknown.models.server_language import ServerLanguage, open_client
from beknown.models.trouble import Place, in_our_words
from beknown.models.types import Capabilities, Origin, Progress, SlotReport


class LanguageSlot(Protocol):
    """What fills the language slot: gives the model, says how it is."""

    async def language(self, progress: Progress) -> ServerLanguage:
        """Give the model, ready to answer."""
        ...

    async def report(self) -> SlotReport:
        """Say how it is, without starting anything."""
        ...

    async def close(self) -> None:
        """Let go of everything."""
        ...


def fill_language(choice: Choice, settings: Settings, folder: Path) -> LanguageSlot:
    """Make the slot that a choice asks for; nothing is started or reached yet.

    Raises:
        NotFound: The weights are neither in the registry nor a file.
    """
    if choice.server is not None:
        return _ServerSlot(choice, choice.server, settings, folder)
    return _EmbeddedSlot(choice, settings, folder)


class _EmbeddedSlot:
    def __init__(self, choice: Choice, settings: Settings, folder: Path) -> None:
        self._choice = choice
        self._settings = settings
        self._folder = folder
        self._entry, self._path = find_chosen(choice.weights)
        self._engine: EmbeddedLanguage | None = None
        self._client: AsyncOpenAI | None = None
        self._language: tuple[Address, ServerLanguage] | None = None
        self._lock = asyncio.Lock()

    async def language(self, progress: Progress) -> ServerLanguage:
        async with self._lock:
            if self._engine is None:
                self._engine = EmbeddedLanguage(await self._launch(progress))
            address = await self._engine.ready()
            if self._language is None or self._language[0] != address:
                await self._close_client()
                self._language = (address, await self._open(self._engine.launch, address))
            return self._language[1]

    async def report(self) -> SlotReport:
        path = self._path or (find_weights(self._entry, self._folder) if self._entry else None)
        engine = self._engine
        report = SlotReport(
            slot="language",
            engine="embedded",
            name=self._name,
            state="ready" if path else "missing",
            detail="It starts when it is needed." if path else "Its weights are not here yet; fetch them.",
            weights=self._entry.key if self._entry else str(self._path),
            size_bytes=path.stat().st_size if path else self._entry and self._entry.size_bytes,
            licence=self._entry.licence if self._entry else None,
            capabilities=self._capabilities(),
            pinned_by=self._choice.pinned_by,
        )
        if engine is not None and engine.address is not None:
            return replace(report, state="running", detail="It runs on this machine.")
        if engine is not None and engine.last_failure:
            return replace(report, state="failed", detail=engine.last_failure)
        return report

    async def close(self) -> None:
        if self._engine is not None:
            await self._engine.close()
        await self._close_client()

    @property
    def _name(self) -> str:
        return self._entry.title if self._entry else (self._path or Path("model")).stem

    async def _launch(self, progress: Progress) -> Launch:
        path = self._path
        if self._entry is not None:
            path = await fetch_weights(self._entry, self._folder, progress)
        return Launch(
            name=self._name,
            weights=str(path),
            vision_weights=self._settings.language_vision_weights or "",
            context_tokens=self._settings.language_context_tokens,
            threads=self._settings.language_threads,
        )

    async def _open(self, launch: Launch, address: Address) -> ServerLanguage:
        url = f"{address.url}/v1"
        place = Place(self._name, url, "LANGUAGE", is_embedded=True)
        self._client = open_client(url, address.api_key, timeout_s=self._settings.language_timeout_s)
        capabilities = self._capabilities()
        if capabilities is None:
            with in_our_words(place):
                capabilities = await probe_language(self._client, Server(url, launch.name, address.api_key))
            remember_capabilities(self._folder, self._key, capabilities)
        return ServerLanguage(self._client, launch.name, place, capabilities)

    def _capabilities(self) -> Capabilities | None:
        if self._entry is not None and self._entry.abilities is not None:
            known = self._entry.abilities.model_dump()
            most = self._settings.language_context_tokens or known["context_tokens"]
            known["context_tokens"] = min(most, known["context_tokens"])
            origins: dict[str, Origin] = dict.fromkeys(known, "declared")
            return Capabilities(**known, origins=origins)
        return find_capabilities(self._folder, self._key)

    @property
    def _key(self) -> str:
        if self._path is None or not self._path.exists():
            return ""
        known = self._path.stat()
        parts = (self._path, known.st_size, known.st_mtime_ns, self._settings.language_vision_weights)
        return "|".join(str(part) for part in parts)

    async def _close_client(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None


class _ServerSlot:
    def __init__(self, choice: Choice, server: Server, settings: Settings, folder: Path) -> None:
        self._choice = choice
        self._server = server
        self._folder = folder
        self._client = open_client(
            server.url, server.api_key, timeout_s=settings.language_timeout_s, retries=1
        )
        self._language: ServerLanguage | None = None
        self._lock = asyncio.Lock()

    async def language(self, progress: Progress) -> ServerLanguage:
        del progress  # nothing is fetched
        async with self._lock:
            if self._language is None:
                self._language = await self._open()
            return self._language

    async def report(self) -> SlotReport:
        server = self._server
        report = SlotReport(
            slot="language",
            engine="server",
            name=server.model or "the first model it lists",
            state="running",
            detail=f"{server.url} answers.",
            url=server.url,
            pinned_by=self._choice.pinned_by,
        )
        try:
            models = [model.id for model in await list_models(server)]
        except Unavailable as error:
            return replace(report, state="failed", detail=error.message)
        name = server.model or (models[0] if models else "")
        if name not in models:
            listed = ", ".join(models[:8]) or "none"
            return replace(
                report, state="failed", detail=f"{server.url} doesn't list {name!r}. It has: {listed}."
            )
        return replace(report, name=name, capabilities=find_capabilities(self._folder, self._key(name)))

    async def close(self) -> None:
        await self._client.close()

    async def _open(self) -> ServerLanguage:
        server = await name_model(self._server)
        place = Place(server.model, server.url, "LANGUAGE")
        key = self._key(server.model)
        capabilities = find_capabilities(self._folder, key)
        if capabilities is None:
            with in_our_words(place):
                capabilities = await probe_language(self._client, server)
            remember_capabilities(self._folder, key, capabilities)
        return ServerLanguage(self._client, server.model, place, capabilities)

    def _key(self, model: str) -> str:
        return f"{self._server.url}|{model}"
