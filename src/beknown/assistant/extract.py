"""Reads text out of files: by what they are, not by their names, within bounds of size, pages and time."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO

import filetype  # pyright: ignore[reportMissingTypeStubs] - it ships none

from beknown.events import clean
from beknown.kit.errors import Invalid

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_CHARACTERS = 200_000
MAX_PAGES = 300
MAX_SECONDS = 30.0
MAX_PIXELS = 40_000_000
OCR_SIDE = 2000
SNIFFED_BYTES = 8192
IMAGES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff"})
_ocr_lock = asyncio.Lock()


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file is and says.

    Args:
        media_type: By its content.
        text: What was read out of it.
        note: What the person should know of the reading, such as that it was cut.
    """

    media_type: str
    text: str
    note: str | None = None


async def extract_text(stream: BinaryIO) -> Extract:
    """Read the text out of a file.

    Raises:
        Invalid: It is a kind of file that can't be read here, broken, or locked with a password.
    """
    media_type = sniff(stream.read(SNIFFED_BYTES))
    stream.seek(0)
    if media_type == "application/pdf":
        return await asyncio.to_thread(read_pdf, stream)
    if media_type in IMAGES:
        async with _ocr_lock:
            return await asyncio.to_thread(read_image, stream, media_type)
    return await asyncio.to_thread(read_plain, stream)


def sniff(head: bytes) -> str:
    """Say what a file is by its first bytes: a PDF, an image, or text.

    Raises:
        Invalid: It is none of these.
    """
    media_type: str | None = filetype.guess_mime(head)  # pyright: ignore[reportUnknownMemberType] - as above
    if media_type == "application/pdf" or head.lstrip()[:5] == b"%PDF-":
        return "application/pdf"
    if media_type in IMAGES:
        return media_type
    if media_type is not None or _is_binary(head):
        raise Invalid(
            f"A file of the kind {media_type or 'unknown'!r} can't be read here. Attach text, a PDF or an image."
        )
    return "text/plain"


def read_pdf(stream: BinaryIO) -> Extract:
    """Read the text of a PDF page by page, until a bound is reached.

    Raises:
        Invalid: It is broken or locked with a password.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - heavy, and most processes never need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - heavy, and most processes never need it

    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Invalid("This PDF is locked with a password. Attach a copy without one.")
        count = len(reader.pages)
        pages = list(_read_pages(reader, min(count, MAX_PAGES)))
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Invalid(f"This PDF can't be read ({type(error).__name__}); it may be damaged.") from error
    text = clean("\n\n".join(page for page in pages if page.strip()))
    note = None
    if len(pages) < count or len(text) > MAX_CHARACTERS:
        note = f"Only the beginning was read: {len(pages)} of {count} pages."
    elif not text:
        note = "This PDF holds no text, only pictures of pages."
    return Extract("application/pdf", text[:MAX_CHARACTERS], note)


def _read_pages(reader: "PdfReader", count: int) -> Iterator[str]:
    until, letters = monotonic() + MAX_SECONDS, 0
    for number in range(count):
        page = reader.pages[number].extract_text()
        letters += len(page)
        yield page
        if monotonic() > until or letters > MAX_CHARACTERS:
            return


def read_image(stream: BinaryIO, media_type: str) -> Extract:
    """Read the text in a picture.

    Raises:
        Invalid: It is broken or larger than can be handled.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - heavy, and most processes never need it

    try:
        with Image.open(stream) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Invalid(
                    f"The image has {image.width} by {image.height} pixels; {MAX_PIXELS:,} is the most."
                )
            picture = image.convert("RGB")
            picture.thumbnail((OCR_SIDE, OCR_SIDE))
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid(f"The image can't be read ({type(error).__name__}); it may be damaged.") from error
    data = BytesIO()
    picture.save(data, "PNG")
    lines = _ocr()(data.getvalue()).txts or ()
    return Extract(media_type, clean("\n".join(lines))[:MAX_CHARACTERS])


def read_plain(stream: BinaryIO) -> Extract:
    """Read a text file in whatever encoding it is."""
    data = stream.read(MAX_CHARACTERS * 4 + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        import charset_normalizer  # noqa: PLC0415 - heavy, and most processes never need it

        best = charset_normalizer.from_bytes(data).best()
        text = str(best) if best else data.decode("utf-8", "replace")
    note = "Only the beginning was read." if len(text) > MAX_CHARACTERS else None
    return Extract("text/plain", clean(text)[:MAX_CHARACTERS], note)


def _is_binary(head: bytes) -> bool:
    """Text holds no control characters, but for those that shape it; UTF-16 announces itself."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return False
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)  # noqa: PLR2004 - the control characters of ASCII
    return odd > len(head) // 100


@cache
def _ocr() -> Any:  # noqa: ANN401 - the library has no types
    """Load the reader of pictures, once, when the first picture comes."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - it takes a second and 200 MB, which most processes never need

    return RapidOCR()
