"""Things as bytes for another process of this program: pickles that hold of a dataclass its values alone.

A page is some two hundred frozen dataclasses and ids, which take three times as long to pickle as they come.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

Reduced = str | tuple[Callable[..., Any], tuple[Any, ...]]
"""As `object.__reduce__` gives it: what makes the thing anew, and of what."""

Reducer = Callable[[Any], Reduced]


class _Reducers(dict[type, Reducer]):
    """How things of a type are taken apart, found out when the first one comes."""

    def __missing__(self, kind: type) -> Reducer:
        self[kind] = made = _make_reducer(kind)
        return made


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers()


def pack(what: object) -> bytes:
    """Give something as bytes."""
    packed = io.BytesIO()
    _Pickler(packed, pickle.HIGHEST_PROTOCOL).dump(what)
    return packed.getvalue()


def unpack(packed: bytes) -> object:
    """Give what was packed; only for bytes of this program, as they say what is to be run."""
    return pickle.loads(packed)  # noqa: S301 - from this program, at a socket of its own


def _make_reducer(kind: type) -> Reducer:
    if kind is UUID:
        return _reduce_id
    parts = _find_parts(kind)
    if len(parts) > 1 and all(map(_is_by_place, parts)):
        return _make_reducer_by_place(kind, tuple(part.name for part in parts))
    return _reduce_as_it_comes


def _find_parts(kind: type) -> "tuple[Field[Any], ...]":
    return fields(kind) if is_dataclass(kind) else ()


def _make_reducer_by_place(kind: Callable[..., object], names: tuple[str, ...]) -> Reducer:
    values: Callable[[object], tuple[object, ...]] = attrgetter(*names)
    return lambda each: (kind, values(each))


def _is_by_place(part: "Field[Any]") -> bool:
    return part.init and not part.kw_only


def _reduce_id(each: UUID) -> Reduced:
    return _make_id, (each.int,)


def _make_id(number: int) -> UUID:
    return UUID(int=number)


def _reduce_as_it_comes(each: object) -> Reduced:
    return cast("Reduced", each.__reduce_ex__(pickle.HIGHEST_PROTOCOL))
