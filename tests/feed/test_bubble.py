import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from beknown.feed.bubble import (
    UNKNOWN,
    assign,
    count_groups,
    find_lift,
    find_viewpoints,
    fit_topics,
    measure,
    widths_over_time,
)

COUNTS = arrays(np.float64, 6, elements=st.integers(0, 50).map(float))


def make_vectors(topics: int, each: int, dims: int = 16) -> np.ndarray:
    chance = np.random.default_rng(3)
    middles = np.eye(dims)[:topics]
    vectors = np.repeat(middles, each, axis=0) + 0.05 * chance.standard_normal((topics * each, dims))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_posts_that_mean_alike_are_one_topic() -> None:
    vectors = make_vectors(5, 40)
    codes = assign(vectors, fit_topics(vectors, 5))
    by_topic = codes.reshape(5, 40)
    assert [len(set(row)) for row in by_topic.tolist()] == [1] * 5
    assert len(set(codes.tolist())) == 5


def test_the_same_posts_give_the_same_topics_and_few_give_none() -> None:
    vectors = make_vectors(4, 30)
    assert np.array_equal(fit_topics(vectors), fit_topics(vectors))
    assert fit_topics(vectors[:10]).shape == (0, 16)
    assert assign(vectors[:3], fit_topics(vectors[:10])).tolist() == [UNKNOWN] * 3


def test_what_has_no_meaning_is_in_no_topic() -> None:
    vectors = make_vectors(2, 30)
    centres = fit_topics(vectors, 2)
    codes = assign(np.vstack([vectors[:1], np.zeros((1, 16), np.float32)]), centres)
    assert codes[1] == UNKNOWN
    assert count_groups(codes, 2).sum() == 1


def test_who_sees_one_topic_of_four_is_narrow_and_far_from_everybody() -> None:
    width = measure(np.array([20.0, 0, 0, 0]), np.array([5.0, 5, 5, 5]))
    assert width is not None
    assert (width.mine, width.everybody, width.seen) == (pytest.approx(1), pytest.approx(4), 20)
    assert width.apart > 0.6


def test_who_sees_what_everybody_sees_is_not_apart() -> None:
    width = measure(np.array([10.0, 20, 30]), np.array([100.0, 200, 300]))
    assert width is not None
    assert width.apart == pytest.approx(0, abs=1e-6)


def test_nothing_seen_is_no_width() -> None:
    assert measure(np.zeros(3), np.ones(3)) is None
    assert measure(np.ones(3), np.zeros(3)) is None
    assert not find_lift(np.zeros(3), np.ones(3)).any()


def test_what_is_seen_too_little_is_lifted_and_what_is_seen_too_much_lowered() -> None:
    lift = find_lift(np.array([30.0, 10, 0]), np.array([10.0, 10, 10]))
    assert lift[2] > lift[1] > 0 > lift[0]


def test_how_wide_it_was_is_told_by_week() -> None:
    codes, at = np.array([0, 0, 0, 0, 0, 0, 1, 2, 3, 0]), np.array([0.0] * 5 + [1.0] * 5)
    widths = widths_over_time(codes, at, [0, 1, 2, 3], 4)
    assert widths[0] == pytest.approx(1)
    assert widths[1] is not None
    assert widths[1] > 3
    assert widths[2] is None


def test_people_who_like_the_same_things_are_one_viewpoint() -> None:
    chance = np.random.default_rng(1)
    camps = np.repeat(np.arange(4), 15)
    people = np.repeat(np.arange(60), 12)
    things = camps[people] * 20 + chance.integers(0, 20, len(people))
    group_of, number = find_viewpoints(people, things, 81)
    assert number == 4
    by_camp: list[set[int]] = [set(group_of[camp * 20 : camp * 20 + 20].tolist()) for camp in range(4)]
    assert [len(each) for each in by_camp] == [1] * 4
    assert len(set[int]().union(*by_camp)) == 4
    assert group_of[80] == UNKNOWN


def test_few_people_are_no_viewpoints() -> None:
    """Nine people could be told apart by what they like."""
    people, things = np.repeat(np.arange(9), 5), np.tile(np.arange(5), 9)
    group_of, number = find_viewpoints(people, things, 5)
    assert (group_of.tolist(), number) == ([UNKNOWN] * 5, 0)


@given(COUNTS, COUNTS)
def test_measures_stay_within_bounds(mine: np.ndarray, everybody: np.ndarray) -> None:
    width = measure(mine, everybody)
    lift = find_lift(mine, everybody)
    assert np.all(np.abs(lift) <= 1)
    assert width is None or (0 <= width.apart <= 1 and 1 - 1e-9 <= width.mine <= 6 + 1e-9)
