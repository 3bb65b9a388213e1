"""The highest of very many values, without putting all of them in order."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]

_EACH, _SPARE = 16, 16
"""Each sixteenth value is looked at to find where the highest begin, and so many more than needed are let through."""


def find_highest(values: NDArray[np.floating], count: int) -> Rows:
    """Give the places of so many of the highest values, in no order; all places where there are no more than that.

    A sample says where the highest begin, so that of very many only few are put in order; where it was wrong, all
    are.
    """
    if len(values) <= count:
        return np.arange(len(values), dtype=np.intp)
    sample = values[::_EACH]
    rank = 2 * count // _EACH + _SPARE
    if rank < len(sample):
        least = np.partition(sample, -rank)[-rank]
        among = np.flatnonzero(values >= least)
        if len(among) >= count:
            return among[np.argpartition(values[among], -count)[-count:]]
    return np.argpartition(values, -count)[-count:]
