"""The nearest of very many."""

import numpy as np
import pytest
from numpy.typing import NDArray

from beknown.feed.meaning import Meaning, find_highest

CHANCE = np.random.default_rng(7)


@pytest.mark.parametrize(
    "values",
    [
        CHANCE.standard_normal(50_000),
        np.arange(50_000.0),
        -np.arange(50_000.0),
        np.zeros(20_000),
        np.r_[np.full(49_990, -np.inf), np.arange(10.0)],
        np.where(np.arange(50_000) % 16 == 0, 1.0, 0.0),
        np.arange(250.0),
    ],
    ids=["chance", "rising", "falling", "equal", "few", "only what is sampled", "fewer than wanted"],
)
def test_the_highest_are_those_that_a_full_order_gives(values: NDArray[np.float64]) -> None:
    found = find_highest(values, 300)
    assert len(set(found.tolist())) == min(300, len(values))
    assert np.sort(values[found]).tolist() == np.sort(values)[-300:].tolist()


def test_what_is_near_to_any_anchor_is_found_among_very_many() -> None:
    vectors = CHANCE.standard_normal((6000, 32)).astype(np.float32)
    meaning = Meaning()
    meaning.put(np.arange(6000), "bench", vectors)
    anchors = meaning.take(np.array([17, 4321]))
    assert {17, 4321} <= set(meaning.find_near(anchors, 50).tolist())
