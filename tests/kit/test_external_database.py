"""A database that isn't ours: over TCP, with a password, as a role that is no superuser."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from beknown.app.house import open_house
from beknown.kit.db import Scope
from beknown.kit.embedded import start_embedded
from beknown.kit.errors import Conflict, Unavailable
from beknown.kit.migrate import find_migrations, migrate
from beknown.kit.settings import load_settings
from tests.people import add_person
from tests.walks.running import free_port


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL over TCP with a role `house` that may create roles and owns the database `house`."""
    home = Path(tempfile.mkdtemp(prefix="bkx"))
    home.chmod(0o755)
    embedded = start_embedded(home)
    with psycopg.connect(embedded.server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE ROLE house LOGIN CREATEROLE PASSWORD 'a-long-secret'")
        connection.execute("CREATE DATABASE house OWNER house")
    with psycopg.connect(embedded.server.get_uri(database="house"), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION vector")
    binary = embedded.server.bin_path / "pg_ctl"
    embedded.close()
    port = free_port()
    (home / "postgres" / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
    user = pwd.getpwnam("pgserver").pw_name if os.geteuid() == 0 else None
    options = f"-h 127.0.0.1 -p {port} -k ''"
    command = [str(binary), "-w", "-D", str(home / "postgres"), "-l", str(home / "postgres" / "log2")]
    subprocess.run([*command, "-o", options, "start"], check=True, user=user, stdout=subprocess.DEVNULL)
    yield f"postgresql://house:a-long-secret@127.0.0.1:{port}/house"
    subprocess.run(
        [*command[:4], "-m", "immediate", "stop"], check=True, user=user, stdout=subprocess.DEVNULL
    )
    shutil.rmtree(home, ignore_errors=True)


async def test_a_named_database_over_tcp_is_prepared_and_bound_by_row_security(
    server: str, tmp_path: Path
) -> None:
    settings = load_settings(home=tmp_path, database_url=server)
    async with open_house(settings) as house:
        person = await add_person(house.db, "eva@example.org", "Eva")
        async with house.db.begin(Scope(person, "account")) as tx:
            cursor = await tx.connection.execute("SELECT current_user, count(*) FROM person")
            assert await cursor.fetchone() == ("beknown_app", 1)
    assert not (tmp_path / "postgres").exists()


async def test_migrating_twice_changes_nothing(server: str) -> None:
    await migrate(server)
    assert await migrate(server) == []


async def test_a_migration_changed_afterwards_is_refused_by_name(server: str) -> None:
    await migrate(server)
    name = find_migrations()[0].name
    async with await psycopg.AsyncConnection.connect(server, autocommit=True) as connection:
        await connection.execute("SET ROLE beknown_owner")
        await connection.execute("UPDATE migration SET sha256 = 'other' WHERE name = %s", (name,))
    with pytest.raises(Conflict, match=name):
        await migrate(server)


async def test_a_database_that_does_not_answer_is_one_clear_error(tmp_path: Path) -> None:
    url = f"postgresql://x@127.0.0.1:{free_port()}/x"
    with pytest.raises(Unavailable, match="BEKNOWN_DATABASE_URL"):
        async with open_house(load_settings(home=tmp_path, database_url=url)):
            raise AssertionError
