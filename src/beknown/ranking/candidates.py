"""Candidates as columns: a hundred thousand of them are a few arrays, not a hundred thousand objects."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


class Columns(Mapping[str, Column]):
    """Columns by name, cut down only when one is read: of a hundred thousand rows most go before most columns are."""

    def __init__(self, columns: Mapping[str, Column] | None = None) -> None:
        self._kept: dict[str, tuple[Column, Places | None]] = {
            name: (column, None) for name, column in (columns or {}).items()
        }

    def __getitem__(self, name: str) -> Column:
        column, rows = self._kept[name]
        if rows is not None:
            column = column[rows]
            self._kept[name] = (column, None)
        return column

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, name: object) -> bool:
        return name in self._kept

    def take(self, rows: Places) -> "Columns":
        """Give the same columns at some rows."""
        taken = Columns()
        cut: dict[int, Places] = {}  # columns that were cut down together share their rows
        for name, (column, before) in self._kept.items():
            if before is None:
                taken._kept[name] = (column, rows)
            else:
                taken._kept[name] = (column, cut.setdefault(id(before), before[rows]))
        return taken

    def adding(self, columns: Mapping[str, Column]) -> "Columns":
        """Give the same columns with some added or replaced."""
        added = Columns(columns)
        added._kept = {**self._kept, **added._kept}
        return added


@dataclass(frozen=True, slots=True)
class Candidates:
    """Things that may be shown, in rising order of their ids; each id is there once.

    Args:
        ids: Numbers by which the caller knows things.
        columns: What is known of each, by name; as long as `ids`. A float that isn't known is NaN, an integer -1.
        found_by: Which sources found each: bit `n` is set for the pipeline's source `n`.
    """

    ids: Ids
    columns: Columns = field(default_factory=Columns)
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
        rows = np.flatnonzero(which) if which.dtype == np.bool_ else which.astype(np.intp, copy=False)
        return Candidates(self.ids[rows], self.columns.take(rows), self.found_by[rows])

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
        return Candidates(self.ids, self.columns.adding(columns), self.found_by)


def make_candidates(ids: Ids, columns: Mapping[str, Column] | None = None) -> Candidates:
    """Make candidates of ids in any order; of an id that comes twice the first stays.

    Raises:
        Invalid: Ids aren't one row of integers, or a column isn't as long.
    """
    if ids.ndim != 1 or not np.issubdtype(ids.dtype, np.integer):
        raise Invalid(f"ids have to be one row of integers, not {ids.dtype} of shape {ids.shape}")
    if ids.dtype == np.int64 and bool(np.all(ids[1:] > ids[:-1])):
        return Candidates(ids, Columns(), np.zeros(len(ids), np.uint64)).adding(columns or {})
    kept, first = np.unique(ids.astype(np.int64, copy=False), return_index=True)
    taken = Candidates(ids, Columns(), np.zeros(len(ids), np.uint64)).adding(columns or {}).take(first)
    return Candidates(kept, taken.columns, taken.found_by)


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
    if len(given) == 1:
        number, only = given[0]
        return Candidates(only.ids, only.columns, np.full(len(only), np.uint64(1) << np.uint64(number)))
    every = np.concatenate([each.ids for _, each in given])
    bits = np.concatenate([np.full(len(each), np.uint64(1) << np.uint64(number)) for number, each in given])
    ids, first, where = np.unique(every, return_index=True, return_inverse=True)
    found_by = np.zeros(len(ids), np.uint64)
    np.bitwise_or.at(found_by, where, bits)
    names = sorted({name for _, each in given for name in each.columns})
    columns = Columns({name: _join(name, [each for _, each in given]) for name in names})
    return Candidates(ids, columns.take(first), found_by)


def _join(name: str, given: Sequence[Candidates]) -> Column:
    """Put one column of all sources end to end; where a source hasn't got it, it isn't known."""
    known = [each.columns[name] for each in given if name in each.columns]
    if len({column.shape[1:] for column in known}) > 1:
        raise Invalid(f"sources give column {name!r} in different shapes: {[each.shape for each in known]}")
    kind = np.result_type(*known)
    unknown = np.nan if np.issubdtype(kind, np.floating) else (0 if kind == np.bool_ else -1)
    shape = known[0].shape[1:]
    parts = [
        each.columns[name].astype(kind, copy=False)
        if name in each.columns
        else np.full((len(each), *shape), unknown, kind)
        for each in given
    ]
    return np.concatenate(parts)
