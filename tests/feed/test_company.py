"""Whose company posts keep: what it tells where words tell little, and that it says nothing where nothing is known."""

from datetime import UTC, datetime

import numpy as np
import pytest

from beknown.feed.ask import Ask
from beknown.feed.company import UNKNOWN, add_company, make_profiles
from beknown.feed.packed import Packed
from beknown.feed.pipeline import make_pipeline
from beknown.feed.reader import Meanings, Reader
from beknown.feed.stock import Figures, PublicDeed, Stock
from beknown.feed.tuning import Tuning
from beknown.kit.db import Database
from beknown.kit.ids import PersonId, new_id
from beknown.ranking import Query, run

ANA, BEN, CLEO, DAN = (new_id() for _ in range(4))
FOOTBALL, KNITTING, *NOISE = np.eye(5, dtype=np.float32) * 2
AT = 1_800_000_000.0
Vector = np.ndarray[tuple[int], np.dtype[np.float32]]


def put(stock: Stock, author: object, vector: Vector | None) -> int:
    """Put a post into the stock; give its row."""
    stock.add([Figures(author, new_id(), AT, 40, has_image=False, space="s", vector=vector)])  # pyright: ignore[reportArgumentType] - a person's id
    return stock.count - 1


@pytest.fixture
def stock() -> Stock:
    """Ana writes of football, Ben of knitting, Cleo of both; each has one post whose words say nothing."""
    stock = Stock(AT)
    for _ in range(6):
        for author, about in ((ANA, FOOTBALL), (BEN, KNITTING), (CLEO, FOOTBALL), (CLEO, KNITTING)):
            put(stock, author, about)
    for author, noise in zip((ANA, BEN, CLEO), NOISE, strict=True):
        put(stock, author, noise)
    return stock


def likeness(stock: Stock, one: int, other: int) -> float:
    """Say how like two posts are with their company."""
    rows = np.array([one, other], np.intp)
    authors = stock.column("author")[rows].astype(np.int64)
    made = add_company(stock, make_profiles(stock), stock.meaning.take(rows), rows, authors)
    return float(made[0] @ made[1])


def test_what_says_little_is_known_by_what_its_author_keeps_to(stock: Stock) -> None:
    of_ana, of_ben = 24, 25
    assert likeness(stock, of_ana, 0) > 0.5 > likeness(stock, of_ana, 1)
    assert likeness(stock, of_ben, 1) > 0.5 > likeness(stock, of_ben, 0)


def test_an_author_of_many_things_says_less_than_one_who_keeps_to_few(stock: Stock) -> None:
    profiles = np.linalg.norm(make_profiles(stock), axis=1)
    assert profiles[stock.code_of(CLEO)] < 0.5 * profiles[stock.code_of(ANA)]


def test_who_reacts_to_a_post_speaks_for_it_as_its_author_does(stock: Stock) -> None:
    row = put(stock, DAN, NOISE[2])
    before = likeness(stock, row, 0)
    for who in (ANA, CLEO):
        stock.note(PublicDeed(who, DAN, stock.ref_of(row).id, is_reply=False, made_at=AT))
    stock.likers.settle()
    assert likeness(stock, row, 0) > before


def test_who_did_little_has_a_small_profile() -> None:
    stock = Stock(AT)
    for author, about in (
        (ANA, FOOTBALL),
        (BEN, KNITTING),
        *[(CLEO, FOOTBALL)] * 40,
        *[(DAN, KNITTING)] * 40,
    ):
        put(stock, author, about)
    little, much = (np.linalg.norm(make_profiles(stock)[stock.code_of(who)]) for who in (ANA, CLEO))
    assert little == pytest.approx(1 / (1 + UNKNOWN), rel=0.1)
    assert much > 0.9


def test_what_is_not_in_the_stock_has_its_authors_company_alone(stock: Stock) -> None:
    profiles, row = make_profiles(stock), np.array([-1], np.intp)
    nothing = np.zeros((1, 5), np.float32)
    known = add_company(stock, profiles, nothing, row, np.array([stock.code_of(ANA)]))
    assert known[0] == pytest.approx(
        profiles[stock.code_of(ANA)] / np.linalg.norm(profiles[stock.code_of(ANA)])
    )
    assert add_company(stock, profiles, nothing, row, np.array([-2]))[0].tolist() == [0] * 5


async def find_shown(db: Database, stock: Stock, tuning: Tuning) -> set[int]:
    """Give the rows that somebody is shown who wants less of Ana's first post."""
    row = np.array([0], np.intp)
    less = Meanings(Packed.of(ANA, stock.ref_of(0).id), stock.meaning.take_raw(row))
    reader = Reader(DAN, followed=Packed.of(ANA, BEN, CLEO), less=less)
    made = make_pipeline(db, Ask(stock, reader, datetime.fromtimestamp(AT, UTC)), tuning=tuning)
    result = await run(made.pipeline, Query(PersonId(DAN), datetime.fromtimestamp(AT, UTC), 30, seed=1))
    assert result.failures == ()
    return set(result.chosen.column("row").tolist())


async def test_what_keeps_the_company_of_what_is_unwanted_is_not_shown(db: Database, stock: Stock) -> None:
    of_ana, of_ben = 24, 25
    assert {of_ana, of_ben} <= await find_shown(db, stock, Tuning())
    shown = await find_shown(db, stock, Tuning(profiles=make_profiles(stock)))
    assert (of_ana in shown, of_ben in shown) == (False, True)


def test_nothing_is_added_where_no_profile_is_known() -> None:
    stock, vectors = Stock(AT), np.ones((2, 3), np.float32)
    rows = np.array([-1, -1], np.intp)
    assert add_company(stock, make_profiles(stock), vectors, rows, np.array([0, 1])) is vectors
