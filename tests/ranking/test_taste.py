"""Taste: histories as arrays, what tasters tell, and what they are worth together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit.errors import Invalid
from beknown.ranking import Histories, fit_taste, make_candidates, make_histories
from beknown.ranking.histories import fade
from beknown.ranking.parts import Tasting
from beknown.ranking.taste import Taste, learn_worth
from beknown.ranking.tasters import (
    Company,
    Fame,
    Following,
    fit_all,
    fit_company,
    fit_fame,
    fit_following,
    fit_trend,
)
from tests.ranking.parts import ask

LIVES = st.lists(st.lists(st.integers(0, 7), max_size=12), min_size=1, max_size=8)
SIZE = 30


def lives(*items: list[int]) -> Histories:
    return make_histories([np.array(each, np.int64) for each in items])


def walk(people: int, seed: int) -> list[list[int]]:
    """Let people go through two circles of items: whoever is in one stays there, and goes on to the next."""
    chance = np.random.default_rng(seed)
    starts, steps = chance.integers(0, 15, people), chance.integers(6, 10, people)
    return [
        [(start + step) % 15 + 15 * (at % 2) for step in range(count)]
        for at, (start, count) in enumerate(zip(starts.tolist(), steps.tolist(), strict=True))
    ]


@given(LIVES, st.data())
def test_histories_give_back_what_they_were_made_of(items: list[list[int]], data: st.DataObject) -> None:
    people = data.draw(st.lists(st.integers(0, len(items) - 1), max_size=5))
    whole = lives(*items)
    taken = whole.take(np.array(people, np.intp))

    assert [whole.of(at).tolist() for at in range(len(whole))] == items
    assert [taken.of(at).tolist() for at in range(len(taken))] == [items[at] for at in people]
    assert [whole.shortened(3).of(at).tolist() for at in range(len(whole))] == [each[-3:] for each in items]


@given(LIVES)
def test_a_matrix_counts_and_leaves_the_order_of_histories_alone(items: list[list[int]]) -> None:
    whole = lives(*items)
    matrix = whole.as_matrix(8).toarray()

    assert matrix.tolist() == [[each.count(item) for item in range(8)] for each in items]
    assert [whole.of(at).tolist() for at in range(len(whole))] == items


def test_a_deed_counts_less_for_each_that_came_after_it() -> None:
    faded = lives([2, 0, 1]).as_matrix(3, fade(1.0)).toarray()[0]

    assert faded.tolist() == pytest.approx([np.exp(-1), 1.0, np.exp(-2)])


@pytest.mark.parametrize(
    ("items", "times"), [([np.array([-1])], None), ([np.array([1, 2])], [np.array([1.0])])]
)
def test_histories_that_cannot_be_are_refused(
    items: list[np.ndarray], times: list[np.ndarray] | None
) -> None:
    with pytest.raises(Invalid):
        make_histories(items, times)


def test_company_is_the_ridge_regression_of_each_item_on_all_others() -> None:
    met = (np.random.default_rng(4).random((60, 6)) < 0.4).astype(np.float64)
    known, weights = fit_company(lives(*(np.flatnonzero(row).tolist() for row in met)), 6, doubt=3.0)
    others = [[each for each in range(6) if each != item] for item in range(6)]
    expected = [
        np.linalg.solve(met[:, rest].T @ met[:, rest] + 3 * np.eye(5), met[:, rest].T @ met[:, item])
        for item, rest in enumerate(others)
    ]

    assert known.tolist() == list(range(6))
    assert np.diag(weights).tolist() == [0.0] * 6
    assert np.stack([weights[rest, item] for item, rest in enumerate(others)]) == pytest.approx(
        np.stack(expected), abs=1e-4
    )


def test_company_of_the_most_met_leaves_the_others_at_the_floor() -> None:
    known, weights = fit_company(lives([0, 2], [0, 2], [0, 1, 2]), 3, doubt=1.0, most=2)
    scores = Company(known, weights, 3, reach=10.0).score(lives([0]))[0]

    assert known.tolist() == [0, 2]
    assert scores[1] == pytest.approx(np.log(0.1))
    assert scores[2] > scores[1]


def test_following_knows_the_direction() -> None:
    weights = fit_following(lives([0, 1, 2], [0, 1, 2], [3, 1]), 4, reach=1.0)
    scores = Following(weights, 1.0).score(lives([1]))[0]

    assert np.argmax(scores) == 2
    assert scores[0] == scores[3] == pytest.approx(np.log(0.1))


def test_a_trend_sees_what_was_met_within_a_week_before_the_moment_and_nothing_after() -> None:
    day = 86_400.0
    times = [np.array([0.0, 20.0, 21.0, 23.0]) * day]
    histories = make_histories([np.array([0, 1, 1, 2])], times, np.array([22.0]) * day)
    trend = fit_trend(histories, 3)

    assert trend.score(histories)[0].tolist() == pytest.approx([0.0, np.log(3), 0.0])
    assert trend.score(lives([0]))[0].tolist() == [0.0] * 3


def test_fame_counts_everybody() -> None:
    assert fit_fame(lives([0, 1], [1]), 3).score(lives([2]))[0].tolist() == pytest.approx(np.log([2, 3, 1]))


def test_a_taste_tells_the_next_item_of_people_it_never_saw() -> None:
    past, new = walk(300, 1), walk(60, 2)
    before, whole = lives(*(each[:-1] for each in past)), lives(*past)
    taste = fit_taste(before, np.array([each[-1] for each in past]), whole, SIZE)
    told = taste.score(lives(*(each[:-1] for each in new))).argmax(axis=1)

    assert np.mean(told == [each[-1] for each in new]) > 0.95


def test_what_was_met_is_never_told() -> None:
    past = walk(40, 3)
    taste = Taste(fit_all(lives(*past), SIZE), np.ones(14))

    met = lives(*past).as_matrix(SIZE).toarray() > 0

    assert np.isneginf(taste.score(lives(*past))).tolist() == met.tolist()


def test_a_taster_that_knows_outweighs_one_that_guesses() -> None:
    past = walk(200, 4)
    before, wanted = lives(*(each[:-1] for each in past)), np.array([each[-1] for each in past])
    knows = Following(fit_following(before, SIZE, reach=1.0), 1.0)
    guesses = Fame(np.random.default_rng(0).random(SIZE))
    worth = learn_worth([knows, guesses], before, wanted)

    assert worth[0] > 1
    assert abs(worth[1]) < worth[0] / 5


def test_nobody_to_learn_from_is_refused() -> None:
    with pytest.raises(Invalid, match="next item"):
        learn_worth([Fame(np.ones(3))], lives([0, 1]), np.array([-1]))


def test_candidates_get_the_score_of_their_own_id_and_unknown_ones_none() -> None:
    taste = Taste([Fame(np.array([5.0, 1.0, 0.0]))], np.ones(1))
    part = Tasting(taste, lives([1]), np.array([10, 20, 30]))
    given = part.score(ask(), make_candidates(np.array([5, 10, 20, 30, 99])))["taste"]

    assert given.tolist() == pytest.approx([np.nan, np.log(6), -np.inf, 0.0, np.nan], nan_ok=True)
