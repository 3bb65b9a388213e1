"""One function a rule: it reads one file and yields what breaks the rule, as `path:line: words`."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator

from tests.architecture.source import Function, Source

Rule = Callable[[Source], Iterator[str]]

MAX_FUNCTION_LINES = 60
MAX_FILE_LINES = 400
MAX_HANDLER_STATEMENTS = 12

DRIVERS = {"psycopg", "psycopg_pool", "psycopg2", "asyncpg", "sqlalchemy", "pgvector"}
DOOR = {
    "src/beknown/kit/db.py": "the door itself",
    "src/beknown/kit/owner.py": "the owner's connection, which migrates before there is a door",
    "src/beknown/kit/jobs.py": "hands the job library its connections, and the caller's own to defer in",
}

VAGUE = {"util", "utils", "helper", "helpers", "common", "manager", "service", "misc", "base"}
HTTP_METHODS = {"get", "post", "put", "patch", "delete", "websocket"}
SLOW_LIBRARIES = ("beknown.models", "httpx", "pydantic_ai", "openai", "mcp")
SLOW_OBJECTS = {"models", "language", "embedder", "http", "agent"}
STATEMENT = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|ALTER|DROP)\s+\S+\s")
IGNORE = re.compile(r"#\s*(noqa|pyright: ignore|type: ignore)(?P<rest>.*)$")
CODE = re.compile(r"^(: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*|\[[\w, ]+\])\s*$")
REASON = re.compile(r"^(: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*|\[[\w, ]+\])(  #)? - \S")
ESLINT_IGNORE = re.compile(r"eslint-disable|@ts-(ignore|expect-error|nocheck)|istanbul ignore")


def check_driver_at_the_door(source: Source) -> Iterator[str]:
    """`psycopg` is imported by the door and by stores only."""
    is_store = source.package is not None and source.path.endswith(("/store.py", "_store.py"))
    if source.package is None or is_store or source.path in DOOR:
        return
    for module, _, _ in source.imports():
        if module.split(".")[0] in DRIVERS:
            yield f"{source.path}: imports {module}; only kit/db.py and a package's store.py may"


def check_sql_in_files(source: Source) -> Iterator[str]:
    """No statement is written in Python: SQL lives in `sql/*.sql`."""
    if source.package is None or source.path in DOOR:
        return
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value):
            yield source.at(node, "SQL in Python; write it to sql/*.sql beside the store")


def check_face_only(source: Source) -> Iterator[str]:
    """Another package is imported by its face; `kit` has no face, and `app` wires routes, tools and jobs."""
    wired = {"routes", "tools", "jobs"} if source.package == "app" else set[str]()
    for module, name, _ in source.imports():
        parts = [*module.split("."), *([name] if name == "store" or name.endswith("_store") else [])]
        if parts[0] != "beknown" or len(parts) < 3 or source.package is None:
            continue
        if parts[1] in {"kit", source.package} or parts[2] in wired:
            continue
        yield f"{source.path}: imports {'.'.join(parts)}; import from beknown.{parts[1]}"


def check_all_in_face(source: Source) -> Iterator[str]:
    """A face that re-exports says so in `__all__`."""
    if source.package is None or not source.path.endswith("__init__.py") or not any(source.imports()):
        return
    names = {
        target.id
        for node in source.tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    if "__all__" not in names:
        yield f"{source.path}: a face without __all__"


def check_module_name(source: Source) -> Iterator[str]:
    """A module is named after what it does."""
    stem = source.path.rsplit("/", 1)[-1].split(".")[0].lower()
    folders = source.path.lower().split("/")[:-1]
    words = set(re.split(r"[_-]", stem)) | set(folders)
    for word in sorted(words & VAGUE):
        yield f"{source.path}: {word!r} says nothing about what is in it"


def check_file_length(source: Source) -> Iterator[str]:
    """A file is read in one sitting."""
    lines = source.text.count("\n") + 1
    if lines > MAX_FILE_LINES:
        yield f"{source.path}: {lines} lines, at most {MAX_FILE_LINES}"


def check_function_length(source: Source) -> Iterator[str]:
    """A function fits on a screen."""
    for function in source.functions():
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > MAX_FUNCTION_LINES:
            yield source.at(
                function.body[0], f"{function.name} has {lines} lines, at most {MAX_FUNCTION_LINES}"
            )


def check_short_handlers(source: Source) -> Iterator[str]:
    """A route handler parses, calls one function and answers."""
    for function in source.functions():
        if not any(_is_route(decorator) for decorator in function.decorator_list):
            continue
        statements = [
            node for child in function.body for node in ast.walk(child) if isinstance(node, ast.stmt)
        ]
        documented = 1 if ast.get_docstring(function) else 0
        if len(statements) - documented > MAX_HANDLER_STATEMENTS:
            words = f"handler {function.name} has {len(statements) - documented} statements"
            yield source.at(function.body[0], f"{words}, at most {MAX_HANDLER_STATEMENTS}: move the work out")


def check_no_call_in_transaction(source: Source) -> Iterator[str]:
    """Nothing slow is awaited while a transaction is open: read, release, then call the model.

    Slow is what comes from a model or HTTP library, what was made by it, and what is annotated with its types.
    A call that is handed the transaction is a reader of ours, whose own body is checked.
    """
    imported = {
        local for module, name, local in source.imports() if f"{module}.{name}".startswith(SLOW_LIBRARIES)
    }
    for function in source.functions():
        slow = imported | set(_slow_variables(function, imported))
        for statement in _statements_in_transaction(function):
            for call in _awaited_calls(statement):
                chain = [name.lstrip("_") for name in _names_in(call.func)]
                is_slow = bool(chain) and (chain[0] in slow or bool(SLOW_OBJECTS & set(chain[:-1])))
                if is_slow and not _is_handed_tx(call):
                    yield source.at(call, f"awaits {'.'.join(chain)} while a transaction is open")


def check_reason_beside_ignore(source: Source) -> Iterator[str]:
    """Whoever silences a check says why: on the same line, or in a comment right above."""
    lines = source.text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        found = IGNORE.search(token.string) if token.type == tokenize.COMMENT else None
        if (
            found
            and not REASON.match(found["rest"])
            and not (CODE.match(found["rest"]) and _said_above(lines, token.start[0]))
        ):
            yield f"{source.path}:{token.start[0]}: {found[1]} without a code and a reason (` - because …`)"


def check_reason_beside_web_ignore(source: Source) -> Iterator[str]:
    """The same for the web app: `eslint-disable-next-line rule -- because …`, or a comment right above."""
    lines = source.text.splitlines()
    for number, line in enumerate(lines, start=1):
        if ESLINT_IGNORE.search(line) and " -- " not in line and not _said_above(lines, number):
            yield f"{source.path}:{number}: a check silenced without a reason (` -- because …`)"


def _said_above(lines: list[str], number: int) -> bool:
    """Tell whether the line above line `number` (from 1) is a comment."""
    above = lines[number - 2].strip() if number > 1 else ""
    return above.startswith(("# ", "//", "/*", "{/*", "*")) and not IGNORE.search(above)


def _is_route(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in HTTP_METHODS
        and "router" in "".join(_names_in(decorator.func.value)).lower()
    )


def _statements_in_transaction(function: Function) -> Iterator[ast.stmt]:
    """Yield the statements of a function that run while a transaction is open."""
    if _takes_tx(function):
        yield from function.body
        return
    for node in ast.walk(function):
        if isinstance(node, ast.AsyncWith) and any(_is_begin(item.context_expr) for item in node.items):
            yield from node.body


def _slow_variables(function: Function, imported: set[str]) -> Iterator[str]:
    """Yield parameters annotated with a slow type, and variables that a slow call gave."""
    slow = set(imported)
    for argument in [*function.args.args, *function.args.kwonlyargs]:
        if argument.annotation is not None and slow & set(_all_names_in(argument.annotation)):
            slow.add(argument.arg)
            yield argument.arg
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and slow & set(_names_in(_unwrap(node.value))[:1]):
            for target in node.targets:
                slow |= set(_all_names_in(target))
                yield from _all_names_in(target)


def _unwrap(expression: ast.expr) -> ast.expr:
    return expression.value if isinstance(expression, ast.Await) else expression


def _all_names_in(expression: ast.expr) -> Iterator[str]:
    yield from (node.id for node in ast.walk(expression) if isinstance(node, ast.Name))


def _is_handed_tx(call: ast.Call) -> bool:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(isinstance(argument, ast.Name) and argument.id == "tx" for argument in given)


def _is_begin(expression: ast.expr) -> bool:
    return (
        isinstance(expression, ast.Call)
        and isinstance(expression.func, ast.Attribute)
        and expression.func.attr == "begin"
    )


def _takes_tx(function: Function) -> bool:
    return any(argument.arg == "tx" for argument in function.args.args + function.args.kwonlyargs)


def _awaited_calls(node: ast.stmt) -> Iterator[ast.Call]:
    for child in ast.walk(node):
        if isinstance(child, ast.Await) and isinstance(child.value, ast.Call):
            yield child.value
        elif isinstance(child, ast.AsyncFor) and isinstance(child.iter, ast.Call):
            yield child.iter
        elif isinstance(child, ast.AsyncWith):
            yield from (item.context_expr for item in child.items if isinstance(item.context_expr, ast.Call))


def _names_in(expression: ast.expr) -> list[str]:
    """Give `a.b().c` as `["a", "b", "c"]`."""
    if isinstance(expression, ast.Name):
        return [expression.id]
    if isinstance(expression, ast.Attribute):
        return [*_names_in(expression.value), expression.attr]
    if isinstance(expression, ast.Call):
        return _names_in(expression.func)
    return []
