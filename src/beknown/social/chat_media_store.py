"""SQL of pictures in messages."""

from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.ids import PersonId
from beknown.social.chat_store import AnswerRow, IdRow, NumberRow
from beknown.social.chat_types import ChatId
from beknown.social.image_store import ImageBlob
from beknown.social.moderation_store import ImagesRow
from beknown.social.moderation_types import CaseImage
from beknown.social.types import ImageUse

_sql = SqlFiles(__file__)


async def add_media(tx: Tx, media: UUID, *, blob: UUID, width: int, height: int) -> None:
    """Keep a picture that waits to be sent; its size in pixels."""
    params = {"id": media, "blob": blob, "width": width, "height": height, "at": clock.now()}
    await tx.run(_sql("add_chat_media"), {"person": tx.person, **params})


async def use_media(tx: Tx, use: ImageUse, *, chat: ChatId, seq: int, position: int) -> bool:
    """Put a picture that waits into a message of the person's; say whether there was one."""
    params = {"id": use.id, "alt": use.alt, "chat": chat, "seq": seq, "position": position}
    return await tx.run(_sql("use_chat_media"), {"person": tx.person, **params}) > 0


async def may_send_media(tx: Tx, chat: ChatId) -> bool:
    """Say whether the person may send pictures in a conversation."""
    return (await tx.one(_sql("may_send_media"), AnswerRow, {"person": tx.person, "chat": chat})).yes


async def delete_media(tx: Tx, media: UUID) -> int:
    """Delete a picture that waits to be sent; give 0 when there is none."""
    return await tx.run(_sql("delete_chat_media"), {"person": tx.person, "id": media})


async def delete_loose_media(tx: Tx, before: datetime) -> int:
    """Delete the person's pictures whose message is gone, and those never sent since `before`; give their number."""
    return await tx.run(_sql("delete_loose_media"), {"person": tx.person, "before": before})


async def count_waiting_media(tx: Tx) -> int:
    """Count the pictures of the person that wait to be sent."""
    return (await tx.one(_sql("count_waiting_media"), NumberRow, {"person": tx.person})).number


async def get_media_blob(tx: Tx, author: UUID, media: UUID) -> UUID:
    """Give where the bytes of a picture are that the person may see."""
    return (await tx.one(_sql("get_chat_media_blob"), ImageBlob, {"author": author, "id": media})).blob_id


async def find_people_with_loose_media(tx: Tx, before: datetime) -> list[PersonId]:
    """Give who has pictures to delete; for jobs, in the scope of NOBODY and `safety`."""
    rows = await tx.all(_sql("find_people_with_loose_media"), IdRow, {"before": before})
    return [PersonId(row.id) for row in rows]


async def find_reported_media(tx: Tx, chat: ChatId, seq: int) -> list[CaseImage]:
    """Give the pictures of a message that the person sees, in order."""
    return (await tx.one(_sql("find_reported_media"), ImagesRow, {"chat": chat, "seq": seq})).images
