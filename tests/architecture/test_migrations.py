"""Every table binds its rows: row security is enabled and forced, in the migration and in the database."""

import re

import psycopg
import pytest

from tests.architecture.source import ROOT, find_files

MIGRATIONS = [path for path in find_files(".sql") if path.startswith("migrations/")]
CREATE = re.compile(r"^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(?:public\.)?(\w+)", re.MULTILINE)

UNBOUND = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
"""


def find_open_tables(migration: str) -> list[str]:
    """Name the tables that a migration makes without both enabling and forcing row security."""
    wanted = ("ENABLE", "FORCE")
    return [
        table
        for table in CREATE.findall(migration)
        for word in wanted
        if not re.search(rf"ALTER TABLE (public\.)?{table} {word} ROW LEVEL SECURITY", migration)
    ]


@pytest.mark.parametrize("path", MIGRATIONS)
def test_a_migration_forces_row_security_on_its_tables(path: str) -> None:
    assert find_open_tables((ROOT / path).read_text(encoding="utf-8")) == []


def test_a_table_without_forced_row_security_is_found() -> None:
    assert find_open_tables("CREATE TABLE diary (x int);\nALTER TABLE diary ENABLE ROW LEVEL SECURITY;") == [
        "diary"
    ]


def test_no_two_migrations_have_the_same_number() -> None:
    numbers = [int(path.split("/")[1][:4]) for path in MIGRATIONS]
    assert sorted(set(numbers)) == numbers


async def test_the_migrated_database_has_no_unbound_table(database_url: str) -> None:
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        cursor = await connection.execute(UNBOUND)
        assert await cursor.fetchall() == []


async def test_an_unbound_table_in_the_database_is_found(database_url: str) -> None:
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await connection.execute("CREATE TABLE diary (x int)")
        cursor = await connection.execute(UNBOUND)
        assert await cursor.fetchall() == [("diary",)]
        await connection.rollback()
