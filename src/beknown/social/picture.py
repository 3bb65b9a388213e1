"""Pictures from outside: drawn anew, so that nothing but the picture itself is kept."""

import asyncio
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from beknown.kit.errors import Invalid, TooLarge

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 20 * 1024**2
MAX_PIXELS = 50_000_000
EDGE = 2048
PORTRAIT_EDGE = 512
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as WebP, with its size in pixels."""

    content: bytes
    width: int
    height: int


async def draw_anew(stream: BinaryIO, size_bytes: int, *, edge: int = EDGE, is_square: bool = False) -> Drawn:
    """Decode a picture and write it anew as WebP: no place, no camera, no second file inside survives.

    Args:
        stream: The bytes as they came.
        size_bytes: How many those are.
        edge: The longer side is at most so many pixels.
        is_square: Cut it to a square around its middle.

    Raises:
        TooLarge: More bytes or pixels than are taken.
        Invalid: It is no picture that can be decoded.
    """
    if size_bytes > MAX_BYTES:
        raise TooLarge(
            f"The picture has {size_bytes / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB are taken. "
            "Make it smaller and try again.",
            limit_bytes=MAX_BYTES,
        )
    return await asyncio.to_thread(_draw, stream, edge, is_square=is_square)


def _draw(stream: BinaryIO, edge: int, *, is_square: bool) -> Drawn:
    from PIL import Image  # noqa: PLC0415 - heavy, and a start doesn't wait for it

    try:
        with Image.open(stream, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise TooLarge(
                    f"The picture has {image.width} x {image.height} pixels; at most "
                    f"{MAX_PIXELS // 1_000_000} million are taken. Make it smaller and try again.",
                )
            return _write(image, edge, is_square=is_square)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid(
            "This file can't be read as a picture. JPEG, PNG, GIF, WebP and AVIF can be shown."
        ) from error


def _write(image: "Image.Image", edge: int, *, is_square: bool) -> Drawn:
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    image.draft("RGB", (edge, edge))
    turned = ImageOps.exif_transpose(image)
    has_alpha = "A" in turned.mode or "transparency" in turned.info
    plain = turned.convert("RGBA" if has_alpha else "RGB")
    if is_square:
        side = min(edge, *plain.size)
        plain = ImageOps.fit(plain, (side, side))
    plain.thumbnail((edge, edge))
    pixels = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    drawn = io.BytesIO()
    pixels.save(drawn, "WEBP", quality=85)
    return Drawn(drawn.getvalue(), *pixels.size)
