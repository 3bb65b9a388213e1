"""The owner's connection: migrations and upkeep. No request and no job of a person ever uses it."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import cast

import psycopg
from psycopg import conninfo
from psycopg import sql as pgsql

from beknown.kit.db import SqlFiles
from beknown.kit.errors import Unavailable

LOCK_KEY = 8400_0001
STATISTICS_CAN_BE_CLEARED = 180000
OLDEST_VERSION = 160000
LATEST_ROLE = "beknown_card"
"""The role that came last, with what it may: where it is there, all are."""
_sql = SqlFiles(__file__)


class Owner:
    """A connection with the rights of the URL it was opened with; it acts as `beknown_owner` to migrate."""

    def __init__(self, connection: psycopg.AsyncConnection) -> None:
        self._connection = connection

    @classmethod
    @asynccontextmanager
    async def connect(cls, url: str) -> AsyncGenerator["Owner"]:
        """Open the connection; it closes with the block.

        Raises:
            Unavailable: The server can't be reached, or is older than PostgreSQL 16.
        """
        try:
            connection = await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=20)
        except psycopg.OperationalError as error:
            raise Unavailable(
                "The database can't be reached. Check BEKNOWN_DATABASE_URL and that the server runs."
            ) from error
        async with connection:
            if connection.info.server_version < OLDEST_VERSION:
                raise Unavailable(
                    f"PostgreSQL {connection.info.server_version // 10000} is too old; Beknown needs 16 or newer."
                )
            yield cls(connection)

    @asynccontextmanager
    async def lock(self) -> AsyncGenerator[None]:
        """Hold the lock that lets one process migrate at a time."""
        await self._connection.execute("SELECT pg_advisory_lock(%s)", (LOCK_KEY,))
        try:
            yield
        finally:
            await self._connection.execute("SELECT pg_advisory_unlock(%s)", (LOCK_KEY,))

    async def is_prepared(self) -> bool:
        """Say whether this database was made ready before, with all the roles that there are now."""
        cursor = await self._connection.execute(
            "SELECT to_regclass('public.migration') IS NOT NULL"
            " AND has_schema_privilege(max(r.oid), 'public', 'CREATE') FROM pg_roles r WHERE r.rolname = %s",
            (LATEST_ROLE,),
        )
        row = cast("tuple[bool | None]", await cursor.fetchone())
        return bool(row[0])

    async def bootstrap(self) -> None:
        """Make roles, extension and schemas.

        Raises:
            Unavailable: The role of the URL may not, or pgvector is missing; the message says which.
        """
        try:
            await self._connection.execute(_sql("bootstrap").text)
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported) as error:
            raise Unavailable(
                f"The database can't be prepared: {error.diag.message_primary}. Beknown needs a role that may "
                "create roles, and pgvector 0.8 or newer: have an administrator run 'CREATE EXTENSION vector' there."
            ) from error

    async def find_applied(self) -> dict[str, str]:
        """Give the SHA-256 of each applied migration by its name."""
        await self._connection.execute("SET ROLE beknown_owner")
        cursor = await self._connection.execute("SELECT name, sha256 FROM migration")
        found = cast("list[tuple[str, str]]", await cursor.fetchall())
        await self._connection.execute("RESET ROLE")
        return dict(found)

    async def apply(self, schema: str, text: str, records: Sequence[tuple[str, str]]) -> None:
        """Run one migration as `beknown_owner` and record it, all in one transaction."""
        async with self._connection.transaction():
            await self._connection.execute("SET LOCAL ROLE beknown_owner")
            await self._connection.execute(
                pgsql.SQL("SET LOCAL search_path = {}, public").format(pgsql.Identifier(schema))
            )
            await self._connection.execute(text.encode())
            for name, sha256 in records:
                await self._connection.execute(
                    "INSERT INTO public.migration (name, sha256) VALUES (%s, %s)", (name, sha256)
                )

    async def vacuum(self) -> None:
        """Return the space of deleted rows, so that nothing erased stays in the tables' free space for long.

        Statistics are made anew; those of a table that is empty now are dropped, which PostgreSQL can since 18.
        """
        await self._connection.execute("VACUUM (ANALYZE)")
        if self._connection.info.server_version >= STATISTICS_CAN_BE_CLEARED:
            await self._connection.execute(_sql("clear_statistics").text)


async def ensure_database(server_url: str, database: str) -> None:
    """Make the named database on the embedded server if it isn't there, and keep content out of its log."""
    async with await psycopg.AsyncConnection.connect(
        conninfo.make_conninfo(server_url, dbname="postgres"), autocommit=True
    ) as connection:
        await connection.execute("SELECT pg_advisory_lock(%s)", (LOCK_KEY,))
        cursor = await connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,))
        if await cursor.fetchone() is None:
            await connection.execute(pgsql.SQL("CREATE DATABASE {}").format(pgsql.Identifier(database)))
            await connection.execute(_sql("quiet_log_statement").text)
            await connection.execute(_sql("quiet_log_messages").text)
            await connection.execute("SELECT pg_reload_conf()")
