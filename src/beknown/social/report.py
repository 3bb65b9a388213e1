"""Report a post, a person or a message. Nobody learns who did, not those either who decide."""

from uuid import UUID

from beknown.kit.db import Tx
from beknown.kit.errors import Invalid, NotFound
from beknown.kit.words import tidy_text
from beknown.social import chat_media_store, chat_store, people_store, post_store
from beknown.social import moderation_store as store
from beknown.social.chat_types import ChatId, Message
from beknown.social.limits import REPORTS, check_limit
from beknown.social.moderation_types import AttachedMessage, Complaint, Reported
from beknown.social.types import Ref

MAX_WORDS = 2000
MOST_ATTACHED = 10
"""So many messages before a reported one can be added to it at most: those of the two alone."""


async def report_post(tx: Tx, post: Ref, complaint: Complaint) -> None:
    """Report a post that the person sees.

    Raises:
        NotFound: There is no such post for the person.
        Invalid: It is their own, or the words are too many.
        TooMany: The person reports very often.
    """
    found = await post_store.get_post(tx, post)
    images = tuple(await store.find_reported_images(tx, post))
    thing = Reported("post", found.author_id, found.text, images, post=found.id)
    await _report(tx, thing, complaint, [])


async def report_person(tx: Tx, person: UUID, complaint: Complaint) -> None:
    """Report somebody whom the person sees, with what they say of themselves.

    Raises:
        NotFound: There is nobody of this id for the person.
        Invalid: It is themselves, or the words are too many.
        TooMany: The person reports very often.
    """
    found = await people_store.get_someone(tx, person)
    text = "\n".join(filter(None, (found.name, f"@{found.handle}", found.bio)))
    await _report(tx, Reported("person", found.id, text), complaint, [])


async def report_message(tx: Tx, chat: ChatId, seq: int, complaint: Complaint) -> None:
    """Report a message of a conversation that the person is in, with as many before it as they choose to add.

    Of those, what a third one said in a group stays out.

    Raises:
        NotFound: There is no such message for the person.
        Invalid: It is their own or an AI's, or the words or messages are too many.
        TooMany: The person reports very often.
    """
    if not 0 <= complaint.before <= MOST_ATTACHED:
        raise Invalid(
            f"At most {MOST_ATTACHED} messages before it can be added; {complaint.before} are too many."
        )
    found = (await chat_store.find_lines(tx, [(chat, seq)])).get((chat, seq))
    if found is None:
        raise NotFound("There is no such message, or it isn't for you.")
    if found.is_ai:
        raise Invalid(
            "Beknown said this, not a person. Whoever asked can take it back; tell whoever runs this place."
        )
    before = await chat_store.find_messages(tx, chat, before=seq, at_most=complaint.before)
    two = {tx.person, found.author_id}
    attached = [_attach(each, found) for each in reversed(before) if each.author_id in two and not each.is_ai]
    images = tuple(await chat_media_store.find_reported_media(tx, chat, seq))
    thing = Reported("message", found.author_id, found.text, images, chat=chat, seq=seq)
    await _report(tx, thing, complaint, attached)


async def _report(tx: Tx, thing: Reported, complaint: Complaint, attached: list[AttachedMessage]) -> None:
    if thing.about == tx.person:
        raise Invalid("This is yours. You can change or delete it yourself.")
    words = tidy_text(complaint.words)
    if len(words) > MAX_WORDS:
        raise Invalid(f"At most {MAX_WORDS} letters fit into a report; these are {len(words)}.")
    await check_limit(tx, REPORTS)
    await store.add_report(tx, thing, Complaint(complaint.reason, words), attached)


def _attach(message: Message, reported: Message) -> AttachedMessage:
    return {
        "is_theirs": message.author_id == reported.author_id,
        "text": message.text,
        "sent_at": message.sent_at.isoformat(),
    }
