"""What a person wants next, by several tasters together: what each is worth is learned from what people did last."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from beknown.kit.errors import Invalid
from beknown.ranking.candidates import Floats
from beknown.ranking.histories import Histories, Items, Scores
from beknown.ranking.tasters import Taster, fit_all

BATCH = 128
MOST_ASKED = 4000
"""So many people at most are looked at to learn what tasters are worth; a dozen weights need no more."""

_BEST = 50
_RIDGE = 1e-3
_SEEN = np.float32(-np.inf)


@dataclass(frozen=True, slots=True)
class Taste:
    """Tasters and what each is worth: to the power of it its score counts, all multiplied (a product of experts)."""

    tasters: Sequence[Taster]
    weights: Floats

    def score(self, histories: Histories) -> Scores:
        """Give people by items; minus infinity for what a person met already."""
        weights = self.weights.astype(np.float32)
        given: list[Scores] = []
        for start in range(0, len(histories), BATCH):
            few = histories.take(np.arange(start, min(start + BATCH, len(histories))))
            met = find_met(few)
            total: Scores | None = None
            for taster, weight in zip(self.tasters, weights, strict=True):
                part = taster.score(few) * weight
                total = part if total is None else total + part
            if total is not None:
                total[met] = _SEEN
                given.append(total)
        return np.concatenate(given)


def find_met(histories: Histories) -> tuple[Items, Items]:
    """Give where people by items holds what was met."""
    return np.repeat(np.arange(len(histories)), histories.lengths), histories.items


def fit_taste(before: Histories, next_items: Items, whole: Histories, size: int, *, seed: int = 0) -> Taste:
    """Fit a taste: tasters on what came before tell the next item, which teaches their worth; then they learn it all.

    Args:
        before: What people did before their next item.
        next_items: The next item of each; -1 of whom none is known.
        whole: What people did, next items included.
        size: How many items there are.
        seed: What chance starts from.

    Raises:
        Invalid: Nobody has a next item.
    """
    weights = learn_worth(fit_all(before, size), before, next_items, seed=seed)
    return Taste(fit_all(whole, size), weights)


def learn_worth(tasters: Sequence[Taster], before: Histories, next_items: Items, *, seed: int = 0) -> Floats:
    """Learn what tasters are worth: the likeliest weights for the next items, by a softmax over what is put forward.

    Put forward is what at least one taster has among its best and the person hasn't met. Whoever's next item isn't
    put forward teaches nothing: no weights would bring it to the top, and it would have the say of what lies below.

    Raises:
        Invalid: Nobody has a next item that a taster puts forward.
    """
    asked = np.flatnonzero((next_items >= 0) & (before.lengths > 0))
    asked = np.sort(np.random.default_rng(seed).permutation(asked)[:MOST_ASKED])
    rows: list[Floats] = []
    for start in range(0, len(asked), BATCH):
        people = asked[start : start + BATCH]
        few = before.take(people)
        scores = np.stack([taster.score(few) for taster in tasters], axis=2)
        scores[find_met(few)] = _SEEN
        for person, wanted in zip(scores, next_items[people].tolist(), strict=True):
            forward = _put_forward(person)
            if wanted in forward:
                rows.append(person[[wanted, *forward[forward != wanted]]].astype(np.float64))
    if not rows:
        raise Invalid(
            "nobody has a next item that can be told, so that nothing can be learned; give more histories"
        )
    return _maximise(rows)


def _put_forward(scores: Scores) -> Items:
    """Give the items, among those not met, that are among the best by a taster."""
    count = min(_BEST, len(scores))
    best = np.unique(np.argpartition(-scores, count - 1, axis=0)[:count])
    return best[np.isfinite(scores[best, 0])]


def _maximise(rows: Sequence[Floats]) -> Floats:
    """Find the weights under which the first of each row's items is likeliest, in sum; McFadden 1974, equation 17."""
    table = np.concatenate(rows)
    lengths = np.array([len(each) for each in rows])
    starts = np.concatenate([np.zeros(1, np.intp), np.cumsum(lengths)[:-1]])
    group = np.repeat(np.arange(len(rows)), lengths)

    def lose(weights: Floats) -> tuple[float, Floats]:
        score = table @ weights
        score -= np.maximum.reduceat(score, starts)[group]
        share = np.exp(score)
        total = np.add.reduceat(share, starts)
        share /= total[group]
        loss = np.mean(np.log(total) - score[starts]) + _RIDGE * weights @ weights
        slope = (share @ table - table[starts].sum(axis=0)) / len(rows) + 2 * _RIDGE * weights
        return float(loss), slope

    found = optimize.minimize(lose, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x, np.float64)
