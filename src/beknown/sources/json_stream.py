"""Read a JSON file of any size record by record, in the memory of one record."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import BinaryIO, TypeAlias, cast

import ijson  # pyright: ignore[reportMissingTypeStubs] - it has none

from beknown.events import JsonValue
from beknown.sources.text_stream import clean, open_utf8
from beknown.sources.types import Flaw, Limits, Record, Unreadable

_Event: TypeAlias = tuple[str, str | int | Decimal | bool | None]
_Mend: TypeAlias = Callable[[str], str]
_BUFFER_BYTES = 64 * 1024
_MAX_INT = 2**63
_TOO_DEEP = object()
_STARTS = frozenset({"start_map", "start_array"})
_ENDS = frozenset({"end_map", "end_array"})


class _Guard:
    """A file that refuses to give more than `limit` bytes for one record."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self._given = 0

    def read(self, size: int) -> bytes:
        if self._given > self._limit:
            raise Unreadable(f"a record is larger than {self._limit // 1024**2} MB; not read from there on")
        data = self._file.read(size)
        self._given += len(data)
        return data

    def mark(self) -> None:
        """A record is through: count from here."""
        self._given = 0


def stream_records(file: BinaryIO, limits: Limits, mend: _Mend = clean) -> Iterator[Record | Flaw]:
    """Every element of the file's list, or of the lists and values under its top-level names.

    Raises:
        Unreadable: where the JSON is broken or a record is too large; what came before was yielded.
    """
    guard = _Guard(open_utf8(file), limits.max_record_bytes)
    try:
        for record in _top(_events(guard), limits.max_depth, mend):
            guard.mark()
            yield record
    except (ijson.JSONError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"the JSON is broken or cut short ({_first_line(error)})") from error


def read_document(file: BinaryIO, limits: Limits, mend: _Mend = clean) -> dict[str, JsonValue]:
    """A small JSON object in whole: top-level names to values (lists joined again).

    Raises:
        Unreadable: where it is broken, too deep or too large.
    """
    document: dict[str, JsonValue] = {}
    lists: dict[str, list[JsonValue]] = {}
    for record in stream_records(file, limits, mend):
        if isinstance(record, Flaw):
            raise Unreadable(record.reason)
        if record.index < 0:
            document[record.key] = record.value
        else:
            document[record.key] = lists.setdefault(record.key, [])
            lists[record.key].append(record.value)
    return document


def stream_at(
    file: BinaryIO, wanted: frozenset[str], limits: Limits, mend: _Mend = clean
) -> Iterator[Record | Flaw]:
    """The values at the wanted paths, such as `chats.list.item.messages.item`, in the file's order.

    Raises:
        Unreadable: where the JSON is broken or a record is too large; what came before was yielded.
    """
    guard = _Guard(open_utf8(file), limits.max_record_bytes)
    try:
        for record in _walk(_events(guard), wanted, limits.max_depth, mend):
            guard.mark()
            if record is not None:
                yield record
    except ijson.JSONError as error:
        raise Unreadable(f"the JSON is broken or cut short ({_first_line(error)})") from error


def _walk(
    events: Iterator[_Event], wanted: frozenset[str], depth: int, mend: _Mend
) -> Iterator[Record | Flaw | None]:
    stack: list[tuple[str, bool]] = []
    key, index = "", 0
    for event, value in events:
        if event == "map_key":
            key = str(value)
        elif event in _ENDS:
            stack.pop()
            yield None
        else:
            path = _path(stack, key)
            if path in wanted:
                at = Record(path, index, None)
                is_nest = event in _STARTS
                yield (
                    _record(events, event, at, depth, mend)
                    if is_nest
                    else Record(path, index, _scalar(value, mend))
                )
                index += 1
            elif event in _STARTS and len(stack) < depth:
                stack.append((path, event == "start_array"))
            elif event in _STARTS:
                _skip(events, 1)
                yield Flaw(path[:200], index, f"nested deeper than {depth} levels")


def _path(stack: list[tuple[str, bool]], key: str) -> str:
    if not stack:
        return ""
    parent, is_list = stack[-1]
    name = "item" if is_list else key
    return f"{parent}.{name}" if parent else name


