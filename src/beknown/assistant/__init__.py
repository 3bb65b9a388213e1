"""Conversations with an assistant that knows the person: context, the agent loop, tools, approvals, reminders."""

from beknown.assistant.ask import Reply, ask_once, stream_once
from beknown.assistant.assistant import Assistant
from beknown.assistant.extract import Extract, extract_text
from beknown.assistant.recollect import recollect
from beknown.assistant.reply import Ended, Sent
from beknown.assistant.tools import Outcome, Registry, Tool, ToolContext
from beknown.assistant.types import Asker, CitedPiece, Past, TextPiece

__all__ = [
    "Asker",
    "Assistant",
    "CitedPiece",
    "Ended",
    "Extract",
    "Outcome",
    "Past",
    "Registry",
    "Reply",
    "Sent",
    "TextPiece",
    "Tool",
    "ToolContext",
    "ask_once",
    "extract_text",
    "recollect",
    "stream_once",
]
