"""Every call to a model: language and embedding, by an embedded engine or an OpenAI-compatible server."""

from beknown.models.choices import Choice, Choices, Server, choices_from, server_at
from beknown.models.listing import list_models
from beknown.models.models import Fetching, Models
from beknown.models.registry import WeightFile, read_registry
from beknown.models.store import note_usage
from beknown.models.stored import read_choices
from beknown.models.switch import after_switching
from beknown.models.types import (
    Capabilities,
    ChatMessage,
    Completion,
    Counted,
    Embedder,
    Endpoint,
    LanguageModel,
    Offer,
    Slot,
    SlotReport,
    Usage,
    Vector,
)

__all__ = [
    "Capabilities",
    "ChatMessage",
    "Choice",
    "Choices",
    "Completion",
    "Counted",
    "Embedder",
    "Endpoint",
    "Fetching",
    "LanguageModel",
    "Models",
    "Offer",
    "Server",
    "Slot",
    "SlotReport",
    "Usage",
    "Vector",
    "WeightFile",
    "after_switching",
    "choices_from",
    "list_models",
    "note_usage",
    "read_choices",
    "read_registry",
    "server_at",
]
