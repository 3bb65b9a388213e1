"""What a process keeps of posts, and the few of very many rows that a page looks at."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

import numpy as np

from beknown.feed.ask import Ask
from beknown.feed.packed import Packed
from beknown.feed.parts.stock_source import Exploring, Followed, Fresh, Trending
from beknown.feed.reader import Reader
from beknown.feed.stock import NEWEST, Figures, PublicDeed, Stock, number_of
from beknown.kit.ids import PersonId
from beknown.ranking import Query

AT = datetime(2026, 5, 1, tzinfo=UTC)
NOW = AT.timestamp()
ME, ANA, BEN = (UUID(int=number) for number in (1, 2, 3))


def post(number: int, author: UUID = ANA) -> Figures:
    """Make a post; a higher number is newer."""
    return Figures(author, uuid5(author, str(number)), NOW - 1e6 + number, 100, has_image=False)


def make_stock(*posts: Figures) -> Stock:
    """Make a stock with posts in it."""
    stock = Stock(NOW)
    stock.add(posts)
    return stock


def find(source: Followed | Fresh | Trending | Exploring) -> set[int]:
    """Give the numbers of what a source finds."""
    return set(source.find(Query(PersonId(ME), AT, 20, seed=5)).ids.tolist())


def numbers(*posts: Figures) -> set[int]:
    """Give the numbers of posts."""
    return {number_of(each.id) for each in posts}


def test_chance_chooses_among_the_newest_in_whatever_order_they_came() -> None:
    posts = [post(number) for number in range(NEWEST + 5000)]
    stock = make_stock(*reversed(posts))
    found = find(Exploring(Ask(stock, Reader(ME), AT), most=5000))
    assert found <= numbers(*posts[5000:])
    assert len(found) == 5000


def test_followed_are_the_newest_of_those_whom_the_person_follows() -> None:
    of_ana, of_ben = [post(n) for n in range(50)], [post(n, BEN) for n in range(50, 90)]
    ask = Ask(make_stock(*of_ben, *of_ana), Reader(ME, followed=Packed.of(ANA)), AT)
    assert find(Followed(ask, most=10)) == numbers(*of_ana[-10:])


def test_what_is_met_and_whoever_is_not_to_be_seen_is_found_by_no_source() -> None:
    of_ana, of_ben = [post(n) for n in range(5)], [post(n, BEN) for n in range(5, 9)]
    stock = make_stock(*of_ana, *of_ben)
    for each in (*of_ana, *of_ben):
        stock.note(PublicDeed(UUID(int=9), each.author, each.id, is_reply=True, made_at=NOW))
    met = np.array([number_of(of_ana[0].id)], np.int64)
    ask = Ask(stock, Reader(ME, hidden=Packed.of(BEN), looked_at=met), AT)
    for source in (Fresh(ask), Trending(ask), Exploring(ask)):
        assert find(source) == numbers(*of_ana[1:])


def test_what_is_new_and_what_is_reacted_to_is_first_at_once() -> None:
    first, second, third = post(1), post(2), post(3)
    stock = make_stock(first, second)
    assert stock.newest().tolist() == [1, 0]
    assert stock.hottest().tolist() == []
    stock.note(PublicDeed(BEN, ANA, first.id, is_reply=False, made_at=NOW))
    stock.add([third])
    assert stock.newest().tolist() == [2, 1, 0]
    assert stock.hottest().tolist() == [0]
    stock.note(PublicDeed(BEN, ANA, third.id, is_reply=True, made_at=NOW))
    assert stock.hottest().tolist() == [2, 0]
    assert sorted(stock.rows_of([stock.code_of(ANA)]).tolist()) == [0, 1, 2]
    assert stock.rows_of([stock.code_of(BEN)]).tolist() == []
