"""Why something is here: the reasons come out of the score, whichever parts there are."""

from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest

from beknown.feed import action_hand, features
from beknown.feed.ask import Ask
from beknown.feed.packed import Packed
from beknown.feed.pipeline import make_pipeline
from beknown.feed.reader import Reader
from beknown.feed.types import ACTIONS
from beknown.feed.why import explain, find_gains
from beknown.kit.db import Database
from beknown.kit.ids import PersonId
from beknown.ranking import WEIGHTS, Query, run
from tests.feed.test_stock import ANA, AT, ME, make_stock, post


def test_a_share_is_what_the_value_loses_without_its_cause() -> None:
    matrix = np.random.default_rng(4).random((5, len(features.NAMES)))
    worth = np.array([WEIGHTS[action] for action in ACTIONS])
    gains = find_gains(matrix, action_hand.predict, {})
    for place, cause in enumerate(("followed", "similar", "alike", "next", "trending", "fresh")):
        lost = (action_hand.predict(matrix) - action_hand.predict(features.without(matrix, cause))) @ worth
        assert gains[:, place] == pytest.approx(np.maximum(lost, 0))


async def test_reasons_are_given_where_meanings_could_not_be_compared(db: Database) -> None:
    stock = make_stock(*(post(number) for number in range(8)), post(9, UUID(int=7)))
    made = make_pipeline(db, Ask(stock, Reader(ME, followed=Packed.of(ANA)), AT))
    without = tuple(each for each in made.pipeline.hydrators if each.name != "meaning")
    result = await run(replace(made.pipeline, hydrators=without), Query(PersonId(ME), AT, 5, seed=1))
    matrix, items = features.make_matrix(result.chosen), made.refs_of(result.chosen)
    reasons = explain(made, result.chosen, {}, matrix=matrix, items=items, is_exploring=result.is_exploring)
    assert len(reasons) == len(result.chosen) == 5
    assert [sum(each.share for each in why) for why in reasons] == pytest.approx([1.0] * 5)
    assert "similar" not in {each.cause for why in reasons for each in why}
