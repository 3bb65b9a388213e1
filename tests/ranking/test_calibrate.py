"""Calibration: scores become probabilities, in their order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit.errors import Invalid
from beknown.ranking import calibrate, judge_calibration

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
