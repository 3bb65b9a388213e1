"""Candidates as columns: a hundred thousand of them are a few arrays, not a hundred thousand objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beknown.kit.errors import Invalid

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]
Column = NDArray[Any]

MOST_SOURCES = 63


@dataclass(frozen=True, slots=True)
class Candidates:
    """Things that may be shown, in rising order of their ids; each id is there once.

    Args:
        ids: Numbers by which the caller knows things.
        columns: What is known of each, by name; as long as `ids`. A float that isn't known is NaN, an integer -1.
        found_by: Which sources found each: bit `n` is set for the pipeline's source `n`.
    """

    ids: Ids
    columns: Mapping[str, Column] = field(default_factory=dict[str, Column])
    found_by: NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> Column:
        """Give a column.

        Raises:
            Invalid: There is none of that name: the part that fills it failed or isn't in the pipeline.
        """
        if name not in self.columns:
            there = ", ".join(sorted(self.columns)) or "none"
            raise Invalid(
                f"candidates have no column {name!r} (there are: {there}); add the part that fills it"
            )
        return self.columns[name]

    def take(self, which: Mask | Places) -> "Candidates":
        """Give those at the places or where the mask is true, in that order."""
        columns = {name: column[which] for name, column in self.columns.items()}
        return Candidates(self.ids[which], columns, self.found_by[which])

    def adding(self, columns: Mapping[str, Column]) -> "Candidates":
        """Give the same candidates with more columns, or with columns replaced.

        Raises:
            Invalid: A column isn't as long as the candidates.
        """
        for name, column in columns.items():
            if column.shape[:1] != self.ids.shape:
                raise Invalid(
                    f"column {name!r} has shape {column.shape}, and there are {len(self)} candidates"
                )
        return replace(self, columns={**self.columns, **columns})


def make_candidates(ids: Ids, columns: Mapping[str, Column] | None = None) -> Candidates:
    """Make candidates of ids in any order; of an id that comes twice the first stays.

    Raises:
        Invalid: Ids aren't one row of integers, or a column isn't as long.
    """
    if ids.ndim != 1 or not np.issubdtype(ids.dtype, np.integer):
        raise Invalid(f"ids have to be one row of integers, not {ids.dtype} of shape {ids.shape}")
    kept, first = np.unique(ids.astype(np.int64, copy=False), return_index=True)
    whole = Candidates(ids, {}, np.zeros(len(ids), np.uint64)).adding(columns or {})
    return replace(whole.take(first), ids=kept)


def merge(found: Sequence[Candidates | None]) -> Candidates:
    """Put together what sources found, each candidate once; None is a source that failed.

    Where several found the same, the first one's columns stay, and `found_by` names all.

    Raises:
        Invalid: More sources than can be told apart, or columns that don't fit together.
    """
    if len(found) > MOST_SOURCES:
        raise Invalid(f"{len(found)} sources are more than {MOST_SOURCES}; put some together")
    given = [(number, each) for number, each in enumerate(found) if each is not None]
    if not given:
        return Candidates(np.zeros(0, np.int64))
    every = np.concatenate([each.ids for _, each in given])
    bits = np.concatenate([np.full(len(each), np.uint64(1) << np.uint64(number)) for number, each in given])
    ids, first, where = np.unique(every, return_index=True, return_inverse=True)
    found_by = np.zeros(len(ids), np.uint64)
    np.bitwise_or.at(found_by, where, bits)
    names = sorted({name for _, each in given for name in each.columns})
    columns = {name: _join(name, [each for _, each in given])[first] for name in names}
    return Candidates(ids, columns, found_by)


def _join(name: str, given: Sequence[Candidates]) -> Column:
    """Put one column of all sources end to end; where a source hasn't got it, it isn't known."""
    known = [each.columns[name] for each in given if name in each.columns]
    if len({column.shape[1:] for column in known}) > 1:
        raise Invalid(f"sources give column {name!r} in different shapes: {[each.shape for each in known]}")
    kind = np.result_type(*known)
    unknown = np.nan if np.issubdtype(kind, np.floating) else (0 if kind == np.bool_ else -1)
    parts = [
        each.columns.get(name, np.full((len(each), *known[0].shape[1:]), unknown, kind)).astype(
            kind, copy=False
        )
        for each in given
    ]
    return np.concatenate(parts)
