"""The one door to the database: every transaction names a person and a purpose, and PostgreSQL enforces both.

Stores keep their SQL in `sql/*.sql` beside them and call it through `SqlFiles` and `Tx`. Nothing else of
the project speaks to PostgreSQL.
"""

import json
import re
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args

import psycopg
from pgvector.psycopg import register_vector_async
from psycopg.rows import AsyncRowFactory, RowMaker
from psycopg.sql import SQL, Identifier
from psycopg.types.json import set_json_loads
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from beknown.kit.errors import Invalid, NotFound, Unavailable
from beknown.kit.ids import NOBODY, PersonId

Purpose = Literal["account", "assistant", "feed", "ads", "business", "live", "export", "safety"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
_QUOTED: Mapping[str, bytes] = {purpose: f"'{purpose}'".encode() for purpose in PURPOSES}

APP_ROLE = "beknown_app"
SESSION_OPTIONS = f"-c role={APP_ROLE} -c search_path=public,jobs -c idle_in_transaction_session_timeout=60s"

MOST_PREPARED = 400
"""All of our statements stay prepared in a connection: planning one behind row security costs more than running it."""

_EMPTY_LIST = (b"[]", "[]")

WAS_CUT = "The connection to the database was cut in the middle of this. Try again in a moment."
NOT_TO_BE_KEPT = "A text holds a character that can't be kept (U+0000, or half of a pair). Leave it out."

Row = TypeVar("Row")
Params = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows a transaction may see, and what for."""

    person: PersonId
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Sql:
    """One SQL file: its text, and the tables that it reads."""

    name: str
    text: bytes
    reads: frozenset[str]


class SqlFiles:
    """The `sql/*.sql` files beside a store; call it with a file's name (without `.sql`) to get one.

    Args:
        module_file: The store's `__file__`.
    """

    def __init__(self, module_file: str) -> None:
        self.folder = Path(module_file).parent / "sql"
        self._loaded: dict[str, Sql] = {}

    def __call__(self, name: str) -> Sql:
        """Give the file's statement; it is read once."""
        if name not in self._loaded:
            text = (self.folder / f"{name}.sql").read_text(encoding="utf-8")
            self._loaded[name] = Sql(name, text.encode(), tables_read(text))
        return self._loaded[name]


def tables_read(text: str) -> frozenset[str]:
    """Name the tables that a statement reads: the words after FROM, JOIN and USING, comments left out."""
    code = re.sub(r"--[^\n]*", "", text)
    return frozenset(re.findall(r"\b(?:from|join|using)\s+([a-z_]+)\b(?!\s*\()", code.lower()))


def _rows_as(row: type[Row]) -> AsyncRowFactory[Row]:
    """Make rows of a class, whose fields are the columns by name: by place, where both are in the same order.

    It is psycopg's `class_row` with names that are known by identity. Those that come from the server aren't: Python
    then compares each keyword with all parameters, letter by letter, and thirty columns take 13 µs instead of 3.
    """

    def make(cursor: psycopg.AsyncCursor[Any]) -> RowMaker[Row]:
        result = cursor.pgresult
        names = (
            [sys.intern((result.fname(at) or b"").decode()) for at in range(result.nfields)] if result else []
        )
        if names == _names_of(row)[: len(names)]:
            return lambda values: row(*values)
        return lambda values: row(**dict(zip(names, values, strict=True)))

    return make


@cache
def _names_of(row: type) -> list[str]:
    return [field.name for field in fields(row) if field.init and not field.kw_only]


LOGGED_TABLES = frozenset(
    {
        "event",
        "memory",
        "memory_vector",
        "belief",
        "belief_evidence",
        "conversation",
        "message",
        "attachment",
        "blob",
    }
)
"""Tables whose reading is noted in the access log, by the kind of data that a person would name."""


class Tx:
    """An open transaction in one scope. Made by `Database.begin`, never by hand."""

    def __init__(self, connection: psycopg.AsyncConnection, scope: Scope) -> None:
        self.connection = connection
        self.scope = scope
        self.reads: set[str] = set()
        self._after_commit: list[Callable[[], None]] = []

    @property
    def person(self) -> PersonId:
        """Whose rows this transaction sees."""
        return self.scope.person

    @property
    def purpose(self) -> Purpose:
        """What the rows are read for."""
        return self.scope.purpose

    async def all(self, sql: Sql, row: type[Row], params: Params | None = None) -> list[Row]:
        """Run a query and give every row as `row`; its fields are the query's columns by name."""
        self._note(sql)
        async with self.connection.cursor(row_factory=_rows_as(row)) as cursor:
            await cursor.execute(sql.text, params)
            return await cursor.fetchall()

    async def first(self, sql: Sql, row: type[Row], params: Params | None = None) -> Row | None:
        """Run a query and give its first row, or None when there is none."""
        self._note(sql)
        async with self.connection.cursor(row_factory=_rows_as(row)) as cursor:
            await cursor.execute(sql.text, params)
            return await cursor.fetchone()

    async def one(self, sql: Sql, row: type[Row], params: Params | None = None) -> Row:
        """Run a query and give its first row.

        Raises:
            NotFound: There is none (or none that this scope may see).
        """
        found = await self.first(sql, row, params)
        if found is None:
            raise NotFound(f"There is no such {sql.name.split('_', 1)[-1].replace('_', ' ')}.")
        return found

    async def run(self, sql: Sql, params: Params | None = None) -> int:
        """Run a statement and give the number of rows it changed."""
        self._note(sql)
        cursor = await self.connection.execute(sql.text, params)
        return cursor.rowcount

    async def run_many(self, sql: Sql, params: Sequence[Params]) -> None:
        """Run one statement for each of many parameter sets, in one go."""
        self._note(sql)
        async with self.connection.cursor() as cursor:
            await cursor.executemany(sql.text, params)

    async def stream(
        self, sql: Sql, row: type[Row], params: Params | None = None, *, batch: int = 1000
    ) -> AsyncIterator[Row]:
        """Run a query and give its rows one by one, holding at most `batch` of them in memory."""
        self._note(sql)
        async with self.connection.cursor(name=f"c_{sql.name}", row_factory=_rows_as(row)) as cursor:
            cursor.itersize = batch
            await cursor.execute(sql.text, params)
            async for each in cursor:
                yield each

    def after_commit(self, act: Callable[[], None]) -> None:
        """Have `act()` called once this transaction has committed; never, when it is undone.

        It is for what can't be rolled back, such as deleting a file whose row is deleted here.
        """
        self._after_commit.append(act)

    def run_after_commit(self) -> None:
        """Do what was put off until the commit. Called by `Database.begin`."""
        for act in self._after_commit:
            act()

    def _note(self, sql: Sql) -> None:
        self.reads |= sql.reads & LOGGED_TABLES


_open_scope: ContextVar[Scope | None] = ContextVar("open_scope", default=None)
_kit_sql = SqlFiles(__file__)


class Database:
    """A pool of connections that all act as the role `beknown_app`, which row security binds.

    Args:
        url: Any PostgreSQL URL whose role is a member of `beknown_app`.
        size: Most connections of this process.
    """

    def __init__(self, url: str, *, size: int = 10) -> None:
        self.url = url
        self._pool = AsyncConnectionPool(
            url,
            kwargs={"options": SESSION_OPTIONS, "autocommit": True},  # `begin` begins and commits by itself
            min_size=1,
            max_size=size,
            open=False,
            configure=_configure,
            timeout=30,
        )

    async def open(self) -> None:
        """Open the pool.

        Raises:
            Unavailable: The database doesn't answer, or would run without row security.
        """
        await self._pool.open()
        try:
            await self._pool.wait(timeout=30)
        except PoolTimeout as error:
            await self._pool.close()
            raise Unavailable(
                "The database doesn't answer within 30 s. Check BEKNOWN_DATABASE_URL and that it runs."
            ) from error

    async def close(self) -> None:
        """Close the pool; open transactions end first."""
        await self._pool.close()

    @asynccontextmanager
    async def begin(self, scope: Scope) -> AsyncGenerator[Tx]:
        """Open the one kind of transaction there is: for a person and a purpose.

        It commits when the block ends and rolls back when it raises. It refuses to nest, since one scope
        must hold for the whole of a transaction (SET LOCAL survives a released savepoint).

        Raises:
            Unavailable: No connection came free in 30 s, or the server cut this one.
            Invalid: A text holds a character that PostgreSQL can't keep: zero, or half of a pair.
            RuntimeError: A transaction is open already in this task.
        """
        if _open_scope.get() is not None:
            raise RuntimeError(f"begin({scope.purpose!r}) inside an open transaction; close that one first")
        token = _open_scope.set(scope)
        try:
            async with self._connect() as connection:
                tx = Tx(connection, scope)
                try:
                    await _enter(connection, scope)
                    yield tx
                    await _note_access(tx)
                    await connection.commit()
                except BaseException as error:
                    await self._undo(connection, tx, is_noted=isinstance(error, Exception))
                    if isinstance(error, psycopg.OperationalError) and connection.closed:
                        raise Unavailable(WAS_CUT) from error
                    if _cannot_be_kept(error):
                        raise Invalid(NOT_TO_BE_KEPT) from error
                    raise
            tx.run_after_commit()
        finally:
            _open_scope.reset(token)

    async def listen(self, channel: str) -> AsyncGenerator[str]:
        """Yield what is notified on a channel, by a connection of its own; the first is '', once it listens.

        A notification holds ids, never content. What was notified before the first one is missed, so read what
        could have been missed after it.

        Raises:
            Unavailable: The database doesn't answer, or no longer.
        """
        try:
            async with await psycopg.AsyncConnection.connect(
                self.url, options=SESSION_OPTIONS, autocommit=True
            ) as connection:
                await connection.execute(SQL("LISTEN {}").format(Identifier(channel)))
                yield ""
                async for notified in connection.notifies():
                    yield notified.payload
        except psycopg.OperationalError as error:
            raise Unavailable("The database doesn't answer.") from error

    @asynccontextmanager
    async def _connect(self) -> AsyncGenerator[psycopg.AsyncConnection]:
        try:
            connection = await self._pool.getconn()
            if _was_cut(connection):
                await self._pool.putconn(connection)
                await self._pool.check()  # one that was cut is seldom the only one
                connection = await self._pool.getconn()
        except PoolTimeout as error:
            raise Unavailable("No database connection came free in 30 s. Try again in a moment.") from error
        try:
            yield connection
        finally:
            await self._pool.putconn(connection)

    async def _undo(self, connection: psycopg.AsyncConnection, tx: Tx, *, is_noted: bool) -> None:
        """Undo a transaction. What was read counts as read all the same."""
        if connection.closed:
            return
        await connection.rollback()
        if is_noted and tx.reads and tx.person != NOBODY:
            await _enter(connection, tx.scope)
            await _note_access(tx)
            await connection.commit()


def _cannot_be_kept(error: BaseException) -> bool:
    """Whether a text that somebody sent holds what no text of PostgreSQL can hold."""
    if isinstance(error, psycopg.DataError):
        return isinstance(error, psycopg.errors.UntranslatableCharacter) or "NUL" in str(error)
    return isinstance(error, UnicodeEncodeError) and error.reason == "surrogates not allowed"


def _was_cut(connection: psycopg.AsyncConnection) -> bool:
    """Whether the server ended a connection that rested. It looks at what has come in, so it costs no round trip."""
    try:
        for _ in range(2):  # the server's last words, and then the end
            connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return True
    return connection.closed


async def _enter(connection: psycopg.AsyncConnection, scope: Scope) -> None:
    """Begin a transaction in a scope, in one round trip: the values are put in here, so that it is one message.

    A number and one of a few words need no quoting, which would cost more than the round trip does.
    """
    values = {b"person": b"'%032x'" % scope.person.int, b"purpose": _QUOTED[scope.purpose]}
    await connection.execute(b"BEGIN; " + _kit_sql("enter_scope").text % values, prepare=False)


async def _note_access(tx: Tx) -> None:
    if tx.reads and tx.person != NOBODY and tx.purpose != "account":
        await tx.connection.execute(
            _kit_sql("note_access").text,
            {"person": tx.person, "purpose": tx.purpose, "kinds": sorted(tx.reads)},
        )


def _read_json(text: str | bytes) -> object:
    """Read JSON. Most of it is an empty list: what hangs on things that mostly have nothing."""
    return [] if text in _EMPTY_LIST else json.loads(text)


async def _configure(connection: psycopg.AsyncConnection) -> None:
    cursor = await connection.execute(_kit_sql("is_bound_by_row_security").text)
    row = cast("tuple[bool] | None", await cursor.fetchone())
    if row is None or not row[0]:
        raise Unavailable("This database role isn't bound by row security; Beknown refuses to run with it.")
    await register_vector_async(connection)
    set_json_loads(_read_json, connection)
    connection.prepare_threshold = 1
    connection.prepared_max = MOST_PREPARED