def find_top_text(file: BinaryIO, limits: Limits, name: str, mend: _Mend = clean) -> str:
    """The text under one top-level name, wherever it stands; "" where there is none. Builds nothing else.

    Raises:
        Unreadable: where the JSON is broken before the name is met.
    """
    guard = _Guard(open_utf8(file), limits.max_record_bytes)
    level, is_next = 0, False
    try:
        for event, value in _events(guard):
            if is_next:
                return mend(value) if isinstance(value, str) else ""
            if event in _STARTS:
                level += 1
            elif event in _ENDS:
                level -= 1
                guard.mark()
            elif level == 1 and event == "map_key" and value == name:
                is_next = True
    except ijson.JSONError as error:
        raise Unreadable(f"the JSON is broken or cut short ({_first_line(error)})") from error
    return ""


def _events(guard: _Guard) -> Iterator[_Event]:
    return cast(
        "Iterator[_Event]",
        # it has no types
        ijson.basic_parse(guard, buf_size=_BUFFER_BYTES),  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    )


def _top(events: Iterator[_Event], depth: int, mend: _Mend) -> Iterator[Record | Flaw]:
    for event, value in events:
        if event == "start_array":
            yield from _elements(events, "", depth, mend)
        elif event == "map_key":
            yield from _member(events, mend(str(value)), depth, mend)
        elif event not in {"start_map", "end_map"}:
            yield Record("", -1, _scalar(value, mend))


def _member(events: Iterator[_Event], key: str, depth: int, mend: _Mend) -> Iterator[Record | Flaw]:
    event, value = next(events)
    if event == "start_array":
        yield from _elements(events, key, depth, mend)
    elif event == "start_map":
        yield _record(events, event, Record(key, -1, None), depth, mend)
    else:
        yield Record(key, -1, _scalar(value, mend))


def _elements(events: Iterator[_Event], key: str, depth: int, mend: _Mend) -> Iterator[Record | Flaw]:
    for index, (event, value) in enumerate(events):  # each round takes one element whole
        if event == "end_array":
            return
        if event in _STARTS:
            yield _record(events, event, Record(key, index, None), depth, mend)
        else:
            yield Record(key, index, _scalar(value, mend))


def _record(events: Iterator[_Event], event: str, at: Record, depth: int, mend: _Mend) -> Record | Flaw:
    built = _build(events, event, depth, mend)
    if built is _TOO_DEEP:
        return Flaw(at.key, at.index, f"nested deeper than {depth} levels")
    return Record(at.key, at.index, cast("JsonValue", built))


def _build(events: Iterator[_Event], opening: str, depth: int, mend: _Mend) -> object:
    root: dict[str, JsonValue] | list[JsonValue] = {} if opening == "start_map" else []
    stack = [root]
    current, key = root, ""
    for event, value in events:
        if event == "map_key":
            key = mend(cast("str", value))
            continue
        if event in _ENDS:
            stack.pop()
            if not stack:
                return root
            current = stack[-1]
            continue
        is_scalar = event not in _STARTS
        child = _scalar(value, mend) if is_scalar else _opened(event)
        if isinstance(current, list):
            current.append(child)
        else:
            current[key] = child
        if not is_scalar:
            stack.append(current := cast("dict[str, JsonValue] | list[JsonValue]", child))
            if len(stack) > depth:
                _skip(events, len(stack))
                return _TOO_DEEP
    raise Unreadable("the JSON is cut short")


def _opened(event: str) -> dict[str, JsonValue] | list[JsonValue]:
    return {} if event == "start_map" else []


def _skip(events: Iterator[_Event], level: int) -> None:
    for event, _ in events:
        if event in _STARTS:
            level += 1
        elif event in _ENDS:
            level -= 1
            if level == 0:
                return


def _scalar(value: object, mend: _Mend) -> JsonValue:
    if isinstance(value, str):
        return mend(value)
    if isinstance(value, Decimal):
        number = float(value)
        return number if abs(number) != float("inf") else str(value)
    if isinstance(value, int) and not isinstance(value, bool) and not -_MAX_INT <= value < _MAX_INT:
        return str(value)[:40]
    return cast("JsonValue", value)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].strip()[:120]
