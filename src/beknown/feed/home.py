"""One page of a person's feed: read who asks, rank, read what is shown in their own scope, note what stands where.

A page is ranked when it is asked for the first time, and noted; asked again it is the same page. So what a person does
takes effect with the next page they ask for, nothing comes twice in a run, and neither a clock nor a deleted account
moves anything. What is gone since is left out where it stood.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast
from uuid import UUID

import numpy as np

from beknown.feed import features, store
from beknown.feed.ask import Ask
from beknown.feed.keep_stock import StockKeeper
from beknown.feed.make_items import defer_first_look
from beknown.feed.note import defer_noting
from beknown.feed.parts.stock_source import Named
from beknown.feed.pipeline import Made, make_pipeline
from beknown.feed.reader import Reader, read_reader
from beknown.feed.stock import number_of
from beknown.feed.store import PlacedRow
from beknown.feed.tally import Tally
from beknown.feed.things import Thing, Things, find_things
from beknown.feed.token import PAGE, PageToken
from beknown.feed.tuning import Tuner
from beknown.feed.types import Cause, ItemKind, ItemRef, Reason, RunId, Shown
from beknown.feed.why import explain
from beknown.kit import clock
from beknown.kit.db import Database, Scope, Tx
from beknown.kit.ids import PersonId
from beknown.ranking import Query, Result, run
from beknown.social import PostWords, Ref, find_cards

SPARE = 10
"""So many more are ranked than a page holds, for what turns out not to be readable."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing in its place; `because` are the posts that reasons name, as far as they can be read."""

    thing: Thing
    position: int
    reasons: tuple[Reason, ...]
    because: tuple[PostWords, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `next` is None at the end, when everything was seen; without a profile nobody's posts are on it.

    `tally` is of the ranking that it came of, empty where it was made before.
    """

    token: PageToken
    placed: tuple[Placed, ...]
    next: PageToken | None
    has_profile: bool
    tally: Tally = field(default_factory=Tally)


async def make_page(
    db: Database, keeper: StockKeeper, tuner: Tuner, person: PersonId, token: PageToken
) -> Page:
    """Give a page: the one that is noted for this token, or else a new one."""
    scope, at = Scope(person, "feed"), clock.now()
    stock = await keeper.get()
    async with db.begin(scope) as tx:
        reader = await read_reader(tx, token, at=at, stock=stock)
        if reader.is_noted:
            return await _show_again(tx, token, has_profile=reader.has_profile)
        wishes = await tuner.read(tx, reader, at)
    made = make_pipeline(db, Ask(stock, reader, at), tuning=await tuner.tune(wishes, stock))
    result = await run(made.pipeline, _query(reader, token, at))
    choice = _Choice(made, result, reader.weights)
    async with db.begin(scope) as tx:
        page = await _note(tx, token, choice, at, has_profile=reader.has_profile)
        if not page.placed and not token.start and reader.has_made:
            await defer_first_look(tx, at)
    return replace(page, tally=_tally(result))


async def find_reason_against(
    db: Database, keeper: StockKeeper, tuner: Tuner, person: PersonId, item: ItemRef
) -> str | None:
    """Say why a post isn't on the person's feed: computed anew, as if they asked now. None when nothing is against it.

    Nothing is kept of what wasn't shown, so this is how it stands at present.
    """
    scope, at = Scope(person, "feed"), clock.now()
    stock = await keeper.get()
    async with db.begin(scope) as tx:
        if item.author is None or not await find_cards(tx, [Ref(item.author, item.id)]):
            return "not for you"
        reader = await read_reader(tx, PageToken(RunId(item.id)), at=at, stock=stock)
        wishes = await tuner.read(tx, reader, at)
    ask, row = Ask(stock, reader, at), stock.find_row(item.id)
    more = [] if row is None else [Named(ask, row)]
    made = make_pipeline(db, ask, tuning=await tuner.tune(wishes, stock), more=more)
    result = await run(made.pipeline, _query(reader, PageToken(RunId(item.id)), at))
    number = number_of(item.id)
    found = result.left.find_reason(number)
    return found if found or number in result.chosen.ids else "not among the candidates"


def _query(reader: Reader, token: PageToken, at: datetime) -> Query:
    seed = number_of(token.run) ^ token.start
    return Query(PersonId(reader.person), at, PAGE + SPARE, seed=seed, weights=reader.weights)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was chosen for a page, best first, and what is spare."""

    made: Made
    result: Result
    weights: Mapping[str, float]

    def __len__(self) -> int:
        return len(self.result.chosen)

    def place(self, first: int, end: int) -> list[Shown]:
        """Give some of it in its places, each with its reasons."""
        places = np.arange(first, min(end, len(self)))
        if not len(places):
            return []
        chosen, is_exploring = self.result.chosen.take(places), self.result.is_exploring[places]
        items, matrix = self.made.refs_of(chosen), features.make_matrix(chosen)
        rows = zip(
            places.tolist(),
            items,
            self.result.propensities[places].tolist(),
            is_exploring.tolist(),
            chosen.column("value").tolist(),
            matrix.tolist(),
            explain(self.made, chosen, self.weights, matrix=matrix, items=items, is_exploring=is_exploring),
            strict=True,
        )
        return [
            Shown(item, place, propensity, is_exploring, value, tuple(figures), reasons)
            for place, item, propensity, is_exploring, value, figures, reasons in rows
        ]


async def _note(tx: Tx, token: PageToken, choice: _Choice, at: datetime, *, has_profile: bool) -> Page:
    """Note what of it can be read, in its place; where somebody was quicker with the same token, theirs holds."""
    things, kept = await _read(tx, choice)
    placed = [replace(each, position=token.start + place) for place, each in enumerate(kept)]
    if not placed:
        return Page(token, (), None, has_profile=has_profile)
    noted = await store.add_impressions(tx, token.run, placed, version=features.VERSION, at=at)
    if noted < len(placed):
        return await _show_again(tx, token, has_profile=has_profile)
    await defer_noting(tx)
    found = [put for each in placed for put in _put(things, each.item, each.position, each.reasons)]
    return Page(token, tuple(found), token.next(), has_profile=has_profile)


async def _read(tx: Tx, choice: _Choice) -> tuple[Things, list[Shown]]:
    """Read a page of what was chosen; what is spare only where something of the page can't be read."""
    shown = choice.place(0, PAGE)
    things = await _find_things(tx, shown)
    kept = [each for each in shown if things.find(each.item) is not None]
    if len(kept) == PAGE or len(choice) <= PAGE:
        return things, kept
    spare = choice.place(PAGE, len(choice))
    more = await _find_things(tx, spare)
    kept += [each for each in spare if more.find(each.item) is not None]
    return things.with_more(more), kept[:PAGE]


async def _find_things(tx: Tx, shown: list[Shown]) -> Things:
    return await find_things(tx, [each.item for each in shown], [each.reasons for each in shown])


async def _show_again(tx: Tx, token: PageToken, *, has_profile: bool) -> Page:
    """Show a page that was noted, as far as it can still be read."""
    rows = await store.find_page(tx, token.run, start=token.start, size=PAGE)
    reasons = [_read_reasons(row) for row in rows]
    items = [ItemRef(cast("ItemKind", row.kind), row.author_id, row.item_id) for row in rows]
    things = await find_things(tx, items, reasons)
    placed = [
        put
        for item, row, why in zip(items, rows, reasons, strict=True)
        for put in _put(things, item, row.position, why)
    ]
    return Page(token, tuple(placed), token.next(), has_profile=has_profile)


def _put(things: Things, item: ItemRef, position: int, reasons: tuple[Reason, ...]) -> Iterator[Placed]:
    """Put a thing in its place, if it can be read."""
    thing = things.find(item)
    if thing is not None:
        named = [things.find_words(each.because.id) for each in reasons if each.because is not None]
        yield Placed(thing, position, reasons, tuple(post for post in named if post is not None))


def _read_reasons(row: PlacedRow) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            cast("Cause", each["cause"]),
            float(cast("float", each["share"])),
            ItemRef("post", UUID(str(each["author"])), UUID(str(each["id"]))) if "id" in each else None,
            UUID(str(each["rule"])) if "rule" in each else None,
        )
        for each in row.reasons
    )


def _tally(result: Result) -> Tally:
    failed = tuple((each.name, each.failed) for each in result.failures if each.failed is not None)
    return Tally(failed, result.left.count())
