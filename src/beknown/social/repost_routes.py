"""Reposts and drafts over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from beknown.kit.web import Db, SignedIn
from beknown.social import draft_shapes, draft_store, drafts, repost, shapes
from beknown.social.types import Draft, Ref

router = APIRouter()


@router.put("/posts/{author_id}/{post_id}/repost")
async def add_repost(caller: SignedIn, db: Db, author_id: UUID, post_id: UUID) -> shapes.PostOut:
    """Pass a post on that is for everybody."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_post(await repost.repost(tx, Ref(author_id, post_id)), caller.person)


@router.delete("/posts/{author_id}/{post_id}/repost")
async def take_repost_back(caller: SignedIn, db: Db, author_id: UUID, post_id: UUID) -> shapes.PostOut:
    """Pass a post on no more."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_post(await repost.take_repost_back(tx, Ref(author_id, post_id)), caller.person)


@router.get("/drafts")
async def find_drafts(caller: SignedIn, db: Db) -> list[draft_shapes.PostSketchOut]:
    """Give the person's drafts, the one that was changed last first."""
    async with db.begin(caller.scope("export")) as tx:
        return _show(await draft_store.find_drafts(tx))


@router.put("/drafts/{draft_id}")
async def keep_draft(
    caller: SignedIn, db: Db, draft_id: UUID, body: draft_shapes.PostSketchIn
) -> list[draft_shapes.PostSketchOut]:
    """Keep a draft under an id that the page chose, or keep it as it is now; give all."""
    async with db.begin(caller.scope("export")) as tx:
        found = await drafts.keep_draft(tx, draft_id, body.text, shown_to=body.shown_to, list_id=body.list_id)
    return _show(found)


@router.delete("/drafts/{draft_id}", status_code=204)
async def delete_draft(caller: SignedIn, db: Db, draft_id: UUID) -> None:
    """Delete a draft."""
    async with db.begin(caller.scope("export")) as tx:
        await drafts.delete_draft(tx, draft_id)


def _show(found: list[Draft]) -> list[draft_shapes.PostSketchOut]:
    return [draft_shapes.PostSketchOut.model_validate(each) for each in found]
