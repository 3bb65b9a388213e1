"""How likely memory holds the answer to a question at all, from what was found. Pure."""

import math
from collections.abc import Sequence

from beknown.understanding.rank import Ranked

LOOKED_AT = 5
COVERED = 2.6
BY_SPEAKER = 4.9
CONSTANT = -5.76
"""A logistic regression on questions of LoCoMo with and without an answer; see `benchmarks/README.md`."""


def measure_sureness(ranked: Sequence[Ranked]) -> float:
    """Give a number from 0 to 1: below a half, memory more likely doesn't hold what was asked.

    It counts how much of the question the best passages say, and how many of them the person said who is asked about:
    that somebody else said such a thing is what misleads most.

    Args:
        ranked: What was found, best first.
    """
    best = ranked[:LOOKED_AT]
    if not best:
        return 0.0
    fitting = [each for each in best if each.is_speaker is not False]
    covered = max((each.covered for each in fitting), default=0.0)
    log_odds = COVERED * covered + BY_SPEAKER * len(fitting) / len(best) + CONSTANT
    return 1 / (1 + math.exp(-log_odds))
