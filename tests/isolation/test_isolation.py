"""Every table, another person, every purpose. New tables are found by themselves."""

import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import class_row

from beknown.kit.db import PURPOSES, SESSION_OPTIONS
from beknown.kit.ids import PersonId, new_id
from tests.conftest import clone_database
from tests.isolation.rows import declared_purposes, fill_all, find_columns, find_tables

TABLES = find_tables()
NO_TRIGGERS = "SET session_replication_role = replica"


ANA, BEN = PersonId(new_id()), PersonId(new_id())
"""Whose all rows are, and who has none."""


@pytest.fixture(scope="session")
async def isolated_url(server_url: str, template_url: str) -> str:
    """A database of its own, where each table holds one row of Ana's; what a test changes it undoes."""
    del template_url
    url = await clone_database(server_url, "beknown_isolation")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(NO_TRIGGERS)
        for table in TABLES:
            await connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        await fill_all(connection, TABLES, ANA)
    return url


@pytest.fixture(scope="session")
async def owner(isolated_url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    """The superuser, with triggers off; row security is still on for the role of the app."""
    async with await psycopg.AsyncConnection.connect(isolated_url, autocommit=True) as connection:
        await connection.execute(NO_TRIGGERS)
        yield connection


async def comment_of(owner: psycopg.AsyncConnection, table: str) -> str:
    cursor = await owner.execute("SELECT coalesce(obj_description(%s::regclass), '')", (table,))
    row = await cursor.fetchone()
    assert row is not None
    return str(row[0])


async def count(owner: psycopg.AsyncConnection, table: str) -> int:
    cursor = await owner.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture(scope="session")
async def visitor(isolated_url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    """A connection as the app has them."""
    async with await psycopg.AsyncConnection.connect(
        isolated_url, options=SESSION_OPTIONS, autocommit=True
    ) as connection:
        yield connection


async def attempt(
    visitor: psycopg.AsyncConnection, person: PersonId, purpose: str, statement: sql.Composed
) -> int:
    """Run a statement as the app in a scope, and undo it; give how many rows it gave or changed."""
    entering = sql.SQL(
        "BEGIN; SELECT set_config('app.person', {}, true), set_config('app.purpose', {}, true);"
    ).format(str(person), purpose)
    found = 0
    try:
        with suppress(psycopg.errors.InsufficientPrivilege):
            cursor = await visitor.execute(entering + statement)  # one message: a round trip less for each
            await cursor.set_result(-1)
            found = cursor.rowcount
    finally:
        await visitor.execute("ROLLBACK")
    return found


def reading(table: str) -> sql.Composed:
    return sql.SQL("SELECT 1 FROM {}").format(sql.Identifier(table))


@pytest.mark.parametrize("table", TABLES)
async def test_row_security_is_on_and_forced(owner: psycopg.AsyncConnection, table: str) -> None:
    cursor = await owner.execute(
        "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", (table,)
    )
    assert await cursor.fetchone() == (True,)


@pytest.mark.parametrize("table", TABLES)
async def test_a_table_says_whom_it_is_about_and_what_for(owner: psycopg.AsyncConnection, table: str) -> None:
    comment = await comment_of(owner, table)
    columns = await find_columns(owner, table)
    is_personal = table == "person" or any(column.name == "person_id" for column in columns)
    assert is_personal != ("not personal" in comment)
    assert "not personal" in comment or declared_purposes(comment, columns)


@pytest.mark.parametrize("table", TABLES)
async def test_the_owner_sees_a_row_under_exactly_the_purposes_that_it_serves(
    owner: psycopg.AsyncConnection, visitor: psycopg.AsyncConnection, table: str
) -> None:
    assert await count(owner, table) == 1
    comment = await comment_of(owner, table)
    allowed = declared_purposes(comment, await find_columns(owner, table))
    seen = {each for each in PURPOSES if await attempt(visitor, ANA, each, reading(table)) > 0}
    assert seen == (allowed if "not personal" not in comment else seen)


@pytest.mark.parametrize("table", TABLES)
async def test_another_person_sees_changes_and_deletes_nothing(
    owner: psycopg.AsyncConnection, visitor: psycopg.AsyncConnection, table: str
) -> None:
    comment = await comment_of(owner, table)
    assert await count(owner, table) == 1
    name = sql.Identifier(table)
    column = sql.Identifier("id" if table == "person" else "person_id")
    statements = [
        reading(table),
        sql.SQL("UPDATE {} SET {} = {}").format(name, column, column),
        sql.SQL("DELETE FROM {}").format(name),
        sql.SQL("INSERT INTO {} SELECT * FROM {}").format(name, name),
    ]
    tried = statements * ("not personal" not in comment)
    found = [await attempt(visitor, BEN, purpose, each) for purpose in PURPOSES for each in tried]
    assert sum(found) == 0


@pytest.mark.parametrize("table", TABLES)
async def test_nobody_can_add_a_row_for_another_person(
    owner: psycopg.AsyncConnection, visitor: psycopg.AsyncConnection, table: str
) -> None:
    comment = await comment_of(owner, table)
    tried = PURPOSES if "not personal" not in comment else ()
    async with taken_out(owner, table) as copy:
        stealing = sql.SQL("INSERT INTO {} SELECT * FROM {}").format(sql.Identifier(table), copy)
        found = [await attempt(visitor, BEN, purpose, stealing) for purpose in tried]
    assert sum(found) == 0


@asynccontextmanager
async def taken_out(owner: psycopg.AsyncConnection, table: str) -> AsyncGenerator[sql.Identifier]:
    """Empty a table for a while; give a copy of it that the app may read."""
    name, copy = sql.Identifier(table), sql.Identifier(f"stolen_{table}")
    await owner.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(copy, name))
    await owner.execute(sql.SQL("GRANT SELECT ON {} TO beknown_app").format(copy))
    await owner.execute(sql.SQL("DELETE FROM {}").format(name))
    assert await count(owner, table) == 0
    try:
        yield copy
    finally:
        await fill_all(owner, [table], ANA)
        await owner.execute(sql.SQL("DROP TABLE {}").format(copy))


POLICIES = b"""
SELECT p.tablename, p.policyname, p.cmd, p.qual, obj_description(format('public.%I', p.tablename)::regclass) AS comment
FROM pg_policies p
WHERE p.schemaname = 'public' AND 'beknown_app' = ANY (p.roles) AND p.permissive = 'PERMISSIVE'
"""


@dataclass(frozen=True, slots=True)
class Policy:
    """What lets the app see rows."""

    tablename: str
    policyname: str
    cmd: str
    qual: str | None
    comment: str


MEMBERS = re.compile(
    r"= ANY \(\(\s*SELECT app_chats\(\) AS app_chats\)|mine\.person_id = \( SELECT app_person\(\) AS app_person\)"
)
"""Rows of a conversation belong to all who are in it: whether this person is, is what their policies ask."""


async def find_policies(owner: psycopg.AsyncConnection) -> list[Policy]:
    async with owner.cursor(row_factory=class_row(Policy)) as cursor:
        await cursor.execute(POLICIES)
        return await cursor.fetchall()


async def test_rows_of_others_are_shown_by_named_policies_alone_and_the_table_says_so(
    owner: psycopg.AsyncConnection,
) -> None:
    """All others ask for the person of the transaction, so an audience can't slip in under another name."""
    policies = await find_policies(owner)
    shown = {each.tablename for each in policies if each.policyname == "shown"}
    assert shown == {each.tablename for each in policies if "shown to others" in each.comment}
    assert {each.cmd for each in policies if each.policyname == "shown"} == {"SELECT"}
    own = re.compile(r"\(?(person_id|id) = \( SELECT app_person\(\) AS app_person\)")
    members = [each for each in policies if each.policyname == "members"]
    assert {each.tablename for each in members} == {
        "chat",
        "chat_answering",
        "chat_media",
        "chat_member",
        "chat_message",
        "chat_reaction",
        "chat_share",
    }
    assert [each.tablename for each in members if not MEMBERS.search(each.qual or "")] == []
    named = {"shown", "members"}
    others = [
        each for each in policies if each.policyname not in named and "not personal" not in each.comment
    ]
    assert [each.tablename for each in others if each.qual and not own.match(each.qual.strip("("))] == []


async def test_job_arguments_hold_ids_only(owner: psycopg.AsyncConnection) -> None:
    """The schema `jobs` has no row security, so nothing personal may stand there."""
    cursor = await owner.execute(
        "SELECT count(*) FROM jobs.procrastinate_jobs, jsonb_each_text(args)"
        " WHERE value !~ '^[A-Za-z0-9_.:+-]{1,64}$'"
    )
    assert await cursor.fetchone() == (0,)
