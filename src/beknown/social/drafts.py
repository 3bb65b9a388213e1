"""Keep words that aren't posted yet. They are no events: nothing is learned from what nobody said."""

from uuid import UUID

from beknown.kit.db import Tx
from beknown.kit.errors import Conflict, Invalid, NotFound
from beknown.social import draft_store as store
from beknown.social.types import Audience, Draft

MOST_DRAFTS = 50
MAX_TEXT = 20_000
"""More than a post may have: a draft is where it is shortened."""


async def keep_draft(
    tx: Tx, draft: UUID, text: str, *, shown_to: Audience, list_id: UUID | None
) -> list[Draft]:
    """Keep a draft under an id that the page chose, or keep it as it is now; give all.

    Raises:
        Invalid: It says nothing, or too much.
        Conflict: The person has very many.
        NotFound: Its list is gone.
    """
    if not text.strip():
        raise Invalid("A draft says something. Write a word, or delete it.")
    if len(text) > MAX_TEXT:
        raise Invalid(f"A draft has at most {MAX_TEXT} letters; this one has {len(text)}.")
    known = {each.id for each in await store.find_drafts(tx)}
    if draft not in known and len(known) >= MOST_DRAFTS:
        raise Conflict(f"You have {MOST_DRAFTS} drafts. Post or delete one first.")
    await store.put_draft(tx, draft, text, shown_to=shown_to, list_id=list_id)
    return await store.find_drafts(tx)


async def delete_draft(tx: Tx, draft: UUID) -> None:
    """Delete a draft.

    Raises:
        NotFound: The person has no such draft.
    """
    if not await store.delete_draft(tx, draft):
        raise NotFound("This draft is gone already.")
