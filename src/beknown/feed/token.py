"""Page tokens: which run, and where in it. Whoever brings one back gets the same page again."""

from dataclasses import dataclass
from uuid import UUID

from beknown.feed.types import RunId
from beknown.kit.errors import Invalid
from beknown.kit.ids import new_id

PAGE = 20
MOST_PAGES = 500


@dataclass(frozen=True, slots=True)
class PageToken:
    """A page: its run, and its first position."""

    run: RunId
    start: int = 0

    def write(self) -> str:
        """Write it as a short text."""
        return f"{self.run}.{self.start}"

    def next(self) -> "PageToken":
        """Give the page after it."""
        return PageToken(self.run, self.start + PAGE)


def new_token() -> PageToken:
    """Begin a run."""
    return PageToken(RunId(new_id()))


def read_token(text: str) -> PageToken:
    """Read what `write` wrote.

    Raises:
        Invalid: It isn't a page of a feed.
    """
    run, _, start = text.partition(".")
    try:
        token = PageToken(RunId(UUID(run)), int(start))
    except ValueError:
        token = None
    if token is None or not 0 <= token.start <= PAGE * MOST_PAGES or token.start % PAGE:
        raise Invalid(f"{text[:60]!r} is no page of a feed. Start again without it.")
    return token
