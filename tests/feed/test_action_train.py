import sys
import time

import numpy as np
import pytest

from beknown.feed import action_hand
from beknown.feed.action_model import BY_HAND, LearnedModel, load_lightgbm, read_model, write_model
from beknown.feed.action_train import ActionLog, Trained, log_loss, make_log, train
from beknown.feed.features import NAMES
from beknown.feed.types import ACTIONS
from beknown.kit.errors import Invalid, Unavailable
from beknown.ranking import judge_calibration, measure_error

SHOWN = 12_000


def invent_log(seed: int, shown: int = SHOWN) -> ActionLog:
    """People open what they follow, unlike the hand-set figures say, and like what is like what they liked."""
    chance = np.random.default_rng(seed)
    features = np.zeros((shown, len(NAMES)))
    features[:, NAMES.index("is_followed")] = chance.random(shown) < 0.3
    features[:, NAMES.index("likeness")] = np.maximum(0, chance.normal(0.1, 0.2, shown))
    features[:, NAMES.index("age")] = chance.uniform(0, 4, shown)
    positions = chance.integers(0, 20, shown).astype(np.float64)
    odds = -2.5 + 2.5 * features[:, NAMES.index("is_followed")] - 0.8 * np.log1p(positions)
    like = -3.5 + 6 * features[:, NAMES.index("likeness")]
    happened = np.zeros((shown, len(ACTIONS)), np.bool_)
    happened[:, ACTIONS.index("open")] = chance.random(shown) < 1 / (1 + np.exp(-odds))
    happened[:, ACTIONS.index("like")] = chance.random(shown) < 1 / (1 + np.exp(-like))
    return ActionLog(features, positions, happened, np.arange(shown, dtype=np.float64))


@pytest.fixture(scope="module")
def trained() -> Trained:
    return train(invent_log(1), BY_HAND)


def test_a_learned_action_beats_the_hand_set_one_on_what_came_later(trained: Trained) -> None:
    by_action = {each.action: each for each in trained.judged}
    assert {action for action, each in by_action.items() if each.is_better} == {"open", "like"}
    opened = by_action["open"]
    assert opened.loss_new is not None
    assert opened.loss_new < opened.loss_now
    assert opened.shown == SHOWN // 5


def test_what_it_says_happens_as_often_as_it_says(trained: Trained) -> None:
    fresh = invent_log(2)
    likely = trained.model.predict(fresh.features)
    place = ACTIONS.index("like")
    assert judge_calibration(likely[:, place], fresh.happened[:, place]) < 0.02
    before = log_loss(action_hand.predict(fresh.features)[:, place], fresh.happened[:, place]).mean()
    assert log_loss(likely[:, place], fresh.happened[:, place]).mean() < before


def test_what_was_said_is_kept_beside_what_was_done_for_both_models(trained: Trained) -> None:
    by_action = {each.action: each for each in trained.judged}
    liked = by_action["like"]
    assert sum(each.cases for each in liked.bins_now) == liked.shown
    assert sum(each.cases for each in liked.bins_new) == liked.shown
    assert sum(each.cases * each.observed for each in liked.bins_new) == pytest.approx(liked.done)
    assert measure_error(liked.bins_new) < 0.04
    assert (by_action["share"].bins_now, by_action["share"].bins_new) == ((), ())


def test_no_bin_has_so_few_cases_that_it_tells_about_single_people() -> None:
    judged = train(invent_log(11, 600), BY_HAND).judged
    bins = [each for one in judged for each in (*one.bins_now, *one.bins_new)]
    assert bins
    assert min(each.cases for each in bins) >= 20


def test_where_something_stood_is_not_taken_for_its_merit(trained: Trained) -> None:
    """The same log, but what is followed stood at the end of the page: it is as wanted all the same."""
    log = invent_log(3)
    followed = log.features[:, NAMES.index("is_followed")] > 0
    likely = trained.model.predict(log.features)[:, ACTIONS.index("open")]
    assert likely[followed].mean() > 3 * likely[~followed].mean()


def test_what_was_done_too_seldom_stays_hand_set(trained: Trained) -> None:
    fresh = invent_log(4, 200)
    place = ACTIONS.index("share")
    assert "share" not in trained.model.curves
    assert np.array_equal(
        trained.model.predict(fresh.features)[:, place], action_hand.predict(fresh.features)[:, place]
    )


def test_too_little_to_learn_from_changes_nothing() -> None:
    done = train(invent_log(5, 300), BY_HAND)
    assert not done.is_better
    assert done.model.curves == {}
    assert [each.loss_new for each in done.judged] == [None] * len(ACTIONS)


def test_an_empty_log_changes_nothing() -> None:
    assert not train(make_log([], [], [], []), BY_HAND).is_better


def test_noise_is_not_promoted() -> None:
    """What is learned from chance alone isn't better than what learned from the same before."""
    log = invent_log(6)
    before = train(log, BY_HAND).model
    assert not train(log, before).is_better


def test_more_of_what_is_unwanted_never_makes_anything_likelier(trained: Trained) -> None:
    features = invent_log(7, 500).features
    unwanted = features.copy()
    unwanted[:, NAMES.index("unlikeness")] = 0.6
    hide = ACTIONS.index("hide")
    assert np.all(trained.model.predict(unwanted)[:, :hide] <= trained.model.predict(features)[:, :hide])


def test_a_model_reads_back_as_it_was_written(trained: Trained) -> None:
    features = invent_log(8, 100).features
    read = read_model(write_model(trained.model))
    assert np.array_equal(read.predict(features), trained.model.predict(features))


@pytest.mark.parametrize("written", [b"", b"nonsense", write_model(LearnedModel(version=-1))])
def test_a_model_that_does_not_fit_is_refused_in_words(written: bytes) -> None:
    with pytest.raises(Invalid, match="action model"):
        read_model(written)


def test_the_same_log_gives_the_same_model() -> None:
    log = invent_log(9, 3000)
    assert write_model(train(log, BY_HAND).model) == write_model(train(log, BY_HAND).model)


def test_a_page_of_candidates_is_scored_without_pandas_and_quickly(trained: Trained) -> None:
    features = invent_log(10, 1500).features
    trained.model.predict(features)
    started = time.process_time()
    trained.model.predict(features)
    assert time.process_time() - started < 0.25
    assert "pandas" not in sys.modules


def test_without_the_library_of_the_system_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            del path, target
            if name.startswith("lightgbm"):
                raise OSError("libgomp.so.1: cannot open shared object file")

    load_lightgbm.cache_clear()
    kept = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "lightgbm"}
    for name in kept:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(Unavailable, match="apt install libgomp1"):
        load_lightgbm()


def test_a_log_out_of_order_is_refused() -> None:
    with pytest.raises(Invalid, match="order of time"):
        train(make_log([[0.0] * len(NAMES)] * 2, [0, 0], [0, 1], [2.0, 1.0]), BY_HAND)
