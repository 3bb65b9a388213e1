"""What the assistant may read of a conversation in which it is asked, and how its answer comes into it.

It draws on what all who are present may see: whoever came last decides from where. Of what is known of a member it is
given only what they allowed in this conversation, each read in their own scope. Nothing else is within reach.
"""

from collections.abc import Sequence
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, NotFound, Refused
from beknown.kit.ids import PersonId, new_id
from beknown.kit.jobs import defer
from beknown.social import chat_answer_store as store
from beknown.social import chat_store
from beknown.social.chat_mention import read_question
from beknown.social.chat_say import ANSWER
from beknown.social.chat_text import MAX_TEXT, clean_piece, clean_text
from beknown.social.chat_types import Asks, ChatId, Cite, Message, Room, Share, Source
from beknown.social.limits import QUESTIONS, QUESTIONS_HERE, check_limit
from beknown.understanding import HOLDING, get_belief

MOST_MESSAGES = 1000
"""So far back an answer looks."""


async def read_room(db: Database, person: PersonId, chat: ChatId, seq: int) -> Room | None:
    """Read a mention and what its answer may draw on, and begin to write it; None when it doesn't wait (any more).

    What is noted as begun goes with whatever is read here, so that a change of the ground is noticed from now on.
    """
    if not await _begin(db, person, chat, seq):
        return None
    async with db.begin(Scope(person, "assistant")) as tx:
        found = await store.find_answer_room(tx, chat, seq)
        if found is None:
            return None
        said = await store.find_shared_messages(tx, chat, seq, MOST_MESSAGES)
    sources = [
        Source({"seq": each.seq}, each.author, each.text, each.sent_at, each.is_ai)
        for each in reversed(said)
        if each.text
    ]
    for member in found.sharers:
        sources += await _read_allowed(db, PersonId(member), chat)
    return Room(
        chat, seq, read_question(found.question), found.kind, found.name, found.asker, found.locale,
        found.time_zone, found.shared_from, tuple(sources),
    )  # fmt: skip


async def show_answer(tx: Tx, room: Room, text: str, cites: Sequence[Cite]) -> int | None:
    """Show all who are there how far an answer is; give how many they are, None where it isn't to go on.

    It isn't where it was stopped, or its ground has changed: which of them, the next one who reads the room sees.

    Args:
        tx: A transaction of who asked, under `export`.
        room: What the answer is made from.
        text: All of it so far.
        cites: Its sources so far.
    """
    is_there = await _is_ground_there(tx, room)
    if not is_there or not await store.set_answering(
        tx, room.chat_id, room.seq, clean_piece(text[:MAX_TEXT]), cites
    ):
        return None
    return await store.signal_answering(tx, room.chat_id)


async def say_answer(
    tx: Tx,
    room: Room,
    text: str,
    *,
    cites: Sequence[Cite] = (),
    state: Asks = "done",
    is_cut: bool = False,
) -> bool:
    """Say an answer in its conversation, once; say no where its ground has changed and it is to be made anew.

    That is so where somebody came who doesn't see all that it was made from, or where something of it is gone.

    Args:
        tx: A transaction of who asked, under `export`.
        room: What the answer was made from.
        text: The answer.
        cites: Its sources, the first is [1].
        state: `done`, or `failed` where there is no answer, or none that is whole.
        is_cut: It breaks off; else the text of one that failed says why there is none.
    """
    try:
        await chat_store.lock_chat(tx, room.chat_id)
    except NotFound:
        return True
    if not await store.is_waiting(tx, room.chat_id, room.seq):
        return True
    is_whole_ground = await store.end_answering(tx, room.chat_id, room.seq)
    is_from_room = is_cut or state == "done"
    if is_from_room and not (is_whole_ground and await _is_ground_there(tx, room)):
        return False
    at = clock.now()
    seq = await chat_store.take_turn(tx, room.chat_id, at)
    words = clean_text(text[:MAX_TEXT])
    answer = Message(
        room.chat_id, seq, new_id(), tx.person, words, at, asks=state if is_cut else None, is_ai=True,
        answers=room.seq, cites=tuple(cites),
    )  # fmt: skip
    await chat_store.add_message(tx, answer)
    await store.set_asks(tx, room.chat_id, room.seq, state)
    await _tell(tx, room.chat_id, room.seq, seq)
    return True


