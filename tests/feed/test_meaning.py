"""The nearest of very many."""

import numpy as np
import pytest
from numpy.typing import NDArray

from beknown.feed.cells import Cells
from beknown.feed.highest import find_highest
from beknown.feed.meaning import Meaning

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


def test_what_is_laid_into_cells_is_found_as_in_a_full_comparison() -> None:
    vectors = _lumps(20_000)
    cells = Cells(np.arange(20_000), vectors)
    anchors = vectors[[3, 11_000, 19_999]]
    wanted = np.argsort(-(anchors @ vectors.T).max(axis=0))[:100]
    found = cells.find_near(anchors, 100)
    assert len(found) == len(set(found.tolist())) == 100
    assert len(set(found.tolist()) & set(wanted.tolist())) >= 90


@pytest.mark.parametrize("late", [10, 5000], ids=["looked at one by one", "laid out again"])
def test_what_comes_later_is_found_and_a_row_has_its_last_vector_alone(late: int) -> None:
    vectors = _lumps(8000)
    cells = Cells(np.arange(8000), vectors)
    cells.put(np.arange(8000, 8000 + late), np.tile(-vectors[5], (late, 1)))
    cells.put(np.array([5]), -vectors[[5]])
    found = cells.find_near(-vectors[[5]], late + 1).tolist()
    assert set(range(8000, 8000 + late)) | {5} == set(found)
    assert 5 not in cells.find_near(vectors[[5]], 50).tolist()


def test_vectors_come_back_as_they_were_put_however_often_the_centre_moved() -> None:
    vectors = 3 + CHANCE.standard_normal((5000, 32)).astype(np.float32)
    meaning = Meaning()
    for first in range(0, 5000, 250):
        meaning.put(np.arange(first, first + 250), "bench", vectors[first : first + 250])
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert meaning.take_raw(np.arange(5000)) == pytest.approx(unit, abs=1e-5)
    assert meaning.take(np.arange(5000)) == pytest.approx(meaning.see(vectors), abs=1e-5)
    assert meaning.take_raw(np.array([-1, 5001])).tolist() == np.zeros((2, 32)).tolist()


def _lumps(count: int) -> NDArray[np.float32]:
    middles = CHANCE.standard_normal((40, 48))
    vectors = middles[CHANCE.integers(0, 40, count)] + 0.5 * CHANCE.standard_normal((count, 48))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
