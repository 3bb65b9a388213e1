"""The parts of a ranking: value, decay, freshness, likeness, choice."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from beknown.kit.errors import Invalid
from beknown.ranking import VALUE, Candidates, judge_offline, make_candidates
from beknown.ranking.parts import AuthorDecay, Cut, Diverse, Freshness, Likeness, Value
from beknown.ranking.parts.diverse_selector import find_best, spread_chance
from beknown.ranking.parts.likeness_filter import make_fingerprints
from beknown.ranking.parts.value_scorer import BOUNDS, WEIGHTS, check_weights
from tests.ranking.parts import NOW, ask

CHANCE = np.random.default_rng(5)
VALUES = arrays.arrays(np.float64, st.integers(1, 40), elements=st.integers(-4, 4).map(float))


def valued(values: list[float], **columns: list[float] | list[int]) -> Candidates:
    ids = np.arange(len(values))
    given = {name: np.array(column) for name, column in columns.items()}
    return make_candidates(ids, {VALUE: np.array(values, np.float64), **given})


def test_value_is_the_sum_of_weight_times_probability() -> None:
    candidates = valued([0.0, 0.0], p_like=[0.5, np.nan], p_hide=[0.1, 0.2])
    value = Value({"like": 2.0, "hide": -20.0, "reply": 5.0}).score(ask(), candidates)[VALUE]

    assert value.tolist() == pytest.approx([-1.0, -4.0])


def test_a_person_weighs_for_themself_within_bounds() -> None:
    candidates = valued([0.0], p_like=[0.5], p_report=[0.5])
    value = Value(WEIGHTS).score(ask(like=4.0, report=0.0), candidates)[VALUE]

    assert value.tolist() == pytest.approx([0.5 * 4 - 0.5 * 20])


@pytest.mark.parametrize(
    ("action", "weight"), [("like", 7.0), ("report", 0.0), ("hide", -61.0), ("sing", 1.0)]
)
def test_weights_out_of_bounds_are_refused_by_name(action: str, weight: float) -> None:
    with pytest.raises(Invalid, match=action):
        check_weights({action: weight})


def test_public_weights_lie_within_their_bounds() -> None:
    check_weights(WEIGHTS)
    assert all(low < WEIGHTS[action] < high for action, (low, high) in BOUNDS.items())


def test_value_without_any_probability_says_which_are_missing() -> None:
    with pytest.raises(Invalid, match="p_like"):
        Value({"like": 1.0}).score(ask(), valued([1.0]))


def test_freshness_halves_what_is_good_and_leaves_what_is_bad() -> None:
    at = NOW.timestamp()
    candidates = valued([8.0, 8.0, 8.0, -8.0, 8.0], made_at=[at, at - 100, at + 50, at - 100, np.nan])
    value = Freshness(half_life_s=100, floor=0.0).score(ask(), candidates)[VALUE]

    assert value.tolist() == pytest.approx([8.0, 4.0, 8.0, -8.0, 0.0])


def test_the_best_of_an_author_keeps_its_value_and_the_next_lose_more_and_more() -> None:
    candidates = valued([1.0, 4.0, 4.0, 2.0, -1.0, 3.0], author=[7, 7, 8, 7, 7, -1])
    value = AuthorDecay(decay=0.5, floor=0.3).score(ask(), candidates)[VALUE]

    assert value.tolist() == pytest.approx([0.3, 4.0, 4.0, 1.0, -1.0, 3.0])


@given(VALUES, st.data())
def test_author_decay_never_raises_a_value_and_keeps_the_best(
    values: np.ndarray, data: st.DataObject
) -> None:
    author = data.draw(arrays.arrays(np.int64, len(values), elements=st.integers(-1, 3)))
    candidates = make_candidates(np.arange(len(values)), {VALUE: values, "author": author})
    decayed = AuthorDecay().score(ask(), candidates)[VALUE]

    assert np.all(decayed <= values)
    assert decayed.max() == values.max()


@given(VALUES, st.integers(0, 50))
def test_the_best_places_are_those_of_a_full_sort(values: np.ndarray, count: int) -> None:
    whole = sorted(range(len(values)), key=lambda at: (-values[at], at))

    assert find_best(values, count).tolist() == whole[:count]


@given(VALUES, st.integers(1, 30), st.integers(0, 5), st.data())
def test_diversity_never_drops_the_best_and_chooses_nobody_twice(
    values: np.ndarray, size: int, seed: int, data: st.DataObject
) -> None:
    vectors = data.draw(arrays.arrays(np.float64, (len(values), 3), elements=st.integers(-2, 2).map(float)))
    candidates = make_candidates(np.arange(len(values)), {VALUE: values})
    selector = Diverse(lambda ids: vectors[ids], slots=frozenset({1, 4}))
    chosen = selector.select(ask(size), candidates, np.random.default_rng(seed))

    assert chosen.places[0] == np.argmax(values)
    assert len(set(chosen.places.tolist())) == len(chosen.places) == min(size, len(values))
    assert np.all((chosen.propensities > 0) & (chosen.propensities <= 1))


def test_of_two_that_are_the_same_the_second_comes_after_something_else() -> None:
    vectors = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    candidates = valued([3.0, 2.9, 2.0])
    chosen = Diverse(lambda ids: vectors[ids]).select(ask(3), candidates, CHANCE)

    assert chosen.places.tolist() == [0, 2, 1]


@given(st.integers(1, 40), st.floats(0, 1), st.data())
def test_the_probabilities_of_a_position_sum_to_one(count: int, chance: float, data: st.DataObject) -> None:
    is_next = np.arange(count) == data.draw(st.integers(0, count - 1))
    spread = spread_chance(is_next, chance)

    assert spread.sum() == pytest.approx(1)
    assert np.all(spread >= 0)


def test_what_is_logged_as_propensity_is_how_often_it_happens() -> None:
    candidates, runs = valued([3.0, 2.0, 1.0, 0.0]), 4000
    selector, chance = Diverse(slots=frozenset({1}), chance=0.6), np.random.default_rng(1)
    pages = [selector.select(ask(2), candidates, chance) for _ in range(runs)]
    second = np.array([page.places[1] for page in pages])
    logged = {int(page.places[1]): float(page.propensities[1]) for page in pages}

    assert logged == pytest.approx({1: 0.6, 2: 0.2, 3: 0.2})
    assert [np.mean(second == at) for at in (1, 2, 3)] == pytest.approx([0.6, 0.2, 0.2], abs=0.03)
    assert np.mean([page.is_exploring[1] for page in pages]) == pytest.approx(0.6, abs=0.03)


@pytest.mark.parametrize("wrong", [{"slots": frozenset({0})}, {"chance": 1.5}])
def test_exploring_at_the_top_or_with_no_probability_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(Invalid):
        replace(Diverse(), **wrong)


async def test_of_near_duplicates_the_oldest_stays() -> None:
    prints = np.array([0b1111, 0b1110, 0b0, 0b0, 1 << 63, 0b1111], np.uint64)
    candidates = make_candidates(
        np.arange(6), {"fingerprint": prints, "made_at": np.array([5.0, 4.0, 1.0, 1.0, 1.0, 9.0])}
    )
    keep = Likeness(different=1).keep(ask(), candidates)

    assert keep.tolist() == [False, True, True, True, True, False]


@given(arrays.arrays(np.uint64, st.integers(0, 30), elements=st.integers(0, 2**64 - 1)), st.data())
async def test_no_two_that_stay_are_nearly_the_same_and_each_removed_is_like_one_that_stays(
    prints: np.ndarray, data: st.DataObject
) -> None:
    flips = data.draw(arrays.arrays(np.uint64, len(prints), elements=st.integers(0, 63)))
    every = np.concatenate([prints, prints ^ (np.uint64(1) << flips)])
    keep = Likeness().keep(ask(), make_candidates(np.arange(len(every)), {"fingerprint": every}))
    apart = np.bitwise_count(every[:, None] ^ every[None, :]).astype(int)
    is_like = (apart <= 3) & (every[:, None] > 0) & (every[None, :] > 0) & ~np.eye(len(every), dtype=np.bool_)

    assert not np.any(is_like[np.ix_(keep, keep)])
    assert np.all(np.any(is_like[:, keep], axis=1)[~keep])


def test_vectors_that_point_the_same_way_have_near_fingerprints() -> None:
    one, other = np.random.default_rng(2).standard_normal((2, 384))
    prints = make_fingerprints(np.stack([one, one * 3, one + 0.01 * other, other, np.zeros(384)]))
    apart = np.bitwise_count(prints[0] ^ prints).tolist()

    assert apart[:2] == [0, 0]
    assert apart[2] <= 3
    assert apart[3] > 16
    assert prints[4] == 0


def test_the_offline_estimate_finds_the_reward_of_another_way_by_the_log_of_this_one() -> None:
    chance = np.random.default_rng(3)
    logged, wanted, reward = np.array([0.7, 0.2, 0.1]), np.array([0.1, 0.2, 0.7]), np.array([0.1, 0.4, 0.8])
    shown = chance.choice(3, 20_000, p=logged)
    earned = (chance.random(len(shown)) < reward[shown]).astype(np.float64)
    found = judge_offline(earned, logged[shown], wanted[shown])

    assert found.value == pytest.approx(float(wanted @ reward), abs=4 * found.error)
    assert found.error < 0.02
    assert found.support == pytest.approx(1, abs=0.1)


def test_the_way_that_was_logged_is_judged_by_the_mean() -> None:
    rewards, logged = np.array([1.0, 0.0, 0.0, 1.0]), np.array([0.5, 0.1, 0.5, 1.0])
    found = judge_offline(rewards, logged, logged)

    assert (found.value, found.effective, found.support) == (0.5, 4.0, 1.0)


@pytest.mark.parametrize(
    ("rewards", "logged", "wanted"),
    [
        ([], [], []),
        ([1.0], [0.0], [1.0]),
        ([1.0], [0.5], [0.0]),
        ([1.0], [0.5, 0.5], [1.0]),
        ([1.0], [1.5], [1.0]),
    ],
)
def test_a_log_that_tells_nothing_is_refused(
    rewards: list[float], logged: list[float], wanted: list[float]
) -> None:
    with pytest.raises(Invalid):
        judge_offline(np.array(rewards), np.array(logged), np.array(wanted))


async def test_a_first_cut_keeps_the_best_and_drops_what_is_not_known_first() -> None:
    candidates = valued([0.0] * 4, likely=[1.0, np.nan, 3.0, 1.0])

    assert Cut("likely", 2).keep(ask(), candidates).tolist() == [True, False, True, False]
    assert Cut("likely", 9).keep(ask(), candidates).tolist() == [True] * 4
