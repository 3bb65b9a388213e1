"""The feed as a part of the house: holds the stock of this process. What is heavy is loaded with the first page."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from beknown.feed.remote import PageProcesses
from beknown.feed.token import PageToken
from beknown.feed.turns import Turns
from beknown.feed.types import ItemRef
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.kit.later import load
from beknown.models import Models

if TYPE_CHECKING:
    from beknown.feed.bubble_view import Bubble
    from beknown.feed.home import Page
    from beknown.feed.keep_stock import StockKeeper
    from beknown.feed.tools import SteeredFeed
    from beknown.feed.tuning import Tuner

HEAVY = "beknown.feed.home"
TOOLS = "beknown.feed.tools"
BUBBLE = "beknown.feed.bubble_view"


class Feed:
    """Makes pages.

    Args:
        db: The door.
        models: Where the embedder is, by which topics that a person names are told; None for words alone.
        look_every_s: So old what is chosen from may be.
    """

    def __init__(self, db: Database, models: Models | None = None, *, look_every_s: float = 0.4) -> None:
        self._db = db
        self._models = models
        self._tuner: Tuner | None = None
        self._look_every_s = look_every_s
        self._keeper: StockKeeper | None = None
        self._processes: PageProcesses | None = None
        self._turns = Turns()

    def ask(self, processes: PageProcesses) -> None:
        """Have pages made by other processes from now on."""
        self._processes = processes

    async def prepare(self) -> None:
        """Read the stock, so that the first page needn't wait for it."""
        await load(HEAVY)
        await self._get_keeper().get()

    async def make_page(self, person: PersonId, token: PageToken) -> "Page":
        """Give a page of a person's feed.

        Raises:
            Unavailable: Other processes make pages, and none answers.
        """
        make = self.make_page_here if self._processes is None else self._processes.make_page
        page = await make(person, token)
        page.tally.count()
        return page

    async def make_page_here(self, person: PersonId, token: PageToken) -> "Page":
        """Make a page in this process; it is counted by whoever asked for it."""
        await load(HEAVY)
        from beknown.feed.home import make_page  # noqa: PLC0415 - heavy, and a start doesn't need it

        async with self._turns.take():
            return await make_page(self._db, self._get_keeper(), self._get_tuner(), person, token)

    async def find_reason_against(self, person: PersonId, author: UUID, post: UUID) -> str | None:
        """Say why a post isn't on a person's feed; None when nothing is against it."""
        await load(HEAVY)
        from beknown.feed.home import find_reason_against  # noqa: PLC0415 - heavy, and a start doesn't need it

        item = ItemRef("post", author, post)
        return await find_reason_against(self._db, self._get_keeper(), self._get_tuner(), person, item)

    async def steer(self, person: PersonId, what: str, *, time_zone: str, locale: str) -> "SteeredFeed":
        """Have more, less, only or nothing of something, as the person says it in `what`.

        Raises:
            Invalid: Nothing of it was understood; the message says what is missing.
            Conflict: There are very many rules already.
        """
        await load(TOOLS)
        from beknown.feed.tools import Speaker, steer_feed  # noqa: PLC0415 - heavy, and a start doesn't need it

        return await steer_feed(self._db, self._models, Speaker(person, time_zone, locale), what)

    async def unsteer(self, person: PersonId, rules: Sequence[UUID]) -> None:
        """Take rules back; those that are over or gone stay so."""
        await load(TOOLS)
        from beknown.feed.tools import unsteer_feed  # noqa: PLC0415 - heavy, and a start doesn't need it

        await unsteer_feed(self._db, person, rules)

    def hears(self, person: PersonId, text: str, *, time_zone: str, locale: str) -> bool:
        """Say whether an utterance is plainly meant to steer the feed."""
        from beknown.feed.tools import Speaker, is_about_feed  # noqa: PLC0415 - heavy, and a start doesn't need it

        return is_about_feed(text, Speaker(person, time_zone, locale))

    async def view_bubble(self, person: PersonId) -> "Bubble":
        """Tell how narrow a person's feed has become."""
        await load(HEAVY, BUBBLE)
        from beknown.feed.bubble_view import view_bubble  # noqa: PLC0415 - heavy, and a start doesn't need it

        stock = await self._get_keeper().get()
        centres = await asyncio.to_thread(self._get_tuner().topic_map.get, stock)
        return await view_bubble(self._db, stock, centres, person)

    async def close(self) -> None:
        """Stop what goes on behind the scenes."""
        if self._keeper is not None:
            await self._keeper.close()

    def _get_keeper(self) -> "StockKeeper":
        from beknown.feed.keep_stock import StockKeeper  # noqa: PLC0415 - loaded by whoever asks for a page

        if self._keeper is None:
            self._keeper = StockKeeper(self._db, look_every_s=self._look_every_s)
        return self._keeper

    def _get_tuner(self) -> "Tuner":
        from beknown.feed.tuning import Tuner  # noqa: PLC0415 - loaded by whoever asks for a page

        if self._tuner is None:
            self._tuner = Tuner(self._db, self._models)
        return self._tuner
