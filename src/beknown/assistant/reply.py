"""A turn: recall, let the model answer, stream it, and keep what came, however it ends.

No transaction is open while the model is asked.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from time import monotonic

from beknown.assistant import store
from beknown.assistant.adapt import adapt, find_about
from beknown.assistant.assistant import AGENT, Assistant
from beknown.assistant.begin import Begun, write_answer
from beknown.assistant.caring import Care
from beknown.assistant.cite import Sources
from beknown.assistant.gentle import find_care, find_late_word, is_only_told
from beknown.assistant.recollect import recollect
from beknown.assistant.resume import go_on_by_rules
from beknown.assistant.servers import find_open_servers
from beknown.assistant.small import answer_by_rules
from beknown.assistant.tools import ToolContext
from beknown.assistant.turn_embedder import TurnEmbedder
from beknown.assistant.types import Answer, CarePiece, Piece, Question, TextPiece
from beknown.kit import telemetry
from beknown.kit.errors import BeknownError
from beknown.kit.later import load
from beknown.models import LanguageModel
from beknown.understanding import Recalled, Style

KEEP_EVERY_S = 2.0
PING_EVERY_S = 10.0
MAX_IMAGE_BYTES = 10 * 1024**2
_log = telemetry.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Ping:
    """Nothing new; keeps the connection open."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the answer ended, after it was kept."""

    answer: Answer


Sent = Piece | Ping | Ended
_Queue = asyncio.Queue[Sent | None]


async def stream_answer(assistant: Assistant, begun: Begun) -> AsyncGenerator[Sent]:
    """Make an answer and yield its pieces as they come. See `stream_batches`."""
    async with aclosing(stream_batches(assistant, begun)) as batches:
        async for batch in batches:
            for sent in batch:
                yield sent


async def stream_batches(assistant: Assistant, begun: Begun) -> AsyncGenerator[list[Sent]]:
    """Make an answer and yield its pieces as they come, those together that came at once.

    The answer is made in a task of its own. When whoever listens goes away, or says stop, the model is told to end
    and what came is kept.
    """
    queue: _Queue = asyncio.Queue()

    async def work(stop: asyncio.Event) -> None:
        await _make(assistant, begun, queue, stop)

    stop = assistant.running.start(begun.question.asker.person, begun.answer_id, work)
    try:
        while True:
            batch: list[Sent | None] = []
            with suppress(TimeoutError):
                async with asyncio.timeout(PING_EVERY_S):
                    batch.append(await queue.get())
            while not queue.empty():
                batch.append(queue.get_nowait())
            if sent := [each for each in batch or [Ping()] if each is not None]:
                yield sent
            if None in batch:
                return
    finally:
        stop.set()


async def _make(assistant: Assistant, begun: Begun, queue: _Queue, stop: asyncio.Event) -> None:
    """Make the answer until it ends, fails or is stopped; then keep it."""
    answer, asker = begun.so_far, begun.question.asker
    making = asyncio.create_task(_pump(assistant, begun, answer, queue))
    stopping = asyncio.create_task(stop.wait())
    try:
        while True:
            done, _ = await asyncio.wait(
                {making, stopping}, timeout=KEEP_EVERY_S, return_when=asyncio.FIRST_COMPLETED
            )
            if done:
                break
            await _keep_so_far(assistant, begun, answer)
        await _settle(making, answer)
        await write_answer(assistant.db, asker, begun, answer)
        queue.put_nowait(Ended(answer))
    except Exception:  # noqa: BLE001 - whoever waits for the answer is told, whatever it was
        _log.error("an answer could not be kept", exc_info=True)
        answer.state, answer.error = "failed", "The answer could not be kept. Try again."
        queue.put_nowait(Ended(answer))
    finally:
        stopping.cancel()
        queue.put_nowait(None)


async def _settle(making: asyncio.Task[None], answer: Answer) -> None:
    """Note how the making ended; one that goes on is told to end."""
    if not making.done():
        making.cancel()
        with suppress(asyncio.CancelledError):
            await making
        _close_calls(answer)
        answer.state = "stopped"
        return
    error = making.exception()
    if error is None:
        answer.state = "done" if answer.state == "streaming" else answer.state
        return
    _close_calls(answer)
    answer.state, answer.error = "failed", _words_of(error)
    if not isinstance(error, BeknownError):
        _log.error("an answer failed unexpectedly", exc_info=error)


def _close_calls(answer: Answer) -> None:
    for call in answer.calls.values():
        if call.state == "running":
            call.state = "failed"


def _words_of(error: BaseException) -> str:
    if isinstance(error, BeknownError):
        return error.message
    return "Something went wrong while answering; it has been logged. Try again."


async def _pump(assistant: Assistant, begun: Begun, answer: Answer, queue: _Queue) -> None:
    started = monotonic()
    async with aclosing(_pieces(assistant, begun, answer)) as pieces:
        async for piece in pieces:
            answer.take(piece)
            queue.put_nowait(piece)
    _log.info("answered", answer=str(begun.answer_id), seconds=round(monotonic() - started, 3))


