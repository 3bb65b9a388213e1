"""SQL of drafts."""

from uuid import UUID

from psycopg.errors import ForeignKeyViolation

from beknown.kit import clock
from beknown.kit.db import SqlFiles, Tx
from beknown.kit.errors import NotFound
from beknown.social.types import Audience, Draft

_sql = SqlFiles(__file__)


async def find_drafts(tx: Tx) -> list[Draft]:
    """Give the person's drafts, the one that was changed last first."""
    return await tx.all(_sql("find_drafts"), Draft, {"person": tx.person})


async def put_draft(tx: Tx, draft: UUID, text: str, *, shown_to: Audience, list_id: UUID | None) -> None:
    """Keep a draft, or keep it as it is now.

    Raises:
        NotFound: The person has no such list.
    """
    params = {"id": draft, "text": text, "shown_to": shown_to, "list": list_id, "at": clock.now()}
    try:
        await tx.run(_sql("put_draft"), {"person": tx.person, **params})
    except ForeignKeyViolation as error:
        raise NotFound("This list is gone. Choose another audience.") from error


async def delete_draft(tx: Tx, draft: UUID) -> int:
    """Delete a draft; give 0 when there is none."""
    return await tx.run(_sql("delete_draft"), {"person": tx.person, "id": draft})
