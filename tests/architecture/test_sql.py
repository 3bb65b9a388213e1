"""Every SQL file is used, opens with its promise, prepares against the database and fits its row type."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import pq

from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY
from tests.architecture.source import ROOT
from tests.architecture.statements import Use, find_sql_files, find_uses, load_row, read_row, read_statement

FILES = find_sql_files()
USES = find_uses()
ROW_USES = [use for use in USES if use.row is not None]

SCRIPTS = {
    "src/beknown/kit/sql/bootstrap.sql": "several statements that the owner runs as one script",
}
CALLED_FOR_EFFECT = {
    "src/beknown/kit/sql/enter_scope.sql": "sets the scope",
    "src/beknown/kit/sql/is_bound_by_row_security.sql": "asked once a connection, outside any scope",
}
PREPARED = [file for file in FILES if file not in SCRIPTS]
TEMPORARY = {
    found[1].encode(): text.encode()
    for file in FILES
    if (found := re.search(r"CREATE TEMP TABLE (\w+)", text := (ROOT / file).read_text(encoding="utf-8")))
}
"""What makes each temporary table, by its name."""

PYTHON_TYPES: dict[str, object] = {
    "uuid": UUID,
    "text": str,
    "varchar": str,
    "name": str,
    "bool": bool,
    "int2": int,
    "int4": int,
    "int8": int,
    "float4": float,
    "float8": float,
    "numeric": Decimal,
    "timestamptz": datetime,
    "date": date,
    "interval": timedelta,
    "bytea": bytes,
    "jsonb": object,
    "vector": object,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One result column: its name and PostgreSQL's name of its type."""

    name: str
    type: str


async def describe(db: Database, statement: bytes) -> list[Column]:
    """Prepare a statement as the app's role and give its result columns; temporary tables it names are made first."""
    async with db.begin(Scope(NOBODY, "export")) as tx:
        for text in [text for name, text in TEMPORARY.items() if name in statement]:
            await tx.connection.execute(text)
        connection = tx.connection.pgconn
        prepared = connection.prepare(b"", statement)
        if prepared.status != pq.ExecStatus.COMMAND_OK:
            raise psycopg.ProgrammingError(prepared.error_message.decode())
        found = connection.describe_prepared(b"")
        columns = [(found.fname(index), found.ftype(index)) for index in range(found.nfields)]
        names = await tx.connection.execute(
            "SELECT oid, typname FROM pg_type WHERE oid = ANY (%s)", ([oid for _, oid in columns],)
        )
        types = dict(await names.fetchall())
    return [Column((name or b"").decode(), types[oid]) for name, oid in columns]


def fits(column_type: str, field_type: object) -> bool:
    """Tell whether a column arrives in Python as what the field says; JSON and vectors may be anything."""
    wanted: object = list if column_type.startswith("_") else PYTHON_TYPES[column_type]
    return wanted is object or field_type is object or field_type is Any or field_type is wanted


def find_misfits(columns: list[Column], row: type[Any]) -> list[str]:
    """Say where a statement's columns and a row type's fields differ."""
    fields = read_row(row)
    names = {column.name for column in columns}
    missing = [f"{row.__name__}.{name} has no column" for name in fields if name not in names]
    for column in columns:
        if column.name not in fields:
            missing.append(f"column {column.name!r} has no field in {row.__name__}")
        elif not fits(column.type, fields[column.name]):
            missing.append(
                f"{row.__name__}.{column.name} is {fields[column.name]}, the column is {column.type}"
            )
    return missing


def test_every_sql_file_is_used() -> None:
    assert sorted(set(FILES) - {use.file for use in USES}) == []


def test_every_used_sql_file_exists() -> None:
    assert sorted({use.file for use in USES} - set(FILES)) == []


@pytest.mark.parametrize("file", FILES)
def test_a_sql_file_opens_with_its_promise(file: str) -> None:
    assert re.match(r"-- \S.{8,}", (ROOT / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", PREPARED)
async def test_a_sql_file_prepares_and_its_rows_have_a_type(file: str, open_db: Database) -> None:
    columns = await describe(open_db, read_statement(file)[0])
    typed = {use.file for use in ROW_USES} | CALLED_FOR_EFFECT.keys()
    assert not columns or file in typed, f"{file} gives rows that no store function gives a type"


@pytest.mark.parametrize("use", ROW_USES, ids=lambda use: f"{use.file}-{use.row}")
async def test_result_columns_are_the_fields_of_the_row_type(use: Use, open_db: Database) -> None:
    assert find_misfits(await describe(open_db, read_statement(use.file)[0]), load_row(use)) == []


async def test_a_wrong_statement_does_not_prepare(open_db: Database) -> None:
    with pytest.raises(psycopg.ProgrammingError, match="no_such_column"):
        await describe(open_db, b"SELECT no_such_column FROM event")


async def test_a_missing_and_a_mistyped_column_are_found(open_db: Database) -> None:
    columns = await describe(open_db, b"SELECT id AS name, text AS extra FROM event")
    assert find_misfits(columns, Column) == [
        "Column.type has no column",
        "Column.name is <class 'str'>, the column is uuid",
        "column 'extra' has no field in Column",
    ]
