"""The stream of one page: what its person is told, in order, from where the page left off."""

import asyncio
from collections.abc import AsyncGenerator

from fastapi.responses import StreamingResponse
from starlette.types import Message as Sent
from starlette.types import Receive, Scope, Send

from beknown.kit import telemetry
from beknown.kit.db import Scope as DataScope
from beknown.kit.ids import PersonId
from beknown.social import chat_store
from beknown.social.chat_answering import Answers
from beknown.social.chat_live import ChatLive, Sign
from beknown.social.chat_shapes import ChatAtOut, ChatSignOut, show_change
from beknown.social.chat_store import ChangeRow
from beknown.social.chat_types import Message

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
BATCH = 100
PING_S = 20.0
LIFE_S = 300.0
"""A stream ends after so long, and the page comes back with its place: so it passes the gates anew, which tell whether
its session is still open."""

SEND_S = 30.0
"""Whoever doesn't take what is sent for so long is cut off; they come back with their place when they can."""


_log = telemetry.get_logger(__name__)


class LiveResponse(StreamingResponse):
    """A stream that is cut off when its reader doesn't take what is sent.

    Args:
        stream: What is sent; it is closed at the end, however that comes.
        send_s: How long a reader may take for one piece.
    """

    def __init__(self, stream: AsyncGenerator[str], *, send_s: float = SEND_S) -> None:
        super().__init__(stream, media_type="text/event-stream", headers=HEADERS)
        self._stream = stream
        self._send_s = send_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream; returning before its end makes the server close the connection."""

        async def send_in_time(message: Sent) -> None:
            async with asyncio.timeout(self._send_s):
                await send(message)

        try:
            await super().__call__(scope, receive, send_in_time)
        except TimeoutError:
            _log.info("a reader who took nothing was cut off")
        finally:
            await self._stream.aclose()


def respond_live(live: ChatLive, person: PersonId, after: int | None) -> LiveResponse:
    """Answer with the stream of a person's changes: `at` or `anew` first, then each change under its number.

    `at` says that the page goes on where it left off (or begins, where it named no place). `anew` says that it was
    away for too long, and should read everything again.
    """
    return LiveResponse(stream_changes(live, person, after))


async def stream_changes(live: ChatLive, person: PersonId, after: int | None) -> AsyncGenerator[str]:
    """Yield the events of a person's live page, from a place on, for five minutes."""
    answers = Answers()
    with live.connect(person) as page:
        begins, at = await _begin(live, person, after)
        yield _event(begins, ChatAtOut(seq=at).model_dump_json(), at)
        ends = asyncio.get_running_loop().time() + LIFE_S
        while asyncio.get_running_loop().time() < ends:
            page.woken.clear()
            while page.signs:
                yield _show_sign(page.signs.popleft())
            answers.is_asked, page.is_answered = page.is_answered, False
            changes = await _read(live, person, at, answers)
            if changes:
                at = changes[-1][0].seq
                yield "".join(
                    _event(each.kind, show_change(each, message).model_dump_json(), each.seq)
                    for each, message in changes
                )
            # After the changes: an answer that was said stands in the conversation before its pieces go.
            for piece in answers.take():
                yield f"event: answer\ndata: {piece.model_dump_json()}\n\n"
            if len(changes) < BATCH and not await _wait(page.woken):
                yield ": ping\n\n"


async def _begin(live: ChatLive, person: PersonId, after: int | None) -> tuple[str, int]:
    async with live.reading, live.db.begin(DataScope(person, "export")) as tx:
        inbox = await chat_store.get_inbox(tx)
    if after is None:
        return "at", inbox.last_seq
    is_known = inbox.kept_from - 1 <= after <= inbox.last_seq
    return ("at", after) if is_known else ("anew", inbox.last_seq)


async def _read(
    live: ChatLive, person: PersonId, after: int, answers: Answers
) -> list[tuple[ChangeRow, Message | None]]:
    async with live.reading, live.db.begin(DataScope(person, "export")) as tx:
        await answers.read(tx)
        changes = await chat_store.find_changes(tx, after=after, at_most=BATCH)
        wanted = [
            (each.chat_id, each.message_seq)
            for each in changes
            if each.kind == "message" and each.message_seq is not None
        ]
        messages = await chat_store.find_lines(tx, wanted) if wanted else {}
    return [(each, messages.get((each.chat_id, each.message_seq or 0))) for each in changes]


async def _wait(woken: asyncio.Event) -> bool:
    """Wait until there may be something new; say whether there may, or it is only time to show a sign of life."""
    try:
        async with asyncio.timeout(PING_S):
            return await woken.wait()
    except TimeoutError:
        return False


def _event(kind: str, data: str, seq: int) -> str:
    return f"id: {seq}\nevent: {kind}\ndata: {data}\n\n"


def _show_sign(sign: Sign) -> str:
    """A sign has no number: a page that comes back isn't told of it."""
    return f"event: {sign.kind}\ndata: {ChatSignOut.model_validate(sign).model_dump_json()}\n\n"
