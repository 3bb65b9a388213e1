"""Conversations with an assistant that knows the person: context, the agent loop, tools, approvals, reminders."""

from beknown.assistant.ask import Reply, ask_once
from beknown.assistant.assistant import Assistant
from beknown.assistant.tools import Outcome, Registry, Tool, ToolContext
from beknown.assistant.types import Asker

__all__ = ["Asker", "Assistant", "Outcome", "Registry", "Reply", "Tool", "ToolContext", "ask_once"]
