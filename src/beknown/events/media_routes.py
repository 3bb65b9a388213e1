"""Files of events over HTTP, for their owner alone."""

from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from beknown.events.media import draw_thumbnail, find_shown
from beknown.kit.ids import BlobId
from beknown.kit.web import Db, Files, SignedIn

router = APIRouter(prefix="/media")

GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=3600",
}


@router.get("/{blob_id}", response_class=FileResponse)
async def get_media(blob_id: UUID, caller: SignedIn, db: Db, files: Files) -> FileResponse:
    """Give a file: pictures, films and sounds to be shown, everything else as a download."""
    async with db.begin(caller.scope("export")) as tx:
        shown = await find_shown(tx, files, BlobId(blob_id))
    return FileResponse(
        shown.path,
        media_type=shown.media_type,
        filename=shown.name,
        content_disposition_type="inline" if shown.is_inline else "attachment",
        headers=GUARDS,
    )


@router.get("/{blob_id}/thumbnail", response_class=Response)
async def get_thumbnail(blob_id: UUID, caller: SignedIn, db: Db, files: Files) -> Response:
    """Give a small picture of a picture; 404 for what is none."""
    async with db.begin(caller.scope("export")) as tx:
        shown = await find_shown(tx, files, BlobId(blob_id))
    drawn = await draw_thumbnail(shown)
    return Response(
        drawn,
        media_type="image/webp",
        headers={**GUARDS, "Content-Disposition": 'inline; filename="small.webp"'},
    )
