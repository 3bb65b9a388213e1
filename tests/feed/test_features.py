"""The columns that action models read, and the curves that hold until one has learned."""

import numpy as np

from beknown.feed import action_hand, features
from beknown.feed.types import ACTIONS
from beknown.ranking import make_candidates


def row(**columns: float) -> features.Matrix:
    found = make_candidates(np.array([1]), {name: np.array([value]) for name, value in columns.items()})
    return features.make_matrix(found)


def likely(matrix: features.Matrix, action: str) -> float:
    return float(action_hand.predict(matrix)[0, [*ACTIONS].index(action)])


def test_what_is_not_known_or_not_finite_counts_as_nothing() -> None:
    assert row(likeness=np.nan, heat=np.inf).tolist() == [[0.0] * len(features.NAMES)]


def test_each_cause_stands_on_columns_that_there_are() -> None:
    assert {name for names in features.CAUSED_BY.values() for name in names} <= set(features.NAMES)


def test_taking_a_cause_away_leaves_the_others_alone() -> None:
    matrix = row(is_followed=1, closeness=2, likeness=0.5)
    assert features.without(matrix, "followed").tolist() == row(likeness=0.5).tolist()


def test_what_the_hand_says_are_probabilities_however_far_out_the_columns_are() -> None:
    matrix = np.vstack([np.full(len(features.NAMES), 1e6), np.full(len(features.NAMES), -1e6)])
    found = action_hand.predict(matrix)
    assert found.shape == (2, len(ACTIONS))
    assert bool(np.all((found > 0) & (found < 1)))


def test_a_followed_author_is_liked_likelier_and_hidden_less() -> None:
    plain, followed = row(), row(is_followed=1)
    assert likely(followed, "like") > likely(plain, "like")
    assert likely(followed, "hide") < likely(plain, "hide")


def test_what_is_like_the_unwanted_is_likelier_hidden_than_liked() -> None:
    unwanted = row(unlikeness=0.9)
    assert likely(unwanted, "hide") > likely(unwanted, "like")
