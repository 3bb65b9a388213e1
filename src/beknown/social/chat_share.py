"""What a member lets @beknown know of them in one conversation: nothing, until they choose it. The others see it."""

from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.kit.ids import new_id
from beknown.social import chat_answer_store as store
from beknown.social import chat_store
from beknown.social.chat_text import clean_text
from beknown.social.chat_types import ChatId, Share
from beknown.understanding import HOLDING, find_beliefs, get_belief

MOST = 20
MAX_WORDS = 500


async def list_shares(tx: Tx, chat: ChatId) -> list[Share]:
    """Give what members allow in a conversation, oldest first.

    Raises:
        NotFound: The person isn't in it.
    """
    await chat_store.lock_chat(tx, chat)
    return await store.find_shares(tx, chat)


async def list_choices(tx: Tx, words: str) -> list[tuple[UUID, str]]:
    """Give beliefs about the person that they may allow somewhere, newest first, by words in them.

    Args:
        tx: A transaction of the purpose `assistant`: what the assistant may not have isn't offered.
        words: All of them must be in the statement; empty for all.
    """
    wanted = words.casefold().split()
    return [
        (each.id, each.statement)
        for each in await find_beliefs(tx, subject="me")
        if all(word in each.statement.casefold() for word in wanted)
    ]


async def share_words(tx: Tx, chat: ChatId, words: str) -> Share:
    """Allow something in the person's own words, such as where they live.

    Raises:
        NotFound: The person isn't in the conversation.
        Invalid: The words are empty or too long.
        Conflict: They allow as much as they can already.
    """
    text = clean_text(words)
    if len(text) > MAX_WORDS:
        raise Invalid(f"This has {len(text)} characters; at most {MAX_WORDS} fit.", limit=MAX_WORDS)
    return await _add(tx, chat, Share(new_id(), tx.person, None, text))


async def share_belief(tx: Tx, chat: ChatId, belief: UUID) -> Share:
    """Allow one belief about the person, as it is worded now.

    Raises:
        NotFound: The person isn't in the conversation, or there is no such belief of theirs that holds.
        Conflict: It is allowed already, or they allow as much as they can.
    """
    held = await get_belief(tx, belief)
    if held.state not in HOLDING:
        raise NotFound("This no longer holds. Choose something else.")
    return await _add(tx, chat, Share(new_id(), tx.person, belief, held.statement[:MAX_WORDS]))


async def take_back_share(tx: Tx, chat: ChatId, share: UUID) -> None:
    """Allow something no more; the answers that cite it go.

    Raises:
        NotFound: The person isn't in the conversation, or allows no such thing there.
    """
    await chat_store.lock_chat(tx, chat)
    answers = await store.find_answers_on(tx, chat, share=share)
    if not await store.delete_share(tx, chat, share):
        raise NotFound("You allow no such thing in this conversation.")
    for gone in answers:
        await chat_store.tell_chat(tx, chat, "message", at=clock.now(), seq=gone)
    await chat_store.tell_chat(tx, chat, "chat", at=clock.now())


async def _add(tx: Tx, chat: ChatId, share: Share) -> Share:
    await chat_store.lock_chat(tx, chat)
    own = [each for each in await store.find_shares(tx, chat) if each.person_id == tx.person]
    if len(own) >= MOST:
        raise Conflict(f"You allow {MOST} things here already. Take one back first.", limit=MOST)
    if not await store.add_share(tx, share, chat):
        raise Conflict("You allow this here already.")
    await chat_store.tell_chat(tx, chat, "chat", at=clock.now())
    return share
