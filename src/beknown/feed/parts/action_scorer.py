"""How likely each action is, by a model: any function from the matrix of features to one of probabilities."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from beknown.feed.features import Matrix, make_matrix
from beknown.feed.types import ACTIONS
from beknown.ranking import Candidates, Query

Predict = Callable[[Matrix], Matrix]


@dataclass(frozen=True, slots=True)
class Actions:
    """Gives a column `p_<action>` for each action."""

    predict: Predict
    name: str = "actions"

    def score(self, query: Query, candidates: Candidates) -> Mapping[str, Matrix]:
        """Give the columns."""
        del query
        likely = self.predict(make_matrix(candidates))
        return {f"p_{action}": likely[:, number] for number, action in enumerate(ACTIONS)}
