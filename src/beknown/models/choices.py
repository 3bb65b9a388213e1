"""Which engine fills each slot: the settings decide first, then the operator's choice on the page, then the default."""

from dataclasses import dataclass, field, replace
from typing import Literal

from beknown.kit.settings import Settings
from beknown.models.types import Slot


@dataclass(frozen=True, slots=True)
class Server:
    """An OpenAI-compatible server: its address up to and with `/v1`, the model's name there, its key."""

    url: str
    model: str
    api_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """What fills a slot: a server, or else the embedded engine with these weights (key or path; "" for the default)."""

    slot: Slot
    server: Server | None = None
    weights: str = ""
    pinned_by: str | None = None


Choices = dict[Slot, Choice]


def choices_from(settings: Settings, stored: Choices | None = None) -> Choices:
    """Give each slot's choice; what a setting pins can't be switched on the page."""
    from_settings: Choices = {"language": _language(settings), "embedding": _embedding(settings)}
    return {slot: _settle(choice, (stored or {}).get(slot)) for slot, choice in from_settings.items()}


def server_at(url: str, model: str, api_key: str | None) -> Server:
    """Give the server at an address; `http://host:port` alone means its `/v1`."""
    clean = url.rstrip("/")
    scheme, _, rest = clean.partition("://")
    return Server(clean if "/" in rest else f"{scheme}://{rest}/v1", model, api_key or None)


def _settle(pinned: Choice, stored: Choice | None) -> Choice:
    return replace(stored, pinned_by=None) if stored is not None and pinned.pinned_by is None else pinned


def _language(settings: Settings) -> Choice:
    if settings.language_url:
        key = settings.language_api_key.get_secret_value() if settings.language_api_key else None
        server = server_at(settings.language_url, settings.language_model, key)
        return Choice("language", server=server, pinned_by=_pin("language", "url"))
    if settings.language_weights:
        return Choice("language", weights=settings.language_weights, pinned_by=_pin("language", "weights"))
    return Choice("language")


def _embedding(settings: Settings) -> Choice:
    if settings.embedding_url:
        key = settings.embedding_api_key.get_secret_value() if settings.embedding_api_key else None
        server = server_at(settings.embedding_url, settings.embedding_model, key)
        return Choice("embedding", server=server, pinned_by=_pin("embedding", "url"))
    return Choice("embedding")


def _pin(slot: Slot, what: Literal["url", "weights"]) -> str:
    return f"BEKNOWN_{slot.upper()}_{what.upper()}"
