"""SQL of pictures, voice notes and videos in messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
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
MediaKind = Literal["picture", "voice", "video"]
NewKind = Literal["picture", "voice"]


@dataclass(frozen=True, slots=True)
class NewMedia:
    """A picture with its size in pixels, or a voice note with its length."""

    kind: NewKind
    content: bytes
    width: int | None = None
    height: int | None = None
    length_ms: int | None = None


async def add_media(tx: Tx, media: UUID, blob: UUID, new: NewMedia) -> None:
    """Keep a picture or a voice note that waits to be sent."""
    facts = {"kind": new.kind, "width": new.width, "height": new.height, "length_ms": new.length_ms}
    params = {"person": tx.person, "id": media, "blob": blob, "at": clock.now(), **facts}
    await tx.run(_sql("add_chat_media"), params)


async def use_media(
    tx: Tx, use: ImageUse, kind: NewKind, *, chat: ChatId, seq: int, position: int = 0
) -> bool:
    """Put what waits into a message of the person's; say whether there was such a thing."""
    params = {"id": use.id, "kind": kind, "alt": use.alt, "chat": chat, "seq": seq, "position": position}
    return await tx.run(_sql("use_chat_media"), {"person": tx.person, **params}) > 0


async def may_send_media(tx: Tx, chat: ChatId) -> bool:
    """Say whether the person may send pictures, voice notes and videos in a conversation."""
    return (await tx.one(_sql("may_send_media"), AnswerRow, {"person": tx.person, "chat": chat})).yes


async def delete_media(tx: Tx, media: UUID) -> int:
    """Delete a picture or voice note that waits to be sent; give 0 when there is none."""
    return await tx.run(_sql("delete_chat_media"), {"person": tx.person, "id": media})


async def delete_loose_media(tx: Tx, before: datetime) -> int:
    """Delete the person's media whose message is gone, and those never sent since `before`; give their number."""
    return await tx.run(_sql("delete_loose_media"), {"person": tx.person, "before": before})


async def count_waiting_media(tx: Tx) -> int:
    """Count the pictures and voice notes of the person that wait to be sent."""
    return (await tx.one(_sql("count_waiting_media"), NumberRow, {"person": tx.person})).number


async def get_media_blob(
    tx: Tx, author: UUID, media: UUID, kind: MediaKind, *, is_poster: bool = False
) -> UUID:
    """Give where the bytes are of what is in a message for the person, or of a video's picture."""
    params = {"author": author, "id": media, "kind": kind, "is_poster": is_poster}
    return (await tx.one(_sql("get_chat_media_blob"), ImageBlob, params)).blob_id


async def find_people_with_loose_media(tx: Tx, before: datetime) -> list[PersonId]:
    """Give who has pictures or voice notes to delete; for jobs, in the scope of NOBODY and `safety`."""
    rows = await tx.all(_sql("find_people_with_loose_media"), IdRow, {"before": before})
    return [PersonId(row.id) for row in rows]


async def find_reported_media(tx: Tx, chat: ChatId, seq: int) -> list[CaseImage]:
    """Give the pictures, the voice note and the video of a message that the person sees, in order."""
    return (await tx.one(_sql("find_reported_media"), ImagesRow, {"chat": chat, "seq": seq})).images
