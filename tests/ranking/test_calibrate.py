"""Calibration: scores become probabilities, in their order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit.errors import Invalid
from beknown.ranking import calibrate, judge_calibration, measure_error, tabulate_calibration

CASES = st.lists(st.tuples(st.integers(-5, 5).map(float), st.booleans()), min_size=1, max_size=60)


@given(CASES)
def test_probabilities_never_fall_and_are_never_quite_certain_unless_all_cases_were(
    cases: list[tuple[float, bool]],
) -> None:
    happened = np.array([each for _, each in cases])
    found = calibrate(np.array([score for score, _ in cases]), happened).apply(np.linspace(-6, 6, 50))

    assert np.all(np.diff(found) >= -1e-12)
    assert found.min() >= (0 if not happened.any() else 1e-4)
    assert found.max() <= (1 if happened.all() else 1 - 1e-4)


def test_scores_that_are_too_sure_become_true_on_cases_not_seen() -> None:
    chance = np.random.default_rng(6)
    truth = chance.random(40_000) * 0.5
    happened, too_sure = chance.random(len(truth)) < truth, np.sqrt(truth)
    learned, kept = slice(0, 20_000), slice(20_000, None)
    found = calibrate(too_sure[learned], happened[learned]).apply(too_sure[kept])

    assert judge_calibration(too_sure[kept], happened[kept]) > 0.15
    assert judge_calibration(found, happened[kept]) < 0.02


@pytest.mark.parametrize("scores", [[], [1.0], [np.nan, 1.0]])
def test_cases_that_do_not_fit_are_refused(scores: list[float]) -> None:
    with pytest.raises(Invalid):
        calibrate(np.array(scores), np.array([True, False][: 2 * len(scores)]))


LIKELY = st.lists(st.tuples(st.sampled_from([0.0, 0.01, 0.02, 0.3, 0.31, 1.0]), st.booleans()), max_size=400)


@given(LIKELY, st.integers(1, 40))
def test_each_bin_has_its_least_and_none_of_the_cases_is_lost(
    cases: list[tuple[float, bool]], least: int
) -> None:
    said, did = np.array([each for each, _ in cases]), np.array([each for _, each in cases], np.bool_)
    bins = tabulate_calibration(said, did, least=least)

    assert len(bins) <= 10
    assert all(each.cases >= least for each in bins)
    assert sum(each.cases for each in bins) == (len(cases) if len(cases) >= least else 0)
    assert np.all(np.diff([each.predicted for each in bins]) > 0)
    assert 0 <= measure_error(bins) <= 1


def invent(count: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Give chances of some percent, and what came of them."""
    chance = np.random.default_rng(seed)
    truth = chance.beta(1, 30, count)
    return truth, chance.random(count) < truth


def test_bins_hold_equally_many_and_what_is_said_truly_has_next_to_no_error() -> None:
    truth, happened = invent(50_000)
    bins = tabulate_calibration(truth, happened)

    assert [each.cases for each in bins] == [5_000] * 10
    assert measure_error(bins) < 0.003
    assert sum(each.observed for each in bins) / 10 == pytest.approx(happened.mean())


def test_who_says_too_much_is_off_by_as_much_and_upwards() -> None:
    truth, happened = invent(50_000)
    bins = tabulate_calibration(np.minimum(1, 2 * truth), happened)

    assert all(each.predicted > each.observed for each in bins)
    assert measure_error(bins) == pytest.approx(truth.mean(), abs=0.003)


def test_who_is_too_sure_is_below_the_truth_where_little_and_above_where_much_is_said() -> None:
    chance = np.random.default_rng(4)
    truth = chance.random(50_000)
    sure = truth**3 / (truth**3 + (1 - truth) ** 3)
    first, *_, last = tabulate_calibration(sure, chance.random(50_000) < truth)

    assert first.predicted < first.observed
    assert last.predicted > last.observed


def test_few_cases_are_merged_and_fewer_than_the_least_are_not_told() -> None:
    truth, happened = invent(79)
    assert [each.cases for each in tabulate_calibration(truth, happened, least=20)] == [27, 26, 26]
    assert tabulate_calibration(truth[:19], happened[:19], least=20) == ()


def test_cases_of_which_the_same_is_said_stay_together() -> None:
    said = np.repeat([0.1, 0.2, 0.3], [70, 20, 10])
    bins = tabulate_calibration(said, np.arange(100) % 2 == 0, least=20)
    assert [(each.cases, round(each.predicted, 3)) for each in bins] == [(70, 0.1), (30, 0.233)]


def test_more_probabilities_than_outcomes_are_refused() -> None:
    with pytest.raises(Invalid, match="as many"):
        tabulate_calibration(np.array([0.1, 0.2]), np.array([True]))
