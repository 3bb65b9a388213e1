"""What the assistant may read of a conversation in which it is asked, and how its answer comes into it.

It draws on what all who are present may see: whoever came last decides from where. Of what is known of a member it is
given only what they allowed in this conversation, each read in their own scope. Nothing else is within reach.
"""

from collections.abc import Sequence
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import PersonId, new_id
from beknown.social import chat_answer_store as store
from beknown.social import chat_store
from beknown.social.chat_mention import read_question
from beknown.social.chat_text import MAX_TEXT, clean_text
from beknown.social.chat_types import Asks, ChatId, Cite, Message, Room, Share, Source
from beknown.understanding import HOLDING, get_belief

MOST_MESSAGES = 1000
"""So far back an answer looks."""


async def read_room(db: Database, person: PersonId, chat: ChatId, seq: int) -> Room | None:
    """Read a mention and what its answer may draw on; None when it doesn't wait (any more)."""
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


async def is_waiting(db: Database, person: PersonId, chat: ChatId, seq: int) -> bool:
    """Say whether a mention still waits for its answer."""
    async with db.begin(Scope(person, "export")) as tx:
        return await store.is_waiting(tx, chat, seq)


async def say_answer(
    tx: Tx, room: Room, text: str, *, cites: Sequence[Cite] = (), state: Asks = "done"
) -> bool:
    """Say an answer in its conversation, once; say no where its ground has changed and it is to be made anew.

    That is so where somebody came who doesn't see all that it was made from, or where something of it is gone.

    Args:
        tx: A transaction of who asked, under `export`.
        room: What the answer was made from.
        text: The answer.
        cites: Its sources, the first is [1].
        state: `done`, or `failed` where the text says why there is no answer.
    """
    try:
        await chat_store.lock_chat(tx, room.chat_id)
    except NotFound:
        return True
    if not await store.is_waiting(tx, room.chat_id, room.seq):
        return True
    if state == "done" and not await _is_ground_there(tx, room):
        return False
    at = clock.now()
    seq = await chat_store.take_turn(tx, room.chat_id, at)
    words = clean_text(text[:MAX_TEXT])
    answer = Message(
        room.chat_id, seq, new_id(), tx.person, words, at, is_ai=True, answers=room.seq, cites=tuple(cites)
    )
    await chat_store.add_message(tx, answer)
    await _settle(tx, room.chat_id, room.seq, state)
    await chat_store.tell_chat(tx, room.chat_id, "message", at=at, seq=seq)
    return True


async def stop_answer(tx: Tx, chat: ChatId, seq: int) -> None:
    """Stop an answer that the person asked for; where it has come already, nothing changes.

    Raises:
        NotFound: The person isn't in the conversation.
    """
    await chat_store.lock_chat(tx, chat)
    if await store.is_waiting(tx, chat, seq):
        await _settle(tx, chat, seq, "stopped")


async def _settle(tx: Tx, chat: ChatId, seq: int, state: Asks) -> None:
    await store.set_asks(tx, chat, seq, state)
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
