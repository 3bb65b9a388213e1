"""The assistant's API: conversations, answers, files, reminders, tool servers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, UploadFile
from fastapi.responses import FileResponse, StreamingResponse

from beknown.assistant import attach, begin, converse, remind, servers, shapes, store, undo
from beknown.assistant.about import describe_assistant
from beknown.assistant.assistant import Assistant
from beknown.assistant.begin import Ask
from beknown.assistant.preview import preview_context
from beknown.assistant.servers import ServerDraft
from beknown.assistant.sse import respond
from beknown.assistant.turn_embedder import TurnEmbedder
from beknown.assistant.types import Asker, File, Past
from beknown.kit.web import Db, Files, Operator, SignedIn, get_part, takes_up_to

MAX_UPLOAD = attach.MAX_BYTES + 1024**2
"""A file with the form around it."""

MAX_TEMPORARY = 8 * 1024**2
"""A temporary chat sends its own history and the texts of its files each time."""

router = APIRouter(tags=["assistant"])


def _get_assistant(request: Request) -> Assistant:
    return get_part(request, Assistant)


def _get_asker(caller: SignedIn) -> Asker:
    return Asker(caller.person, caller.display_name, caller.locale, caller.time_zone)


Mind = Annotated[Assistant, Depends(_get_assistant)]
Me = Annotated[Asker, Depends(_get_asker)]


@router.get("/assistant")
async def get_assistant(mind: Mind, me: Me) -> shapes.AssistantOut:
    """Say what answers, and what one may ask it about."""
    return await describe_assistant(mind, me)


@router.post("/assistant/preview")
async def preview(mind: Mind, me: Me, body: shapes.ToldIn) -> shapes.ToldOut:
    """Show what a capable model would be told of the person for a question; nothing is asked and nothing kept."""
    return await preview_context(mind, me, body.text)


@router.get("/messages/{message_id}/context")
async def get_context(db: Db, me: Me, message_id: UUID) -> shapes.ContextOut:
    """Give what the model was told for an answer, word for word."""
    async with db.begin(me.scope("assistant")) as tx:
        return shapes.ContextOut.model_validate(await store.get_context(tx, message_id))


@router.get("/conversations")
async def get_conversations(db: Db, me: Me, before: datetime | None = None) -> shapes.ConversationsOut:
    """Give a page of conversations, the one used last first."""
    rows = await converse.list_conversations(db, me, before)
    return shapes.ConversationsOut(
        conversations=[shapes.ConversationOut.model_validate(row) for row in rows],
        next=rows[-1].updated_at if len(rows) == converse.PAGE else None,
    )


@router.post("/conversations/search")
async def search_conversations(db: Db, me: Me, body: shapes.SearchIn) -> list[shapes.FoundConversationOut]:
    """Find conversations by words in their titles and messages."""
    return [
        shapes.FoundConversationOut(
            id=row.id,
            title=row.title,
            updated_at=row.updated_at,
            message_id=row.message_id,
            excerpt=converse.excerpt(row.text, body.words),
            is_answer=row.is_answer,
        )
        for row in await converse.search_conversations(db, me, body.words)
    ]


@router.get("/conversations/{conversation_id}")
async def get_conversation(mind: Mind, me: Me, conversation_id: UUID) -> shapes.ConversationFullOut:
    """Give a conversation with all its messages."""
    view = await converse.read_conversation(mind.db, mind.models, me, conversation_id)
    return shapes.show_conversation(view, mind.running)


@router.patch("/conversations/{conversation_id}", status_code=204)
async def rename_conversation(db: Db, me: Me, conversation_id: UUID, body: shapes.RenameIn) -> None:
    """Give a conversation another title."""
    await converse.rename_conversation(db, me, conversation_id, body.title)


@router.put("/conversations/{conversation_id}/head")
async def switch_branch(db: Db, me: Me, conversation_id: UUID, body: shapes.HeadIn) -> shapes.HeadOut:
    """Show the branch that goes through a message."""
    return shapes.HeadOut(head_id=await converse.switch_branch(db, me, conversation_id, body.message_id))


@router.delete("/conversations/{conversation_id}", status_code=204)
async def delete_conversation(mind: Mind, me: Me, conversation_id: UUID) -> None:
    """Delete a conversation with all that is remembered of it."""
    await converse.delete_conversation(mind.db, mind.blobs, mind.running, me, conversation_id)


@router.post("/chat")
async def ask(mind: Mind, me: Me, body: shapes.AskIn) -> StreamingResponse:
    """Ask, and stream the answer as server-sent events; closing the connection stops it."""
    asked = Ask(body.text, body.conversation_id, body.parent_id, body.attachment_ids)
    turn = TurnEmbedder(mind.models)
    return respond(mind, await begin.begin_turn(mind.db, me, asked, turn=turn))


@router.post("/chat/temporary")
@takes_up_to(MAX_TEMPORARY)
async def ask_temporarily(mind: Mind, me: Me, body: shapes.TemporaryIn) -> StreamingResponse:
    """Ask without leaving anything behind: nothing is recalled, nothing is kept."""
    history = [Past(past.role, past.text) for past in body.history]
    files = [File(file.name, file.media_type, file.text) for file in body.files]
    return respond(mind, begin.begin_temporary(me, body.text, history, files))


@router.get("/messages/{message_id}")
async def get_message(mind: Mind, me: Me, message_id: UUID) -> shapes.MessageOut:
    """Give one message."""
    return shapes.show_message(await converse.read_message(mind.db, me, message_id), mind.running)


@router.post("/messages/{message_id}/regenerate")
async def regenerate(mind: Mind, me: Me, message_id: UUID) -> StreamingResponse:
    """Answer the same question once more, beside the former answer."""
    return respond(mind, await begin.begin_again(mind.db, me, message_id))


@router.post("/messages/{message_id}/decide")
async def decide(mind: Mind, me: Me, message_id: UUID, body: shapes.DecideIn) -> StreamingResponse:
    """Say yes or no to what an answer asks, and stream how it goes on."""
    return respond(mind, await begin.begin_resumed(mind.db, me, message_id, body.decisions))


@router.post("/messages/{message_id}/stop")
async def stop(mind: Mind, me: Me, message_id: UUID) -> shapes.StopOut:
    """Stop an answer; what came of it is kept."""
    return shapes.StopOut(was_running=mind.running.stop(me.person, message_id))


@router.post("/tool-calls/{call_id}/undo")
async def undo_call(mind: Mind, me: Me, call_id: UUID) -> shapes.ToolCallOut:
    """Take back what a tool did."""
    return shapes.show_call(await undo.undo_call(mind, me, call_id))


@router.post("/attachments", status_code=201)
@takes_up_to(MAX_UPLOAD)
async def add_attachment(db: Db, files: Files, me: Me, file: UploadFile) -> shapes.AttachmentOut:
    """Attach a file to the next question."""
    attach.check_size(file.size or 0)
    row = await attach.add_attachment(
        db, files, me, file.file, name=file.filename or "", size_bytes=file.size or 0
    )
    return shapes.show_attachment(row)


@router.post("/attachments/read")
@takes_up_to(MAX_UPLOAD)
async def read_attachment(me: Me, file: UploadFile) -> shapes.ReadFileOut:
    """Read a file for a temporary chat; nothing of it is kept."""
    del me
    extract = await attach.read_file(file.file, file.size or 0)
    return shapes.ReadFileOut(
        name=file.filename or "file", media_type=extract.media_type, text=extract.text, note=extract.note
    )


@router.get("/attachments/{attachment_id}/content", response_class=FileResponse)
async def get_attachment(db: Db, files: Files, me: Me, attachment_id: UUID) -> FileResponse:
    """Give the bytes of a file."""
    row = await attach.get_attachment(db, me, attachment_id)
    files.open(me.person, row.blob_id).close()
    return FileResponse(
        files.path(me.person, row.blob_id),
        media_type=row.media_type,
        content_disposition_type="inline" if row.media_type.startswith("image/") else "attachment",
        filename=row.name,
        headers={"Cache-Control": "private, max-age=3600"},
    )


@router.delete("/attachments/{attachment_id}", status_code=204)
async def delete_attachment(db: Db, files: Files, me: Me, attachment_id: UUID) -> None:
    """Take back a file that wasn't sent yet."""
    await attach.take_back(db, files, me, attachment_id)


