"""Pages that posts link to, over HTTP."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import FileResponse

from beknown.kit.web import Db, Files, SignedIn
from beknown.social import link, shapes
from beknown.social import link_store as store
from beknown.social.give_file import give_file

router = APIRouter()


@router.delete("/posts/{post_id}/link")
async def take_link_away(caller: SignedIn, db: Db, files: Files, post_id: UUID) -> shapes.PostOut:
    """Show nothing of the page that a post of the person links to."""
    async with db.begin(caller.scope("export")) as tx:
        return shapes.show_post(await link.take_away(tx, files, post_id), caller.person)


@router.get("/links/{author_id}/{link_id}", response_class=FileResponse)
async def get_link_picture(
    caller: SignedIn, db: Db, files: Files, author_id: UUID, link_id: UUID
) -> FileResponse:
    """Give the picture of a page that a post links to, to whoever may see the post."""
    async with db.begin(caller.scope("export")) as tx:
        blob = await store.get_link_blob(tx, author_id, link_id)
    return give_file(files, author_id, blob, "image/webp")
