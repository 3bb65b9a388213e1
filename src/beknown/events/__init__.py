"""The append-only log of what people say and do."""

from beknown.events.types import TYPES, EventDraft, EventType, JsonValue, MediaDraft

__all__ = ["TYPES", "EventDraft", "EventType", "JsonValue", "MediaDraft"]
