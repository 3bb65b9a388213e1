"""Taking back what a tool did."""

from uuid import UUID

from beknown.assistant import store
from beknown.assistant.assistant import Assistant
from beknown.assistant.cite import Sources
from beknown.assistant.tools import ToolContext
from beknown.assistant.types import Asker, Call
from beknown.kit.errors import Conflict
from beknown.understanding import Recalled


async def undo_call(assistant: Assistant, asker: Asker, call: UUID) -> Call:
    """Take back what a call did, and note on it that it was.

    Raises:
        NotFound: There is no such call, or what it made is gone already.
        Conflict: It can't be taken back, or was before.
    """
    async with assistant.db.begin(asker.scope("assistant")) as tx:
        row = await store.get_tool_call(tx, call)
    tool = assistant.registry.get(row.name)
    if row.undo is None or row.state != "done" or tool.undo is None:
        raise Conflict("This can't be taken back (any more).")
    await tool.undo(ToolContext(assistant.db, assistant.blobs, asker, Sources(), _recall_nothing), row.undo)
    undone = Call(row.id, row.call_key, row.name, {}, "undone", None, None)
    async with assistant.db.begin(asker.scope("assistant")) as tx:
        await store.put_tool_call(tx, row.message_id, row.position, undone)
    return undone


async def _recall_nothing(_text: str) -> list[Recalled]:
    return []
