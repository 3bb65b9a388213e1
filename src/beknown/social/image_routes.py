"""Pictures of posts over HTTP."""

from uuid import UUID

from fastapi import APIRouter, UploadFile
from fastapi.responses import FileResponse

from beknown.kit.web import Db, Files, SignedIn, takes_up_to
from beknown.social import image_store as store
from beknown.social import images, shapes
from beknown.social.give_file import give_file
from beknown.social.picture import MAX_BYTES

router = APIRouter()


@router.post("/images", status_code=201)
@takes_up_to(MAX_BYTES + 1024**2)
async def take_image(caller: SignedIn, db: Db, files: Files, file: UploadFile) -> shapes.TakenImageOut:
    """Take a picture for a post: it is drawn anew, and waits for a day to be posted."""
    taken = await images.take_image(db, files, caller.scope("export"), file.file, file.size or 0)
    return shapes.TakenImageOut(id=taken.id, author_id=caller.person, width=taken.width, height=taken.height)


@router.delete("/images/{image_id}", status_code=204)
async def remove_image(caller: SignedIn, db: Db, files: Files, image_id: UUID) -> None:
    """Delete a picture that waits to be posted."""
    async with db.begin(caller.scope("export")) as tx:
        await images.remove_image(tx, files, image_id)


@router.get("/images/{author_id}/{image_id}", response_class=FileResponse)
async def get_image(caller: SignedIn, db: Db, files: Files, author_id: UUID, image_id: UUID) -> FileResponse:
    """Give a picture, to whoever may see its post."""
    async with db.begin(caller.scope("export")) as tx:
        blob = await store.get_image_blob(tx, author_id, image_id)
    return give_file(files, author_id, blob, "image/webp")
