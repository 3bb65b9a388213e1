"""Going on with an answer that waited for the person's yes, where no model is needed for it."""

from collections.abc import AsyncIterator

from pydantic import ValidationError

from beknown.assistant.phrases import say
from beknown.assistant.tools import Registry, ToolContext
from beknown.assistant.types import Call, CallPiece, Piece, Resume, TextPiece
from beknown.kit.errors import BeknownError


async def go_on_by_rules(resume: Resume, context: ToolContext, registry: Registry) -> AsyncIterator[Piece]:
    """Do what the person said yes to, leave what they said no to, and say so."""
    language = context.language("")
    for call in resume.calls:
        if call.state != "waiting":
            continue
        if not resume.said.get(call.key, False):
            call.state = "refused"
            yield CallPiece(call)
            yield TextPiece("\n\n" + say(language, "refused"))
            continue
        error = await run_call(call, context, registry)
        yield CallPiece(call)
        yield TextPiece("\n\n" + (error or say(language, "forgot")))


async def run_call(call: Call, context: ToolContext, registry: Registry) -> str | None:
    """Run a call that was allowed; give what went wrong, if anything did."""
    try:
        tool = registry.get(call.name)
        outcome = await tool.run(context, tool.arguments.model_validate(dict(call.arguments)))
    except (BeknownError, ValidationError) as error:
        words = error.message if isinstance(error, BeknownError) else "Its arguments don't fit the tool."
        call.state, call.result = "failed", {"error": words}
        return words
    call.state, call.result, call.undo = "done", outcome.shows, outcome.undo
    return None
