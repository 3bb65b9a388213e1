"""An answer by a capable model: pydantic-ai runs the loop, our tools run in it, each step is shown."""

from collections.abc import AsyncIterator, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_ai import (
    Agent,
    AgentRun,
    BinaryContent,
    DeferredToolRequests,
    DeferredToolResults,
    FunctionToolCallEvent,
    FunctionToolResultEvent,
    ModelMessage,
    ModelMessagesTypeAdapter,
    ModelRequest,
    ModelResponse,
    ModelRetry,
    PartDeltaEvent,
    PartStartEvent,
    RunContext,
    TextPart,
    TextPartDelta,
    ToolApproved,
    ToolCallPart,
    ToolDenied,
    UsageLimits,
    UserPromptPart,
)
from pydantic_ai import Tool as AgentTool
from pydantic_ai.exceptions import AgentRunError, ToolFailed, UsageLimitExceeded
from pydantic_ai.messages import UserContent
from pydantic_ai.toolsets import AbstractToolset

from beknown.assistant.cite import CitationFilter, without_marks
from beknown.assistant.prompt import (
    answer_tokens,
    fit_history,
    fit_passages,
    write_about,
    write_instructions,
    write_passages,
    write_question,
)
from beknown.assistant.tools import Tool, ToolContext
from beknown.assistant.types import (
    Call,
    CallPiece,
    Past,
    Piece,
    Question,
    Resume,
    Saw,
    SawPiece,
    TextPiece,
    UsedPiece,
    WaitPiece,
)
from beknown.kit.errors import BeknownError, Unavailable
from beknown.kit.ids import new_id
from beknown.models import LanguageModel, Usage
from beknown.understanding import NO_PROFILE, Profile, Recalled

MAX_STEPS = 12
DENIED = "The person said no. Leave it as it is."

Toolset = AbstractToolset[ToolContext]


@dataclass(slots=True)
class _Steps:
    """The calls of a run by the model's own key, and what to say of them."""

    calls: dict[str, Call] = field(default_factory=dict[str, Call])
    outcomes: dict[str, tuple[JsonValue, Mapping[str, JsonValue] | None]] = field(
        default_factory=dict[str, tuple[JsonValue, Mapping[str, JsonValue] | None]]
    )


async def answer_by_agent(
    language: LanguageModel,
    question: Question,
    context: ToolContext,
    *,
    recalled: Sequence[Recalled] = (),
    tools: Sequence[Tool] = (),
    toolsets: Sequence[Toolset] = (),
    images: Sequence[tuple[str, bytes]] = (),
    about: Profile = NO_PROFILE,
    resume: Resume | None = None,
    instruction: str = "",
    rules: str = "",
) -> AsyncIterator[Piece]:
    """Answer a question, or go on with an answer that waited for the person's yes.

    Args:
        language: The model.
        question: What is asked, with its history and files.
        context: What tools get.
        recalled: What is near the question, the nearest first.
        tools: Those offered.
        toolsets: Those of tool servers.
        images: Media type and bytes of attached pictures, for a model that sees.
        about: What is known of the person, chosen for this question.
        resume: The answer that waited.
        instruction: What holds for this answer besides the rules; where there is one, what was told is kept nowhere.
        rules: What the model is told instead of the rules of a person's own assistant.

    Raises:
        Unavailable: The model can't be reached, or comes to no answer that can be used.
    """
    steps = _Steps({call.key: call for call in resume.calls} if resume else {})
    instructions = rules or write_instructions(question.asker, about, instruction)
    agent = _make_agent(language, instructions, [_as_agent_tool(tool, steps) for tool in tools], toolsets)
    fitting = fit_passages(recalled, language.capabilities)
    passages = write_passages(context.sources.show(fitting), question.asker)
    if resume is None and not question.is_temporary and not instruction:
        yield SawPiece(_saw(instructions, about, passages, fitting))
    prompt, history, results = (
        _resumed(resume) if resume else _begun(language, question, about, passages, images)
    )
    with _in_our_words():
        async with agent.iter(
            prompt,
            message_history=history,
            deferred_tool_results=results,
            deps=context,
            usage_limits=UsageLimits(request_limit=MAX_STEPS),
        ) as run:
            marks = CitationFilter(context.sources, resume.cited if resume else 0)
            async for piece in _read(_events(run), marks, steps):
                yield piece
            async for last in _end(run, steps, tools, context):
                yield last


