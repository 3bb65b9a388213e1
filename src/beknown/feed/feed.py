"""The feed as a part of the house: holds the stock of this process. What is heavy is loaded with the first page."""

from typing import TYPE_CHECKING
from uuid import UUID

from beknown.feed.token import PageToken
from beknown.feed.types import ItemRef
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.later import load

if TYPE_CHECKING:
    from beknown.feed.home import Page
    from beknown.feed.keep_stock import StockKeeper

HEAVY = "beknown.feed.home"


class Feed:
    """Makes pages.

    Args:
        db: The door.
        look_every_s: So old what is chosen from may be.
    """

    def __init__(self, db: Database, *, look_every_s: float = 0.4) -> None:
        self._db = db
        self._look_every_s = look_every_s
        self._keeper: StockKeeper | None = None

    async def make_page(self, person: PersonId, token: PageToken) -> "Page":
        """Give a page of a person's feed."""
        await load(HEAVY)
        from beknown.feed.home import make_page  # noqa: PLC0415 - heavy, and a start doesn't need it

        return await make_page(self._db, self._get_keeper(), person, token)

    async def find_reason_against(self, person: PersonId, author: UUID, post: UUID) -> str | None:
        """Say why a post isn't on a person's feed; None when nothing is against it."""
        await load(HEAVY)
        from beknown.feed.home import find_reason_against  # noqa: PLC0415 - heavy, and a start doesn't need it

        item = ItemRef("post", author, post)
        return await find_reason_against(self._db, self._get_keeper(), person, item)

    async def close(self) -> None:
        """Stop what goes on behind the scenes."""
        if self._keeper is not None:
            await self._keeper.close()

    def _get_keeper(self) -> "StockKeeper":
        from beknown.feed.keep_stock import StockKeeper  # noqa: PLC0415 - loaded by whoever asks for a page

        if self._keeper is None:
            self._keeper = StockKeeper(self._db, look_every_s=self._look_every_s)
        return self._keeper
