"""The engines of this process: what fills each slot, started on first need, closed together."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from beknown.kit import telemetry
from beknown.kit.errors import BeknownError
from beknown.kit.later import load
from beknown.kit.settings import Settings
from beknown.models.choices import Choices, choices_from
from beknown.models.embedding_slot import EmbeddingSlot, fill_embedding
from beknown.models.fetch import fetch_weights
from beknown.models.ollama import find_ollama
from beknown.models.registry import default_weight_file, get_weight_file
from beknown.models.types import Embedder, LanguageModel, Offer, Progress, SlotReport

if TYPE_CHECKING:
    from beknown.models.language_slot import LanguageSlot

REREAD_AFTER_S = 3.0
_log = telemetry.get_logger(__name__)

__all__ = ["Fetching", "Models"]


@dataclass(frozen=True, slots=True)
class Fetching:
    """A weight file on its way."""

    key: str
    done_bytes: int
    size_bytes: int


class Models:
    """Gives the models to whoever needs one. Belongs to one event loop; close it in the end.

    Args:
        settings: Say which engines, where they pin it.
        read_stored: Reads the operator's choices; asked now and then, so that a switch reaches every process.
    """

    def __init__(
        self, settings: Settings, read_stored: Callable[[], Awaitable[Choices]] | None = None
    ) -> None:
        self._settings = settings
        self._read_stored = read_stored
        self._read_at = -REREAD_AFTER_S
        self._folder = settings.home / "models"
        self._choices = choices_from(settings)
        self._language: LanguageSlot | None = None
        self._embedding: EmbeddingSlot | None = None
        self._fetching: dict[str, Fetching] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def folder(self) -> Path:
        """Where weight files are kept."""
        return self._folder

    @property
    def choices(self) -> Choices:
        """What fills each slot."""
        return dict(self._choices)

    @property
    def fetching(self) -> tuple[Fetching, ...]:
        """The weight files on their way in this process."""
        return tuple(self._fetching.values())

    async def language(self) -> LanguageModel:
        """Give the language model, ready to answer: fetches weights and starts the engine if need be.

        Ask anew for each answer; it costs about a millisecond while the engine runs.

        Raises:
            Unavailable: It can't be had now; the message says the way out.
        """
        await self._follow()
        slot = await self._language_slot()
        return await slot.language(self._note_progress(self._language_key()))

    async def embedder(self) -> Embedder:
        """Give the embedder.

        Raises:
            Unavailable: It can't be had now; search by words works without it.
        """
        await self._follow()
        return await self._embedding_slot().embedder()

    async def prepare(self) -> None:
        """Have the models ready before anybody asks: fetch weights, start the engine, load the embedder.

        What can't be had is logged, and said again to whoever asks for it.
        """
        try:
            await self.language()
            await (await self.embedder()).embed_query("ready")
        except BeknownError as error:
            _log.warning("a model is not ready", kind=type(error).__name__)

    async def fetch(self, key: str, progress: Progress | None = None) -> Path:
        """Bring a weight file of the registry into the data folder, unless it is there.

        Raises:
            NotFound: The registry has no such key.
            Unavailable: It can't be had now.
            Invalid: What came is not the file the registry names.
        """
        note = self._note_progress(key)

        def both(done: int, total: int) -> None:
            note(done, total)
            if progress is not None:
                progress(done, total)

        try:
            return await fetch_weights(get_weight_file(key), self._folder, both)
        finally:
            self._fetching.pop(key, None)

    async def follow(self) -> None:
        """Take up the operator's choices as they are stored now; a slot that changed lets go of what it had."""
        self._read_at = time.monotonic()
        stored = await self._read_stored() if self._read_stored is not None else {}
        wanted = choices_from(self._settings, stored)
        changed = [slot for slot, choice in wanted.items() if choice != self._choices[slot]]
        self._choices = wanted
        if "language" in changed:
            await self._close_language()
        if "embedding" in changed:
            await self._close_embedding()

    async def describe(self) -> tuple[SlotReport, ...]:
        """Say of each slot what fills it, how it is and how to mend it, without starting anything."""
        await self._follow()
        return (await self.describe_language(), await self._embedding_slot().report())

    async def find_offers(self) -> tuple[Offer, ...]:
        """Look for servers on this machine that could be used."""
        found = await find_ollama(self._settings.ollama_url)
        return (found,) if found is not None else ()

    async def close(self) -> None:
        """End the engines."""
        await self._close_language()
        await self._close_embedding()

    async def _follow(self) -> None:
        if self._read_stored is not None and time.monotonic() - self._read_at > REREAD_AFTER_S:
            await self.follow()

    async def _language_slot(self) -> "LanguageSlot":
        await load("beknown.models.language_slot")
        from beknown.models.language_slot import fill_language  # noqa: PLC0415 - loads in seconds, recall needs none

        if self._language is None:
            self._language = fill_language(self._choices["language"], self._settings, self._folder)
        return self._language

    def _embedding_slot(self) -> EmbeddingSlot:
        if self._embedding is None:
            self._embedding = fill_embedding(self._choices["embedding"], self._settings, self._folder)
        return self._embedding

    async def _close_language(self) -> None:
        slot, self._language = self._language, None
        if slot is not None:
            await slot.close()

    async def _close_embedding(self) -> None:
        slot, self._embedding = self._embedding, None
        if slot is not None:
            await slot.close()

    def _language_key(self) -> str:
        return self._choices["language"].weights or default_weight_file("language").key

    def _note_progress(self, key: str) -> Progress:
        def note(done: int, total: int) -> None:
            self._fetching[key] = Fetching(key, done, total)
            if done >= total:
                self._fetching.pop(key, None)

        return note

    async def describe_language(self) -> SlotReport:
        """Say what fills the language slot and how it is, without starting anything."""
        try:
            return await (await self._language_slot()).report()
        except BeknownError as error:
            choice = self._choices["language"]
            return SlotReport(
                "language", "embedded", choice.weights, "failed", error.message, pinned_by=choice.pinned_by
            )
