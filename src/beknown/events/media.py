"""Files of events as a browser may have them. They come from archives, so their content decides, never their name."""

import asyncio
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import filetype  # pyright: ignore[reportMissingTypeStubs] - it ships none

from beknown.kit.blobs import Blobs
from beknown.kit.db import Tx
from beknown.kit.errors import NotFound
from beknown.kit.ids import BlobId

if TYPE_CHECKING:
    from PIL import Image

SHOWN: frozenset[str] = frozenset(
    {
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif",
        "video/mp4", "video/webm", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/x-wav", "audio/aac",
    }
)  # fmt: skip
"""Kinds that a browser only ever draws or plays; all others are downloads. SVG, HTML and PDF can run scripts."""

THUMBNAIL_PIXELS = 480
MAX_PIXELS = 80_000_000
_HEAD_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as it may be handed out; `media_type` is told by its content."""

    path: Path
    media_type: str
    name: str
    is_inline: bool


async def find_shown(tx: Tx, blobs: Blobs, blob: BlobId) -> Shown:
    """Say how a file may be handed out.

    Raises:
        NotFound: The person has no such file.
    """
    found = await blobs.get(tx, blob)
    path = blobs.path(tx.person, blob)
    media_type = await asyncio.to_thread(_sniff, path)
    is_inline = media_type in SHOWN
    return Shown(
        path, media_type if is_inline else "application/octet-stream", found.name or str(blob), is_inline
    )


async def draw_thumbnail(shown: Shown) -> bytes:
    """Draw a small picture of a picture, as WebP without any of its metadata.

    Raises:
        NotFound: It is no picture, or can't be read.
    """
    return await asyncio.to_thread(_draw, shown.path)


def _sniff(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except FileNotFoundError as error:
        raise NotFound("This file is missing in the data folder.") from error
    kind = cast("str | None", filetype.guess_mime(head))  # pyright: ignore[reportUnknownMemberType] - as above
    return kind or "application/octet-stream"


def _draw(path: Path) -> bytes:
    from PIL import Image  # noqa: PLC0415 - heavy, and a start doesn't wait for it

    try:
        with Image.open(path, formats=("JPEG", "PNG", "GIF", "WEBP")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise NotFound("This picture is too large to be shown small. Download it to see it.")
            return _shrink(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotFound("This file can't be shown as a picture. Download it to look at it.") from error


def _shrink(image: "Image.Image") -> bytes:
    from PIL import ImageOps  # noqa: PLC0415 - as above

    image.draft("RGB", (THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    small = ImageOps.exif_transpose(image)
    small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    has_alpha = "A" in small.mode or "transparency" in small.info
    drawn = io.BytesIO()
    small.convert("RGBA" if has_alpha else "RGB").save(drawn, "WEBP", quality=80)
    return drawn.getvalue()