async def _pieces(assistant: Assistant, begun: Begun, answer: Answer) -> AsyncGenerator[Piece]:
    """Choose the walk by what the model can, and yield the answer's pieces."""
    turn = begun.turn or TurnEmbedder(assistant.models)
    care = await find_care(assistant.db, turn, begun.question) if begun.resume is None else None
    async for piece in _with_care(assistant, begun, answer, turn, care):
        yield piece
    if begun.resume is None and (word := await find_late_word(assistant.db, begun.question)):
        yield TextPiece("\n\n" + word)


async def _with_care(
    assistant: Assistant, begun: Begun, answer: Answer, turn: TurnEmbedder, care: Care | None
) -> AsyncGenerator[Piece]:
    """Say first what care says, whatever the model is and whether it can be had."""
    if care is None:
        async for piece in _by_model(assistant, begun, answer, turn):
            yield piece
        return
    yield CarePiece(care.card)
    if care.words:
        yield TextPiece(care.words)
    text = "\n\n" if care.words else ""
    # Whoever is in distress got our own words by now: that the model failed would only frighten. Nothing is logged,
    # since a line that only such turns write would tell of them.
    with suppress(*((BeknownError,) if care.is_acute else ())):
        async for piece in _by_model(assistant, begun, answer, turn, care):
            if text and isinstance(piece, TextPiece):
                yield TextPiece(text)
                text = ""
            yield piece


async def _by_model(
    assistant: Assistant, begun: Begun, answer: Answer, turn: TurnEmbedder, care: Care | None = None
) -> AsyncGenerator[Piece]:
    question, style = await adapt(assistant.db, begun.question)
    begun = replace(begun, question=question)
    context = _context(assistant, begun.question, turn)
    capabilities, language = None, None
    if assistant.models.choices["language"].server is None:
        report = await assistant.models.describe_language()
        answer.model, capabilities = report.name, report.capabilities
    if capabilities is None:
        language = await assistant.models.language()
        answer.model, capabilities = language.name, language.capabilities
    if capabilities.is_small and care is not None and (care.is_acute or is_only_told(begun.question)):
        if care.told_words:
            yield TextPiece(care.told_words)
        return
    if capabilities.is_small:
        pieces: AsyncIterator[Piece] = _by_rules(assistant, begun, context)
    else:
        pieces = _by_agent(
            assistant,
            begun,
            language or await assistant.models.language(),
            context,
            style=style,
            care=care,
        )
    async for piece in pieces:
        yield piece


def _by_rules(assistant: Assistant, begun: Begun, context: ToolContext) -> AsyncIterator[Piece]:
    """Memories are quoted while the model isn't ready yet, or can't be had at all."""
    if begun.resume is not None:
        return go_on_by_rules(begun.resume, context, assistant.registry)
    return answer_by_rules(assistant.models.language, begun.question, context, assistant.registry)


async def _by_agent(
    assistant: Assistant,
    begun: Begun,
    language: LanguageModel,
    context: ToolContext,
    *,
    style: Style,
    care: Care | None,
) -> AsyncIterator[Piece]:
    await load(*AGENT)
    from beknown.assistant.agent import answer_by_agent  # noqa: PLC0415 - heavy, and no other answer needs it

    question = begun.question
    if care is not None and care.is_acute:
        async for piece in answer_by_agent(language, question, context, instruction=care.instruction):
            yield piece
        return
    recalled: list[Recalled] = []
    if not question.is_temporary and begun.resume is None and question.text:
        recalled = await context.recollect(question.text)
    async with assistant.db.begin(question.asker.scope("assistant")) as tx:
        about = await find_about(tx, question, recalled, style)
        servers = await find_open_servers(tx, question)
    images = (
        await asyncio.to_thread(_read_images, assistant, question) if language.capabilities.has_vision else []
    )
    tools = assistant.registry.offered(is_temporary=question.is_temporary)
    async with assistant.servers.open_toolsets(servers) as toolsets:
        async for piece in answer_by_agent(
            language,
            question,
            context,
            recalled=recalled,
            tools=tools,
            toolsets=toolsets,
            images=images,
            about=about,
            resume=begun.resume,
            instruction=care.instruction if care else "",
        ):
            yield piece


def _context(assistant: Assistant, question: Question, turn: TurnEmbedder) -> ToolContext:
    async def recall(text: str) -> list[Recalled]:
        return await recollect(
            assistant.db, turn, question.asker, text, conversation=question.conversation_id
        )

    return ToolContext(assistant.db, assistant.blobs, question.asker, Sources(), recall)


def _read_images(assistant: Assistant, question: Question) -> list[tuple[str, bytes]]:
    images: list[tuple[str, bytes]] = []
    for file in question.files:
        if file.blob_id is not None and file.media_type.startswith("image/"):
            with assistant.blobs.open(question.asker.person, file.blob_id) as stream:
                data = stream.read(MAX_IMAGE_BYTES + 1)
            if len(data) <= MAX_IMAGE_BYTES:
                images.append((file.media_type, data))
    return images


async def _keep_so_far(assistant: Assistant, begun: Begun, answer: Answer) -> None:
    if begun.conversation_id is not None:
        async with assistant.db.begin(begun.question.asker.scope("assistant")) as tx:
            await store.set_text(tx, begun.answer_id, answer.text)