def _make_agent(
    language: LanguageModel,
    instructions: str,
    tools: Sequence[AgentTool[ToolContext]],
    toolsets: Sequence[Toolset],
) -> Agent[ToolContext, str | DeferredToolRequests]:
    return Agent(
        language.chat_model,
        deps_type=ToolContext,
        output_type=[str, DeferredToolRequests],
        instructions=instructions,
        tools=tools if language.capabilities.has_tools else [],
        toolsets=toolsets if language.capabilities.has_tools else [],
        model_settings={"max_tokens": answer_tokens(language.capabilities)},
        retries=2,
    )


@contextmanager
def _in_our_words() -> Generator[None]:
    """Raise an error of ours where the loop gives up."""
    try:
        yield
    except UsageLimitExceeded as error:
        raise Unavailable(
            "The model took too many steps without an answer. Ask again in other words."
        ) from error
    except AgentRunError as error:
        raise Unavailable("The model gave an answer that can't be used. Try again.") from error


async def _events(run: AgentRun[ToolContext, Any]) -> AsyncIterator[object]:
    """Walk through a run, and give what the model says and what its calls come to as it happens.

    It is done in the task that reads: the library's own stream of a whole run takes another task for it, and hands
    every piece over between the two.
    """
    async for node in run:
        if Agent.is_model_request_node(node) or Agent.is_call_tools_node(node):
            async with node.stream(run.ctx) as events:
                async for event in events:
                    yield event


async def _read(events: AsyncIterator[object], marks: CitationFilter, steps: _Steps) -> AsyncIterator[Piece]:
    """Read the run's events: text with its markers rewritten, and steps."""
    has_text = False
    async for event in events:
        text = _text_of(event)
        if isinstance(event, PartStartEvent) and isinstance(event.part, TextPart) and has_text and text:
            text = "\n\n" + text
        for piece in marks.feed(text) if text else _step(event, steps):
            has_text = has_text or isinstance(piece, TextPiece)
            yield piece
    for piece in marks.flush():
        yield piece


def _begun(
    language: LanguageModel,
    question: Question,
    about: Profile,
    passages: str,
    images: Sequence[tuple[str, bytes]],
) -> tuple[list[UserContent], list[ModelMessage], None]:
    prompt = write_question(question, write_about(about), passages, language.capabilities)
    history = fit_history(question.history, language.capabilities, len(prompt))
    pictures = [BinaryContent(data, media_type=media_type) for media_type, data in images]
    return [prompt, *pictures], [_as_message(without_marks(past)) for past in history], None


def _saw(instructions: str, about: Profile, passages: str, recalled: Sequence[Recalled]) -> Saw:
    around = (each.event_id for one in recalled for each in (*one.before, *one.after))
    events = {*about.events, *around, *(each.event_id for each in recalled)}
    return Saw(instructions, about.facts, passages, tuple(sorted(events)), about.interests)


def _resumed(resume: Resume) -> tuple[None, list[ModelMessage], DeferredToolResults]:
    approvals: dict[str, bool | ToolApproved | ToolDenied] = {}
    for call in resume.calls:
        if call.state == "waiting":
            is_yes = resume.said.get(call.key, False)
            approvals[call.key] = (
                ToolApproved(override_args=dict(call.arguments)) if is_yes else ToolDenied(DENIED)
            )
    return (
        None,
        ModelMessagesTypeAdapter.validate_python(resume.run),
        DeferredToolResults(approvals=approvals),
    )