async def stop_answer(tx: Tx, chat: ChatId, seq: int) -> None:
    """Stop an answer; as far as it came it is kept, and says that it breaks off.

    Where it has come already, nothing changes. Who asked may stop it, and admins of the group.

    Raises:
        NotFound: The person isn't in the conversation, or sees no such message.
        Refused: Somebody else asked, and the person is no admin.
    """
    await chat_store.lock_chat(tx, chat)
    kept = await store.stop_answer(tx, chat, seq)
    if kept is not None:
        await _tell(tx, chat, seq, *([kept] if kept else []))
        return
    found = await chat_store.find_lines(tx, [(chat, seq)])
    if not found:
        raise NotFound("There is no such message, or it was taken back.")
    if found[chat, seq].asks == "waiting":
        raise Refused("Only who asked @beknown, or an admin of the group, can stop this answer.")


async def ask_again(tx: Tx, chat: ChatId, seq: int) -> None:
    """Have a mention of the person's own answered again, whose answer broke off, failed or was stopped.

    What came of it before goes.

    Raises:
        NotFound: The person isn't in the conversation.
        Conflict: It is no mention of theirs, or it was answered, or waits for its answer.
        TooMany: They, or those in the conversation, asked often of late.
    """
    await chat_store.lock_chat(tx, chat)
    if not await store.ask_again(tx, chat, seq):
        raise Conflict("This isn't a question of yours that went without its answer. Ask in a new message.")
    await check_limit(tx, QUESTIONS)
    await check_limit(tx, QUESTIONS_HERE, of=chat)
    answers = await store.find_answers_to(tx, chat, seq)
    also = [each for answer in answers for each in await store.find_answers_on(tx, chat, seq=answer)]
    for answer in answers:
        await chat_store.delete_message(tx, chat, answer)
    await defer(tx, ANSWER, person_id=tx.person, chat_id=chat, seq=seq)
    await _tell(tx, chat, seq, *answers, *also)


async def _begin(db: Database, person: PersonId, chat: ChatId, seq: int) -> bool:
    async with db.begin(Scope(person, "export")) as tx:
        try:
            await chat_store.lock_chat(tx, chat)
        except NotFound:
            return False
        if not await store.is_waiting(tx, chat, seq):
            return False
        await store.begin_answering(tx, chat, seq)
        await store.signal_answering(tx, chat)
    return True


async def _tell(tx: Tx, chat: ChatId, *seqs: int) -> None:
    """Tell all who are there of messages that came, changed or went."""
    for seq in seqs:
        await chat_store.tell_chat(tx, chat, "message", at=clock.now(), seq=seq)


async def _is_ground_there(tx: Tx, room: Room) -> bool:
    if await store.get_shared_from(tx, room.chat_id) != room.shared_from:
        return False
    seqs = [int(each.cite["seq"]) for each in room.sources if "seq" in each.cite]
    shares = [UUID(str(each.cite["share"])) for each in room.sources if "share" in each.cite]
    return await store.count_sources(tx, room.chat_id, seqs, shares) == len(room.sources)


async def _read_allowed(db: Database, member: PersonId, chat: ChatId) -> list[Source]:
    """Read what a member allowed here, in their own scope; a belief that no longer holds is left out."""
    async with db.begin(Scope(member, "assistant")) as tx:
        shares = [each for each in await store.find_shares(tx, chat) if await _holds(tx, each)]
        name = (await chat_store.get_own_name(tx)).name
    return [Source({"share": str(each.id)}, name, each.text, None) for each in shares]


async def _holds(tx: Tx, share: Share) -> bool:
    if share.belief_id is None:
        return True
    try:
        return (await get_belief(tx, share.belief_id)).state in HOLDING
    except NotFound:
        return False
