"""Fill any table with one row for a person, from the catalogue alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from beknown.kit.db import PURPOSES

ROW_ID = UUID("00000000-0000-7000-8000-000000000001")
"""The value of every uuid column but the person's, so that references between filled rows hold."""

ROW_PURPOSES = ["assistant", "export", "safety"]
"""What every filled row with a column `purposes` may serve."""

BY_TYPE: dict[str, str] = {
    "text": "'x'",
    "uuid": f"'{ROW_ID}'",
    "boolean": "false",
    "bytea": "decode(repeat('00', 32), 'hex')",
    "jsonb": "'{}'",
    "text[]": "'{x}'",
    "bigint[]": "'{1}'",
    "real[]": "'{0.5}'",
    "integer[]": "'{1}'",
    "uuid[]": f"'{{{ROW_ID}}}'",
    "tsvector": "to_tsvector('simple', 'x')",
    "halfvec": "'[0.5]'",
    "bit varying": "B'0'",
    "timestamp with time zone": "now()",
    "date": "current_date",
    "inet": "'127.0.0.1'",
    "interval": "'1 day'",
    "xid8": "'1'",
}
NUMBERS = {"integer", "bigint", "smallint", "real", "double precision", "numeric"}

OVERRIDES: dict[tuple[str, str], str] = {
    ("person", "email"): "'x' || person || '@example.org'",
    ("api_key", "scopes"): "'{plain}'",
    ("api_call", "status"): "200",
    ("oauth_code", "scopes"): "'{plain}'",
    ("oauth_refresh", "scopes"): "'{plain}'",
    ("oauth_device", "scopes"): "'{plain}'",
    ("profile", "handle"): "'xxx'",
    ("feed_impression", "propensity"): "0.5",
    ("feed_model_bin", "cases"): "20",
    ("made_source", "author_id"): "NULL",
    ("made_source", "post_id"): "NULL",
    ("made_source", "item_id"): "NULL",
    ("made_source", "digest"): "repeat('x', 64)",
    ("care_setting", "country"): "'PT'",
    ("care_setting", "birth_year"): "1990",
    ("chat_media", "length_ms"): "NULL",
    ("chat_media", "poster_id"): "NULL",
    ("video_work", "state"): "'ready'",
    ("video_work", "source_id"): "NULL",
    ("chat", "keep_days"): "7",
    ("post_link", "state"): "'shown'",
    ("outlet", "address"): "'https://x'",
    ("outlet_follow", "address"): "'https://x'",
}
"""Values for columns whose CHECK can't be met by type alone; `person` stands for the person's id."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the catalogue has it."""

    name: str
    type: str
    checks: str


COLUMNS = b"""
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    coalesce((SELECT string_agg(pg_get_constraintdef(c.oid), ' ') FROM pg_constraint c
        WHERE c.conrelid = a.attrelid AND c.contype = 'c' AND a.attnum = ANY (c.conkey)), '') AS checks
FROM pg_attribute a
WHERE a.attrelid = %(table)s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY a.attnum
"""


_COLUMNS_OF: dict[str, list[Column]] = {}


def find_tables() -> list[str]:
    """Name every table that the migrations make in `public` and don't drop again."""
    folder = Path(__file__).parents[2] / "migrations"
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.sql")))
    code = re.sub(r"--[^\n]*", "", text)
    made = re.findall(r"CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(?:public\.)?([a-z_]+)", code)
    dropped = re.findall(r"DROP TABLE (?:IF EXISTS )?(?:public\.)?([a-z_]+)", code)
    return sorted(set(made) - set(dropped))


async def fill_all(connection: psycopg.AsyncConnection, tables: Sequence[str], person: UUID) -> None:
    """Add one row of this person to each table, in one go; `connection` is the superuser's, with triggers off."""
    rows = [_write_row(table, await find_columns(connection, table), person) for table in tables]
    await connection.execute(sql.SQL("; ").join(rows))


def _write_row(table: str, columns: Sequence[Column], person: UUID) -> sql.Composed:
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    values = sql.SQL(", ").join(sql.SQL(value_of(table, column, person)) for column in columns)  # pyright: ignore[reportArgumentType] - made from the catalogue
    return sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
        sql.Identifier(table), names, values
    )


async def find_columns(connection: psycopg.AsyncConnection, table: str) -> list[Column]:
    """Give a table's columns with their CHECKs; the catalogue is asked once for each."""
    if table not in _COLUMNS_OF:
        async with connection.cursor(row_factory=class_row(Column)) as cursor:
            await cursor.execute(COLUMNS, {"table": table})
            _COLUMNS_OF[table] = await cursor.fetchall()
    return _COLUMNS_OF[table]


def value_of(table: str, column: Column, person: UUID) -> str:
    """Choose a value that the column takes, as SQL."""
    if (table, column.name) in OVERRIDES:
        return OVERRIDES[table, column.name].replace("person", f"'{person}'")
    if (table, column.name) == ("person", "id") or column.name == "person_id":
        return f"'{person}'"
    if column.name == "purposes":
        return "'{" + ",".join(ROW_PURPOSES) + "}'"
    if column.name == "audience":
        return "audience_of('{" + ",".join(ROW_PURPOSES) + "}')"
    if column.name == "purpose":
        return "'" + ROW_PURPOSES[0] + "'"
    allowed = re.search(rf"\b{column.name} = ANY \(ARRAY\['([^']*)'", column.checks)
    return f"'{allowed[1]}'" if allowed else _by_type(column.type)


def _by_type(name: str) -> str:
    vector = re.fullmatch(r"(?:half)?vec(?:tor)?\((\d+)\)", name)
    if vector:
        return "'[" + ",".join(["0.5"] * int(vector[1])) + "]'"
    bits = re.fullmatch(r"bit\((\d+)\)", name)
    if bits:
        return "B'" + "0" * int(bits[1]) + "'"
    return "1" if name in NUMBERS else BY_TYPE[name]


def declared_purposes(comment: str, columns: list[Column]) -> set[str]:
    """Read which purposes a filled row of a table may serve: from its column, else from its COMMENT."""
    if any(column.name in {"purposes", "audience"} for column in columns):
        return set(ROW_PURPOSES)
    found = re.search(r"purposes: ([a-z, ]+)$", comment)
    return {name.strip() for name in found[1].split(",")} & set(PURPOSES) if found else set()
