"""The append-only log of what people say and do."""

from beknown.events.append import Appended, Landed, append, append_many, clean, ensure_source, subscribe
from beknown.events.erase import erase, sweep_files
from beknown.events.export import write_export
from beknown.events.forget import after_forgetting, count_also, forget, forget_events
from beknown.events.purposes import DEFAULT_ON, SWITCHABLE, purposes_of
from beknown.events.read import find_around, find_events_by_id, find_known, find_media, get_event
from beknown.events.read_export import is_export
from beknown.events.restore import Restored, after_restoring, restore
from beknown.events.store import EventRow, MediaRow, SourceRow, add_media
from beknown.events.types import TYPES, EventDraft, EventType, JsonValue, MediaDraft

__all__ = [
    "DEFAULT_ON",
    "SWITCHABLE",
    "TYPES",
    "Appended",
    "EventDraft",
    "EventRow",
    "EventType",
    "JsonValue",
    "Landed",
    "MediaDraft",
    "MediaRow",
    "Restored",
    "SourceRow",
    "add_media",
    "after_forgetting",
    "after_restoring",
    "append",
    "append_many",
    "clean",
    "count_also",
    "ensure_source",
    "erase",
    "find_around",
    "find_events_by_id",
    "find_known",
    "find_media",
    "forget",
    "forget_events",
    "get_event",
    "is_export",
    "purposes_of",
    "restore",
    "subscribe",
    "sweep_files",
    "write_export",
]
