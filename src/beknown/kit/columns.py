"""Rows as columns, as statements take very many at once."""

from collections.abc import Iterable, Sequence
from typing import cast
from uuid import UUID


def as_columns(names: Sequence[str], rows: Iterable[Sequence[object]]) -> dict[str, Sequence[object]]:
    """Give rows as one array for each column, for `unnest(%(name)s::type[], ...)`.

    So many rows are written by one statement. COPY would want a temporary table (a table under row security refuses
    it), and making one costs more than a thousand rows do.
    """
    columns = [_as_array(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
    return dict(zip(names, columns, strict=True))


def _as_array(column: Sequence[object]) -> Sequence[object]:
    """Give a column as psycopg takes it. Ids are written here: one by one the driver takes four times as long."""
    if all(isinstance(each, UUID) for each in column):
        return "{" + ",".join([cast("UUID", each).hex for each in column]) + "}"
    return list(column)
