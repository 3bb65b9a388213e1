"""The project's own files, as the rules read them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tools.files import ROOT, find_files

GENERATED = {"web/src/api/schema.ts"}

__all__ = ["ROOT", "Function", "Source", "find_files", "read_sources"]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One text file of the project.

    Args:
        path: From the project's root, with slashes.
        text: Its content.
    """

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree; for Python files."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of the tree: every rule walks through them."""
        return tuple(ast.walk(self.tree))

    @property
    def package(self) -> str | None:
        """The domain it belongs to (`events`), or None for a file outside `src/beknown/*/`."""
        parts = self.path.split("/")
        return parts[2] if parts[:2] == ["src", "beknown"] and len(parts) > 3 else None

    def functions(self) -> Iterator[Function]:
        """Yield every function and method."""
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imports(self) -> Iterator[tuple[str, str, str]]:
        """Yield `(module, name, local name)` of each import; `name` is '' for `import module`."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, "", alias.asname or alias.name.split(".")[0]
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    yield node.module or "", alias.name, alias.asname or alias.name

    def at(self, node: ast.stmt | ast.expr, words: str) -> str:
        """Say what is wrong where."""
        return f"{self.path}:{node.lineno}: {words}"


def read_sources(*suffixes: str) -> list[Source]:
    """Read the project's files with these endings, except generated ones."""
    paths = [path for path in find_files(*suffixes) if path not in GENERATED]
    return [Source(path, (ROOT / path).read_text(encoding="utf-8")) for path in paths]