def _as_message(past: Past) -> ModelMessage:
    if past.role == "user":
        return ModelRequest(parts=[UserPromptPart(past.text)])
    return ModelResponse(parts=[TextPart(past.text)])


def _as_agent_tool(tool: Tool, steps: _Steps) -> AgentTool[ToolContext]:
    async def call(ctx: RunContext[ToolContext], **given: Any) -> str:  # noqa: ANN401 - checked by the tool's own model
        try:
            outcome = await tool.run(ctx.deps, tool.arguments.model_validate(given))
        except ValidationError as error:
            raise ModelRetry(f"The arguments don't fit: {error.errors()[0]['msg']}.") from error
        except BeknownError as error:
            raise ToolFailed(error.message) from error
        steps.outcomes[ctx.tool_call_id or ""] = (outcome.shows, outcome.undo)
        return outcome.says

    made = AgentTool[ToolContext].from_schema(
        call, tool.name, tool.description, _schema_of(tool.arguments), takes_ctx=True, sequential=True
    )
    made.requires_approval = tool.asks_first
    return made


@cache
def _schema_of(arguments: type[BaseModel]) -> dict[str, Any]:
    return arguments.model_json_schema()


def _text_of(event: object) -> str:
    match event:
        case PartStartEvent(part=TextPart(content=text)):
            return text
        case PartDeltaEvent(delta=TextPartDelta(content_delta=text)):
            return text
        case _:
            return ""


def _step(event: object, steps: _Steps) -> Iterator[Piece]:
    """Show a tool call that began or ended."""
    match event:
        case FunctionToolCallEvent(part=part):
            known = steps.calls.get(part.tool_call_id)
            call = known or _call_of(part)
            call.state = "running"
            steps.calls[call.key] = call
            yield CallPiece(call)
        case FunctionToolResultEvent(part=part) if part.tool_call_id in steps.calls:
            call = steps.calls[part.tool_call_id]
            shows, call.undo = steps.outcomes.get(call.key, (None, None))
            call.state = _state_of(part.outcome)
            call.result = shows if shows is not None else {"text": part.model_response_str()[:4000]}
            yield CallPiece(call)
        case _:
            return


def _state_of(outcome: str) -> Any:  # noqa: ANN401 - a CallState
    return {"success": "done", "denied": "refused"}.get(outcome, "failed")


def _call_of(part: ToolCallPart) -> Call:
    try:
        arguments = part.args_as_dict()
    except ValueError:
        arguments = {}
    return Call(new_id(), part.tool_call_id, part.tool_name, cast("Mapping[str, JsonValue]", arguments))


async def _end(
    run: AgentRun[ToolContext, Any], steps: _Steps, tools: Sequence[Tool], context: ToolContext
) -> AsyncIterator[Piece]:
    """Tell what the run used, and show what waits for the person's yes, if anything does."""
    output, used = (run.result.output if run.result else None), run.usage
    yield UsedPiece(Usage(used.input_tokens, used.output_tokens, used.cache_read_tokens))
    if not isinstance(output, DeferredToolRequests):
        return
    by_name = {tool.name: tool for tool in tools}
    for part in output.approvals:
        call = steps.calls.get(part.tool_call_id) or _call_of(part)
        call.state, tool = "waiting", by_name.get(part.tool_name)
        if tool is not None and tool.preview is not None:
            call.arguments = await _preview(tool, call, context)
        yield CallPiece(call)
    yield WaitPiece(cast("JsonValue", ModelMessagesTypeAdapter.dump_python(run.all_messages(), mode="json")))


async def _preview(tool: Tool, call: Call, context: ToolContext) -> Mapping[str, JsonValue]:
    """Add what the person must see before saying yes; a call that fits nothing asks about nothing."""
    if tool.preview is None:
        return call.arguments
    try:
        return {
            **call.arguments,
            **await tool.preview(context, tool.arguments.model_validate(dict(call.arguments))),
        }
    except (ValidationError, BeknownError):
        return {**call.arguments, "items": []}
