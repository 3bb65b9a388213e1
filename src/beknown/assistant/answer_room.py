"""Answer a mention of @beknown in a conversation between people.

The answer is made from the conversation alone. Those who are there read it as it comes; whole, it becomes a message. No
transaction is open while it is made; where its ground changes meanwhile (somebody came, something was taken back), it
is made anew.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from beknown.assistant.assistant import AGENT, Assistant
from beknown.assistant.caring import listen, weigh
from beknown.assistant.language import Language, detect_language
from beknown.assistant.phrases import say
from beknown.assistant.room import RoomAnswer, ask_in, find_in, make_context, merge, show_latest
from beknown.assistant.room_rules import write_room_rules
from beknown.assistant.room_small import answer_room_by_rules
from beknown.assistant.tools import room_tools
from beknown.assistant.turn_embedder import TurnEmbedder
from beknown.assistant.types import CitedPiece, Piece, Question, TextPiece, UsedPiece
from beknown.kit.db import Scope
from beknown.kit.errors import BeknownError
from beknown.kit.ids import PersonId
from beknown.kit.later import load
from beknown.kit.telemetry import get_logger
from beknown.models import note_usage
from beknown.social import ChatId, Room, read_room, say_answer, show_answer
from beknown.understanding import CareSetting

TRIES = 3
LOOK_EVERY_S = 1.0
SHOW_EVERY_S = 0.25
MOST_READS_A_SECOND = 100
"""Each piece has every page that is there read it: in a large group they come less often."""

LATEST = 24
_log = get_logger(__name__)


async def answer_room(assistant: Assistant, person: PersonId, chat: ChatId, seq: int) -> None:
    """Answer a mention, once; doing it again changes nothing. What goes wrong is said in the conversation."""
    for last in (False,) * (TRIES - 1) + (True,):
        room = await read_room(assistant.db, person, chat, seq)
        if room is None or await _try(assistant, person, room):
            return
        if last:
            await _say_failure(assistant, person, room, say(_language(room), "room_changed"))


async def _try(assistant: Assistant, person: PersonId, room: Room) -> bool:
    """Make an answer and say it; no where its ground has changed meanwhile."""
    answer = RoomAnswer()
    try:
        is_made = await _make_until_stopped(assistant, person, room, answer)
    except BeknownError as error:
        return await _break_off(assistant, person, room, answer, error.message)
    except Exception:  # noqa: BLE001 - whoever asked is told, whatever it was
        _log.error("an answer in a conversation failed", exc_info=True)
        return await _break_off(assistant, person, room, answer, say(_language(room), "room_failed"))
    return is_made and await _say(assistant, person, room, answer)


async def _say(
    assistant: Assistant, person: PersonId, room: Room, made: RoomAnswer, *, is_cut: bool = False
) -> bool:
    async with assistant.db.begin(Scope(person, "export")) as tx:
        is_said = await say_answer(
            tx,
            room,
            made.text,
            cites=made.cites(room),
            state="failed" if is_cut else "done",
            is_cut=is_cut,
        )
    if made.model is not None:
        async with assistant.db.begin(Scope(person, "assistant")) as tx:
            await note_usage(tx, made.model, made.used)
    return is_said


async def _break_off(
    assistant: Assistant, person: PersonId, room: Room, answer: RoomAnswer, why: str
) -> bool:
    """Keep an answer as far as it came; where nothing came, say why."""
    answer.text = answer.text.strip()
    if answer.text:
        return await _say(assistant, person, room, answer, is_cut=True)
    await _say_failure(assistant, person, room, why)
    return True


async def _say_failure(assistant: Assistant, person: PersonId, room: Room, words: str) -> None:
    async with assistant.db.begin(Scope(person, "export")) as tx:
        await say_answer(tx, room, words, state="failed")


async def _make_until_stopped(assistant: Assistant, person: PersonId, room: Room, answer: RoomAnswer) -> bool:
    """Make the answer while all watch; no when it isn't to go on: it was stopped, or its ground has changed."""
    making = asyncio.create_task(_make(assistant, person, room, answer))
    loop = asyncio.get_running_loop()
    shown, shown_at, wait_s = "", loop.time(), SHOW_EVERY_S
    try:
        while not making.done():
            await asyncio.wait({making}, timeout=wait_s)
            if making.done() or (answer.text == shown and loop.time() - shown_at < LOOK_EVERY_S):
                continue
            shown, shown_at = answer.text, loop.time()
            people = await _show(assistant, person, room, answer)
            if people is None:
                return False
            wait_s = max(SHOW_EVERY_S, people / MOST_READS_A_SECOND)
        making.result()
    finally:
        making.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await making
    return True


async def _show(assistant: Assistant, person: PersonId, room: Room, answer: RoomAnswer) -> int | None:
    """Show how far the answer is, which also looks whether it may go on; give how many read it."""
    async with assistant.db.begin(Scope(person, "export")) as tx:
        return await show_answer(tx, room, answer.text, answer.cites(room))


async def _make(assistant: Assistant, person: PersonId, room: Room, answer: RoomAnswer) -> None:
    question = ask_in(room, person)
    async for piece in _pieces(assistant, room, question, answer):
        match piece:
            case TextPiece(text):
                answer.text += text
            case CitedPiece(cited):
                answer.cited.append(cited)
            case UsedPiece(used):
                answer.used = used
            case _:
                pass
    answer.text = answer.text.strip() or say(_language(room), "room_unknown")


async def _pieces(
    assistant: Assistant, room: Room, question: Question, answer: RoomAnswer
) -> AsyncIterator[Piece]:
    """Choose the walk by what the model can. Whoever is in distress gets our own words, and no model speaks."""
    if not room.question:
        yield TextPiece(say(_language(room), "room_empty"))
        return
    heard = await asyncio.to_thread(listen, question.text, ())
    care = weigh(heard, question.text, question.asker, CareSetting())
    if care is not None and care.is_acute:
        yield TextPiece(care.words)
        return
    walk = _by_rules if await _is_small(assistant) else _by_agent
    async for piece in walk(assistant, room, question, answer):
        yield piece


async def _is_small(assistant: Assistant) -> bool:
    """Say whether what answers can phrase but not reason; quoting needs no model at all."""
    if assistant.models.choices["language"].server is None:
        capabilities = (await assistant.models.describe_language()).capabilities
        if capabilities is not None:
            return capabilities.is_small
    return (await assistant.models.language()).capabilities.is_small


async def _by_rules(
    assistant: Assistant, room: Room, question: Question, answer: RoomAnswer
) -> AsyncIterator[Piece]:
    del answer  # no model is used
    async for piece in answer_room_by_rules(room, question, TurnEmbedder(assistant.models)):
        yield piece


async def _by_agent(
    assistant: Assistant, room: Room, question: Question, answer: RoomAnswer
) -> AsyncIterator[Piece]:
    await load(*AGENT)
    from beknown.assistant.agent import answer_by_agent  # noqa: PLC0415 - heavy, and no other answer needs it

    language = await assistant.models.language()
    answer.model = language.name
    models = TurnEmbedder(assistant.models)
    found = await find_in(room, models, question.text)
    async for piece in answer_by_agent(
        language,
        question,
        make_context(assistant.db, assistant.blobs, models, room, question),
        recalled=merge(found, show_latest(room, LATEST)),
        tools=room_tools(),
        rules=write_room_rules(room.asker, room.name),
    ):
        yield piece


def _language(room: Room) -> Language:
    return detect_language(room.question, room.locale)
