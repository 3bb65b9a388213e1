"""What `ranking` compares: each system gets the same task and gives a list of ten to whoever is asked about.

What a system has to choose, it chooses on people's second-last deeds, then it learns them too.
"""

import importlib
import itertools
import json
import os
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from beknown.kit.errors import Unavailable
from beknown.ranking import Histories, fit_taste
from beknown.ranking.taste import find_met
from beknown.ranking.tasters import fit_fame, fit_trend
from benchmarks.ranking_data import LISTED, Lists, Task, judge, list_best

FOLDER = Path(__file__).parent
TRAIN_PYTHON = FOLDER.parent / ".venv-train" / "bin" / "python"
INSTALL = (
    "python3 -m venv .venv-train",
    ".venv-train/bin/pip install torch==2.13.0 'rectools[torch]==0.19.0'",
)
BATCH = 256
CHOSEN_BY = 4000
"""So many people at most are asked about to choose what a system has to choose."""

Scoring = Callable[[Histories], NDArray[np.float32]]
System = Callable[[Task], Lists]


def list_by(score: Scoring, histories: Histories) -> Lists:
    """Score all items for all people, what they met apart, and list the best."""
    lists: list[Lists] = []
    for start in range(0, len(histories), BATCH):
        few = histories.take(np.arange(start, min(start + BATCH, len(histories))))
        scores = score(few)
        scores[find_met(few)] = -np.inf
        lists.append(list_best(scores))
    return np.concatenate(lists)


def by_fame(task: Task) -> Lists:
    """Popularity of all time."""
    return list_by(fit_fame(task.whole, task.size).score, task.asked_histories)


def by_trend(task: Task) -> Lists:
    """Popularity of the seven days before the moment that is asked about.

    Raises:
        Unavailable: The data has no times.
    """
    if not np.isfinite(task.whole.times).any():
        raise Unavailable("the data has no times, so that nothing is known of the last seven days")
    return list_by(fit_trend(task.whole, task.size).score, task.asked_histories)


def by_taste(task: Task) -> Lists:
    """Beknown's own: the blend of `beknown.ranking.taste`."""
    taste = fit_taste(task.before, task.next_items, task.whole, task.size)
    return list_by(taste.score, task.asked_histories)


def by_neighbours(task: Task) -> Lists:
    """Item-kNN by cosine, `implicit`; the number of neighbours is chosen."""
    library: Any = importlib.import_module("implicit.nearest_neighbours")
    return _choose(
        task, [lambda count=count: library.CosineRecommender(K=count) for count in (20, 50, 100, 200, 500)]
    )


def by_als(task: Task) -> Lists:
    """Weighted matrix factorisation, `implicit`; factors, ridge and the weight of a deed are chosen."""
    library: Any = importlib.import_module("implicit.als")
    grid = itertools.product((64, 128), (0.01, 1.0), (1.0, 10.0))
    return _choose(
        task,
        [
            lambda factors=factors, ridge=ridge, weight=weight: library.AlternatingLeastSquares(
                factors=factors, regularization=ridge, alpha=weight, iterations=15, random_state=0
            )
            for factors, ridge, weight in grid
        ],
    )


def _choose(task: Task, makers: Sequence[Callable[[], Any]]) -> Lists:
    """Fit each on what came before the second-last deed, take the best by NDCG, fit it on the whole."""
    known = np.flatnonzero((task.next_items >= 0) & (task.before.lengths > 0))
    people = np.sort(np.random.default_rng(0).permutation(known)[:CHOSEN_BY])
    wanted = tuple(frozenset([item]) for item in task.next_items[people].tolist())
    found = [
        float(judge(_recommend(make(), task.before, people, task.size), wanted)[1].mean()) for make in makers
    ]
    return _recommend(makers[int(np.argmax(found))](), task.whole, task.asked, task.size)


def _recommend(model: Any, histories: Histories, people: NDArray[np.intp], size: int) -> Lists:  # noqa: ANN401 - implicit has no types
    matrix = histories.as_matrix(size)
    whole = sparse.csr_matrix((matrix.data, matrix.indices, matrix.indptr), shape=matrix.shape)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of the shape that its own parts hand to each other
        model.fit(whole, show_progress=False)
    items, scores = model.recommend(people, whole[people], N=LISTED, filter_already_liked_items=True)
    return np.where(np.isfinite(scores) & (scores > np.finfo(np.float32).min), items, -1).astype(np.int64)


def by_sequence(kind: str, *, epochs: int, minutes: float) -> System:
    """A sequence model of RecTools, in an environment of its own.

    Args:
        kind: `sasrec`, `esasrec` or `hstu`.
        epochs: At most; it stops when people's second-last deeds are told no better.
        minutes: How long it may train at most.
    """

    def list_items(task: Task) -> Lists:
        python = Path(os.environ.get("BEKNOWN_TRAIN_PYTHON", TRAIN_PYTHON))
        if not python.exists():
            raise Unavailable(
                f"{kind!r} needs RecTools and torch in an environment of their own, and there is no {python}; run "
                + " && ".join(INSTALL)
            )
        with tempfile.TemporaryDirectory(prefix="bk-ranking-") as folder:
            given, made = Path(folder) / "task.npz", Path(folder) / "lists.npy"
            np.savez(
                given, items=task.whole.items, starts=task.whole.starts, asked=task.asked, size=task.size
            )
            asked = json.dumps({"kind": kind, "epochs": epochs, "minutes": minutes})
            script = str(FOLDER / "ranking_sequence.py")
            done = subprocess.run([python, script, given, made, asked], check=False, cwd=folder)
            if done.returncode:
                raise Unavailable(f"{kind!r} ended with {done.returncode}; its own words stand above")
            return np.load(made)

    return list_items


def make_systems(*, epochs: int, minutes: float) -> Mapping[str, System]:
    """Give all systems by name, in the order of the table."""
    sequences = {
        kind: by_sequence(kind, epochs=epochs, minutes=minutes) for kind in ("sasrec", "esasrec", "hstu")
    }
    return {
        "popularity": by_fame,
        "popularity 7 days": by_trend,
        "item-knn": by_neighbours,
        "als": by_als,
        **sequences,
        "beknown": by_taste,
    }
