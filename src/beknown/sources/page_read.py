"""Read what a page says of itself for those who name it: a title, a few words, a picture."""

from dataclasses import dataclass

from beknown.kit.outside import Bounds
from beknown.sources.outlet_ask import Guest
from beknown.sources.page_words import PageWords, find_words

PAGE_BOUNDS = Bounds(max_bytes=1024**2, seconds=10, is_cut=True)
PICTURE_BOUNDS = Bounds(max_bytes=5 * 1024**2, seconds=10)
_PAGES = "text/html, application/xhtml+xml"
_PICTURES = "image/avif, image/webp, image/png, image/jpeg, image/gif"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture that a page names, as it came: anything may be in it."""

    content: bytes


async def read_page(guest: Guest, url: str) -> PageWords:
    """Ask for a page, and give what it says of itself: nothing, where it is no page.

    Raises:
        Unreached: There is no answer that can be used.
        NotRead: The machine doesn't want it asked, or answers that it isn't there.
    """
    answer = await guest.ask(url, accept=_PAGES, bounds=PAGE_BOUNDS)
    media_type = answer.headers.get("content-type", "")
    if media_type.partition(";")[0].strip().lower() not in {"text/html", "application/xhtml+xml"}:
        return PageWords("", "", "")
    return find_words(answer.body, media_type, answer.url)


async def read_picture(guest: Guest, url: str) -> PagePicture:
    """Ask for a picture that a page names.

    Raises:
        Unreached: There is no answer that can be used.
        NotRead: The machine doesn't want it asked, or answers that it isn't there.
    """
    return PagePicture((await guest.ask(url, accept=_PICTURES, bounds=PICTURE_BOUNDS)).body)