@router.get("/reminders")
async def get_reminders(db: Db, me: Me) -> list[shapes.ReminderOut]:
    """Give the reminders that are set or due, the nearest first."""
    return [shapes.ReminderOut.model_validate(row) for row in await remind.find_reminders(db, me)]


@router.post("/reminders/{reminder_id}/done", status_code=204)
async def finish_reminder(db: Db, me: Me, reminder_id: UUID) -> None:
    """Note that a reminder is done."""
    await remind.finish_reminder(db, me, reminder_id)


@router.delete("/reminders/{reminder_id}", status_code=204)
async def delete_reminder(db: Db, me: Me, reminder_id: UUID) -> None:
    """Delete a reminder."""
    await remind.cancel_reminder(db, me, reminder_id)


@router.get("/tool-servers")
async def get_servers(db: Db, operator: Operator) -> list[shapes.ServerOut]:
    """Give the MCP servers."""
    return [_show_server(row) for row in await servers.find_servers(db, operator.scope("account"))]


@router.post("/tool-servers", status_code=201)
async def add_server(db: Db, operator: Operator, body: shapes.ServerIn) -> shapes.ServerOut:
    """Add an MCP server."""
    draft = ServerDraft(body.name, body.transport, body.address, body.token)
    return _show_server(await servers.add_server(db, operator.scope("account"), draft))


@router.post("/tool-servers/{server_id}/test")
async def try_server(db: Db, operator: Operator, server_id: UUID) -> list[shapes.OfferedToolOut]:
    """Connect to an MCP server and list its tools."""
    row = await servers.get_server(db, operator.scope("account"), server_id)
    return [shapes.OfferedToolOut.model_validate(tool) for tool in await servers.try_server(row)]


@router.patch("/tool-servers/{server_id}", status_code=204)
async def switch_server(db: Db, operator: Operator, server_id: UUID, body: shapes.SwitchIn) -> None:
    """Switch an MCP server on or off."""
    await servers.switch_server(db, operator.scope("account"), server_id, is_on=body.is_on)


@router.delete("/tool-servers/{server_id}", status_code=204)
async def remove_server(db: Db, operator: Operator, server_id: UUID) -> None:
    """Remove an MCP server."""
    await servers.remove_server(db, operator.scope("account"), server_id)


def _show_server(row: servers.ToolServerRow) -> shapes.ServerOut:
    return shapes.ServerOut(
        id=row.id,
        name=row.name,
        transport=row.transport,
        address=row.address,
        has_token=row.token is not None,
        is_on=row.is_on,
    )
