"""SQL of pictures in posts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.social.types import ImageUse

_sql = SqlFiles(__file__)


@dataclass(frozen=True, slots=True)
class ImageBlob:
    """Where the bytes of a picture are."""

    blob_id: UUID


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How many pictures wait to be posted."""

    number: int


async def add_image(tx: Tx, image: UUID, *, blob: UUID, width: int, height: int) -> None:
    """Keep a picture that waits to be posted."""
    params = {"id": image, "blob": blob, "width": width, "height": height, "at": clock.now()}
    await tx.run(_sql("add_image"), {"person": tx.person, **params})


async def use_image(tx: Tx, use: ImageUse, *, post: UUID, position: int) -> int:
    """Put a picture that waits into a post; give 0 when there is none."""
    params = {"id": use.id, "post": post, "position": position, "alt": use.alt}
    return await tx.run(_sql("use_image"), {"person": tx.person, **params})


async def delete_stale_images(tx: Tx, before: datetime) -> int:
    """Delete pictures that were never posted; give their number."""
    return await tx.run(_sql("delete_stale_images"), {"person": tx.person, "before": before})


async def delete_image(tx: Tx, image: UUID) -> int:
    """Delete a picture that waits to be posted; give 0 when there is none."""
    return await tx.run(_sql("delete_image"), {"person": tx.person, "id": image})


async def count_waiting_images(tx: Tx) -> int:
    """Count the pictures that wait to be posted."""
    return (await tx.one(_sql("count_waiting_images"), WaitingCount, {"person": tx.person})).number


async def get_image_blob(tx: Tx, author: UUID, image: UUID) -> UUID:
    """Give where the bytes of a picture are that the person may see."""
    return (await tx.one(_sql("get_image_blob"), ImageBlob, {"author": author, "id": image})).blob_id
