"""Files of people for those who may see them: a browser takes them for nothing else than they are."""

from uuid import UUID

from fastapi.responses import FileResponse, Response

from beknown.kit.blobs import Blobs
from beknown.kit.errors import NotFound
from beknown.kit.ids import PersonId

GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=3600",
}


def give_captions(captions: str) -> Response:
    """Give captions in WebVTT. Whoever calls has looked whether they may be seen."""
    return Response(captions, media_type="text/vtt", headers=GUARDS)


def give_file(files: Blobs, author: UUID, blob: UUID, media_type: str) -> FileResponse:
    """Give a file, whole or the range that was asked for. Whoever calls has looked whether it may be seen.

    Raises:
        NotFound: Its bytes are gone.
    """
    path = files.path(PersonId(author), blob)
    if not path.is_file():
        raise NotFound("This isn't there any more.")
    return FileResponse(path, media_type=media_type, headers=GUARDS)
