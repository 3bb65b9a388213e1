"""Every SQL file of the project, who uses it, and the row type its user names."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from tests.architecture.source import ROOT, Source, find_files, read_sources

ROW_METHODS = {"all", "first", "one", "stream"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Use:
    """One call of a SQL file: by which module, and the row type's name if rows come back."""

    module: str
    file: str
    row: str | None


def find_sql_files() -> list[str]:
    """List the project's SQL files, from its root."""
    return [path for path in find_files(".sql") if path.startswith("src/beknown/")]


@cache
def find_uses() -> tuple[Use, ...]:
    """Find every call of a `SqlFiles` object with a constant name."""
    return tuple(
        use
        for source in read_sources(".py")
        if source.path.startswith("src/beknown/")
        for use in _uses_in(source)
    )


def _uses_in(source: Source) -> Iterator[Use]:
    loaders = {
        target.id
        for node in source.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if isinstance(node.value.func, ast.Name) and node.value.func.id == "SqlFiles"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    module = source.path.removeprefix("src/").removesuffix(".py").replace("/", ".")
    folder = source.path.rsplit("/", 1)[0] + "/sql/"
    rows = dict(_row_types(source.tree))
    for node in source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in loaders:
            for name in _constants(node.args[0]):
                yield Use(module, f"{folder}{name}.sql", rows.get(id(node)))


def _row_types(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the identity of each `sql("…")` call that is given with a row type, and that type's name."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ROW_METHODS
        ):
            arguments = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "row")]
            if len(arguments) >= 2 and isinstance(arguments[0], ast.Call):
                yield id(arguments[0]), ast.unparse(arguments[1])


def _constants(expression: ast.expr) -> Iterator[str]:
    """Yield the names that `"a"` or `"a" if x else "b"` may give."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from _constants(expression.body)
        yield from _constants(expression.orelse)


def load_row(use: Use) -> type[Any]:
    """Give the row type that a use names."""
    found: Any = importlib.import_module(use.module)
    for part in (use.row or "").split("."):
        found = getattr(found, part)
    return found


def read_row(row: type[Any]) -> dict[str, object]:
    """Give the fields of a row type with the bare type of each: NewType and `| None` taken off."""
    hints = get_type_hints(row)
    return {field.name: _bare(hints[field.name]) for field in fields(row)}


def _bare(hint: object) -> object:
    if isinstance(hint, NewType):
        return _bare(hint.__supertype__)
    if get_origin(hint) in {Union, UnionType}:
        inner = [each for each in get_args(hint) if each is not NoneType]
        return _bare(inner[0]) if len(inner) == 1 else object
    if get_origin(hint) in {list, tuple}:
        return list
    return get_origin(hint) or hint


def read_statement(file: str) -> tuple[bytes, int]:
    """Give a file's statement with `$1 …` for its named parameters, and how many there are."""
    text = (ROOT / file).read_text(encoding="utf-8")
    names = list(dict.fromkeys(PLACEHOLDER.findall(text)))
    numbered = PLACEHOLDER.sub(lambda found: f"${names.index(found[1]) + 1}", text).replace("%%", "%")
    return numbered.encode(), len(names)
