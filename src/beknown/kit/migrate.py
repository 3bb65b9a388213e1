"""Migrations: plain SQL, forward only, each in one transaction, under one advisory lock, recorded by SHA-256."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from procrastinate import sql as jobs_sql

from beknown.kit.errors import Conflict
from beknown.kit.owner import Owner

JOBS_PREFIX = "jobs/"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its name, which orders it, and its statements."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        """Fingerprint of the statements."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def find_migrations() -> list[Migration]:
    """Read the project's migrations in order: from the installed package, else from the checkout."""
    installed = Path(str(files("beknown") / "migrations"))
    folder = installed if installed.is_dir() else Path(__file__).parents[3] / "migrations"
    return [Migration(file.name, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.sql"))]


def find_jobs_migrations() -> list[Migration]:
    """Read the migrations that the job library ships; its tables live in the schema `jobs`."""
    folder = files("procrastinate.sql.migrations")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [Migration(JOBS_PREFIX + name, (folder / name).read_text(encoding="utf-8")) for name in names]


async def migrate(owner_url: str) -> list[str]:
    """Bring the database up to date. Running it twice, or from two processes at once, is fine.

    Returns:
        The names of the migrations that were applied now, in order.

    Raises:
        Conflict: A migration that was applied has been changed since.
    """
    async with Owner.connect(owner_url) as owner, owner.lock():
        if not await owner.is_prepared():
            await owner.bootstrap()
        done = await owner.find_applied()
        return await _apply_jobs(owner, done) + await _apply(owner, find_migrations(), done)


async def _apply(owner: Owner, migrations: list[Migration], done: dict[str, str]) -> list[str]:
    applied: list[str] = []
    for migration in migrations:
        known = done.get(migration.name)
        if known is None:
            await owner.apply("public", migration.text, [(migration.name, migration.sha256)])
            applied.append(migration.name)
        elif known != migration.sha256:
            raise Conflict(
                f"Migration {migration.name!r} was changed after it had been applied. "
                "Put the file back as it was and write a new migration."
            )
    return applied


async def _apply_jobs(owner: Owner, done: dict[str, str]) -> list[str]:
    """A new database gets the library's whole schema; an older one the steps that it lacks."""
    steps = find_jobs_migrations()
    if not any(name.startswith(JOBS_PREFIX) for name in done):
        schema = files(jobs_sql).joinpath("schema.sql").read_text(encoding="utf-8")
        await owner.apply("jobs", schema, [(step.name, step.sha256) for step in steps])
        return [JOBS_PREFIX + "schema"]
    return await _apply_in_jobs(owner, [step for step in steps if step.name not in done])


async def _apply_in_jobs(owner: Owner, steps: list[Migration]) -> list[str]:
    for step in steps:
        await owner.apply("jobs", step.text, [(step.name, step.sha256)])
    return [step.name for step in steps]
