"""What programs gave for a while: how long that may be, and what ends when it is over.

What has expired is gone for programs at that moment; a job takes it out of the database and the data folder soon after.

Source: OpenAI API reference, `expires_after` of files, uploads, batches and vector stores, version 2.3.0 of the
specification.
"""

from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from beknown.gateway import file_store
from beknown.kit.blobs import Blobs
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Invalid
from beknown.kit.ids import NOBODY, PersonId

LEAST_SECONDS = 3600
MOST_SECONDS = 30 * 86_400
MOST_DAYS = 365


class FileExpiry(BaseModel):
    """How long a file holds, from when it was made: an hour to 30 days."""

    anchor: Literal["created_at"]
    seconds: int = Field(ge=LEAST_SECONDS, le=MOST_SECONDS)


class StoreExpiry(BaseModel):
    """How long a store holds without being used: a day to a year."""

    anchor: Literal["last_active_at"]
    days: int = Field(ge=1, le=MOST_DAYS)


def read_expiry(anchor: str | None, seconds: str | None) -> int | None:
    """Read from the fields of a form for how many seconds a file holds; None for as long as it isn't deleted.

    Raises:
        Invalid: It is only half said, or out of bounds.
    """
    if anchor is None and seconds is None:
        return None
    try:
        return FileExpiry.model_validate({"anchor": anchor, "seconds": seconds}).seconds
    except ValidationError as error:
        raise Invalid(
            f"expires_after: it needs the anchor 'created_at' and {LEAST_SECONDS} to {MOST_SECONDS} seconds, not "
            f"{str(anchor)[:40]!r} and {str(seconds)[:40]!r}.",
            param="expires_after",
        ) from error


async def expire(db: Database, blobs: Blobs) -> None:
    """Delete everybody's files and parts of uploads that have expired, and empty their stores that have."""
    async with db.begin(Scope(NOBODY, "account")) as tx:
        people = await file_store.find_expiring(tx)
    for person in people:
        async with db.begin(Scope(PersonId(person), "export")) as tx:
            await file_store.expire(tx)
            await blobs.delete_unused(tx)
