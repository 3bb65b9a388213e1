"""What a sequence model says, how it is judged, and by what it is trained."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.feed import sequence_run
from beknown.feed.sequence_judge import SequenceLog, find_gains, judge, make_popular
from beknown.feed.sequence_learn import make_score
from beknown.feed.sequence_model import LONGEST, SequenceModel, read_model, write_weights
from beknown.kit.errors import Invalid
from tests.feed.sequences import make_model

ITEMS = 30


def walk(people: int, steps: int, *, seed: int, items: int = ITEMS, straying: float = 0.0) -> SequenceLog:
    """Have each go round a ring of items, one a step, from somewhere on; straying ones go anywhere."""
    chance = np.random.default_rng(seed)
    start = chance.integers(items, size=people)
    item = (start[None, :] + np.arange(steps)[:, None]) % items
    item = np.where(chance.random(item.shape) < straying, chance.integers(items, size=item.shape), item)
    who = np.tile(np.arange(people), steps)
    return SequenceLog(who, item.ravel(), np.arange(0.0, people * steps * 60.0, 60.0), items)


def follow(
    history: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    scores = np.zeros(ITEMS)
    scores[(history[-1] + 1 + np.arange(10)) % ITEMS] = np.arange(10, 0, -1)
    return scores


def waver(
    history: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.roll(follow(history), 1)


def test_what_was_written_is_read_as_it_was() -> None:
    model, history = make_model(ITEMS), np.array([3, 1, 4, 1, 5])
    again = read_model(write_weights(model), model.vectors)
    assert np.array_equal(again.score(history), model.score(history))


@pytest.mark.parametrize("written", [b"", b"PK\x03\x04", b"{}"])
def test_what_is_no_model_is_refused_in_words(written: bytes) -> None:
    with pytest.raises(Invalid, match="learned anew"):
        read_model(written, make_model(2).vectors)


def test_vectors_of_another_width_are_refused_in_words() -> None:
    with pytest.raises(Invalid, match="width of 8"):
        read_model(write_weights(make_model(2)), np.zeros((2, 5), np.float32))


@given(st.lists(st.integers(0, ITEMS - 1), min_size=1, max_size=2 * LONGEST))
def test_only_the_last_deeds_count_and_in_their_order(history: list[int]) -> None:
    model = make_model(ITEMS)
    assert np.array_equal(model.encode(np.array(history)), model.encode(np.array(history[-LONGEST:])))
    assert np.isfinite(model.score(np.array(history))).all()


def test_numpy_has_to_say_what_the_trainer_says() -> None:
    model, histories = make_model(ITEMS), np.array([[-1, -1, 3, 4], [5, 6, 7, 8]])
    states = np.stack([model.encode(row[row >= 0]) for row in histories])
    sequence_run.check_alike(model, histories, states)
    with pytest.raises(Invalid, match="numpy and torch differ"):
        sequence_run.check_alike(model, histories, states + 0.01)


def test_who_tells_what_follows_is_better_than_what_many_like() -> None:
    verdict = judge(walk(60, 20, seed=1, straying=0.1), follow)
    assert verdict.is_better
    assert verdict.new > verdict.popular
    assert verdict.asked == 60


def test_chance_is_not_better() -> None:
    chance = np.random.default_rng(0)
    verdict = judge(walk(60, 20, seed=1), lambda _: chance.random(ITEMS))
    assert not verdict.is_better


def test_too_few_people_prove_nothing() -> None:
    assert not judge(walk(10, 20, seed=1), follow).is_better


def test_the_one_that_serves_stays_where_it_tells_better() -> None:
    log = walk(60, 20, seed=1)
    assert judge(log, waver).is_better
    verdict = judge(log, waver, follow)
    assert not verdict.is_better
    assert verdict.now is not None
    assert verdict.now > verdict.new


def test_the_one_that_serves_is_asked_only_about_what_came_after_it() -> None:
    log = walk(60, 20, seed=1)
    assert judge(log, follow, follow, now_since=float(log.at[-2])).now is None


def test_what_was_met_is_not_told_again() -> None:
    log = walk(30, 20, seed=2)
    met = find_gains(
        log, log.find_cut(), lambda history: np.where(np.isin(np.arange(ITEMS), history), 1.0, -np.inf)
    )
    assert met.max() == 0


def test_popular_is_what_many_did_lately() -> None:
    log = SequenceLog(
        np.array([1, 2, 3, 4]), np.array([0, 0, 0, 1]), np.array([0.0, 0.0, 0.0, 30 * 86_400.0]), 3
    )
    scores = np.asarray(make_popular(log)(np.array([2])))
    assert scores.argmax() == 1
    assert scores[2] == -np.inf


def test_a_model_that_knows_nothing_of_a_history_tells_nothing() -> None:
    model: SequenceModel = make_model(2)
    score = make_score(model, np.array([0, 1]), 5)
    assert not np.isfinite(score(np.array([4]))).any()
    assert np.isfinite(score(np.array([4, 1]))[:2]).all()


@pytest.mark.slow  # it starts whole processes
def test_the_trainer_needs_nothing_of_beknown_and_the_server_nothing_of_torch() -> None:
    script = Path(sequence_run.SCRIPT).read_text(encoding="utf-8")
    assert "import beknown" not in script
    assert "from beknown" not in script
    code = "import sys; import beknown.feed.home, beknown.feed.sequence_learn; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
