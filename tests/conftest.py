"""Real PostgreSQL for every test: one embedded server a run, one migrated template, a clone for each worker."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from fastapi import FastAPI
from psycopg import conninfo, sql

from beknown.app.house import House, furnish
from beknown.app.server import create_app
from beknown.kit.db import Database
from beknown.kit.embedded import start_embedded
from beknown.kit.ids import PersonId
from beknown.kit.migrate import migrate
from beknown.kit.owner import ensure_database
from beknown.kit.settings import Settings
from tests.clients import Client, make_client, serve_here, sign_in_as
from tests.people import add_operator, add_person

TEMPLATE = "beknown_template"
LOSABLE = ("fsync", "full_page_writes", "synchronous_commit")
"""What keeps data through a loss of power; data of tests needn't be kept."""

EMPTYING = """
DELETE FROM person; DELETE FROM jobs.procrastinate_jobs; DELETE FROM rate_limit; DELETE FROM sign_in_challenge;
DELETE FROM outlet; DELETE FROM outlet_host; DELETE FROM feed_model;
DELETE FROM feed_sequence
"""


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the whole run, shared by all workers of it."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """An embedded server for this worker, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="bk"))
    home.chmod(0o755)
    embedded = start_embedded(home)
    admin = conninfo.make_conninfo(embedded.url, dbname="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        for name in LOSABLE:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")
    yield embedded.url
    embedded.close()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
async def template_url(server_url: str) -> str:
    """A migrated database that tests clone."""
    await ensure_database(server_url, TEMPLATE)
    url = conninfo.make_conninfo(server_url, dbname=TEMPLATE)
    await migrate(url)
    return url


@pytest.fixture(scope="session")
async def database_url(server_url: str, template_url: str) -> str:
    """A database of this worker's own, as its owner sees it."""
    del template_url
    return await clone_database(server_url, "beknown_worker")


async def clone_database(server_url: str, name: str) -> str:
    """Copy the migrated template under a new name; give the copy's URL."""
    admin = conninfo.make_conninfo(server_url, dbname="postgres")
    async with await psycopg.AsyncConnection.connect(admin, autocommit=True) as connection:
        await connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        )
        await connection.execute(
            sql.SQL("GRANT CREATE, TEMPORARY ON DATABASE {} TO beknown_owner, beknown_app").format(
                sql.Identifier(name)
            )
        )
    return conninfo.make_conninfo(server_url, dbname=name)


@pytest.fixture(scope="session")
async def open_db(database_url: str) -> AsyncIterator[Database]:
    """The door, open for the whole run; use `db`, which is emptied after each test."""
    db = Database(database_url, size=8)
    await db.open()
    yield db
    await db.close()


@pytest.fixture(scope="session")
async def emptier(database_url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    """The connection that empties the database after each test; a new one would plan it all anew."""
    async with await psycopg.AsyncConnection.connect(
        database_url, autocommit=True, options="-c search_path=public,jobs"
    ) as connection:
        yield connection


@pytest.fixture
async def db(open_db: Database, emptier: psycopg.AsyncConnection) -> AsyncIterator[Database]:
    """The door to a database that is empty when the test begins."""
    yield open_db
    await emptier.execute(EMPTYING)


@pytest.fixture
async def ana(db: Database) -> PersonId:
    """A person with an account."""
    return await add_person(db, "ana@example.org", "Ana Duarte")


@pytest.fixture
async def ben(db: Database) -> PersonId:
    """Another person with an account."""
    return await add_person(db, "ben@example.org", "Ben Okafor")


@pytest.fixture(scope="session")
async def house(open_db: Database, database_url: str, run_folder: Path) -> AsyncIterator[House]:
    """The open house, with all its parts, for the whole run."""
    settings = Settings(home=run_folder / f"home-{os.getpid()}")
    settings.home.mkdir(parents=True, exist_ok=True)
    async with furnish(settings, database_url, open_db) as house:
        yield house


@pytest.fixture
def app(house: House, db: Database) -> FastAPI:
    """The web server's application, fresh in memory; its database is empty when the test begins."""
    del db
    return create_app(house=house)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[Client]:
    """Somebody who isn't signed in."""
    async with make_client(app) as client:
        yield client


@pytest.fixture
async def ana_client(app: FastAPI, house: House, ana: PersonId) -> AsyncIterator[Client]:
    """Ana, signed in; her client sends the CSRF token by itself."""
    async with make_client(app) as client:
        await sign_in_as(client, house, ana)
        yield client


@pytest.fixture
async def ben_client(app: FastAPI, house: House, ben: PersonId) -> AsyncIterator[Client]:
    """Ben, signed in."""
    async with make_client(app) as client:
        await sign_in_as(client, house, ben)
        yield client


@pytest.fixture
async def operator_client(app: FastAPI, house: House, db: Database) -> AsyncIterator[Client]:
    """An operator, signed in."""
    operator = await add_operator(db, "olga@example.org", "Olga Lind")
    async with make_client(app) as client:
        await sign_in_as(client, house, operator)
        yield client


@pytest.fixture
async def server_address(app: FastAPI) -> AsyncIterator[str]:
    """The same application behind a real socket, for what only that can show: streams, bursts, broken connections."""
    async with serve_here(app) as address:
        yield address
