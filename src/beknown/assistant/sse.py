"""An answer as server-sent events: `start`, then `care`, `text`, `step`, `citation`, then `end`."""

from collections.abc import AsyncGenerator

from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from beknown.assistant.assistant import Assistant
from beknown.assistant.begin import Begun
from beknown.assistant.reply import Ended, Ping, Sent, stream_batches
from beknown.assistant.shapes import CardOut, EndOut, StartOut, show_call, show_calls, show_cited
from beknown.assistant.types import Answer, CallPiece, CarePiece, CitedPiece, TextPiece

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class TextOut(BaseModel):
    """More text."""

    text: str


def respond(assistant: Assistant, begun: Begun) -> StreamingResponse:
    """Answer a request with the stream of an answer."""
    return StreamingResponse(_events(assistant, begun), media_type="text/event-stream", headers=HEADERS)


async def _events(assistant: Assistant, begun: Begun) -> AsyncGenerator[str]:
    yield _event(
        "start",
        StartOut(
            conversation_id=begun.conversation_id,
            title=begun.title,
            question_id=begun.question_id,
            answer_id=begun.answer_id,
        ),
    )
    async for batch in stream_batches(assistant, begun):
        if lines := "".join(map(_line, batch)):
            yield lines


def _line(sent: Sent) -> str:
    match sent:
        case TextPiece(text):
            return _event("text", TextOut(text=text))
        case CallPiece(call):
            return _event("step", show_call(call))
        case CitedPiece(cited):
            return _event("citation", show_cited(cited))
        case Ended(answer):
            return _event("end", _end(answer))
        case CarePiece(card):
            return _event("care", CardOut.model_validate(card))
        case _:
            return ": ping\n\n" if isinstance(sent, Ping) else ""


def _end(answer: Answer) -> EndOut:
    return EndOut(
        state=answer.state,  # pyright: ignore[reportArgumentType] - an answer that ended streams no more
        error=answer.error,
        model=answer.model,
        text=answer.text,
        citations=[show_cited(each) for each in answer.citations],
        tool_calls=show_calls(list(answer.calls.values())),
        has_context=answer.saw is not None,
    )


def _event(name: str, data: BaseModel) -> str:
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"
