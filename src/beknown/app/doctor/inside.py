"""Look at what runs inside the house: database, worker, models, passkeys."""

from datetime import datetime, timedelta
from typing import cast

from beknown.app.doctor import store
from beknown.app.doctor.types import DatabaseReport, Finding, State
from beknown.app.house import House
from beknown.feed import SequenceReport, report_sequence
from beknown.kit import clock
from beknown.kit.db import Scope
from beknown.kit.ids import NOBODY
from beknown.kit.migrate import find_migrations
from beknown.models import Models, SlotReport

WORKER_IS_GONE_AFTER = timedelta(seconds=60)
MIN_VECTOR = (0, 8)


async def examine_house(house: House) -> list[Finding]:
    """Look at everything that needs the database. Opening the house has migrated it."""
    async with house.db.begin(Scope(NOBODY, "account")) as tx:
        report = await store.describe_database(tx)
    slots = await cast("Models", house.parts[Models]).describe()
    where = "BEKNOWN_DATABASE_URL" if house.settings.database_url else "embedded"
    return [
        Finding(
            "database",
            "ok",
            f"PostgreSQL {report.version} ({where}), {report.size_bytes / 1e6:.0f} MB of data.",
        ),
        examine_vector(report.vector_version),
        examine_row_security(report),
        Finding("migrations", "ok", f"All {len(find_migrations())} are applied."),
        examine_worker(report.worker_seen_at, clock.now()),
        examine_jobs(report),
        *(examine_slot(each) for each in slots),
        examine_sequence(await report_sequence(house.db, house.settings)),
    ]


def examine_vector(version: str | None) -> Finding:
    """Is pgvector new enough?"""
    numbers = tuple(int(part) for part in (version or "0").split(".")[:2] if part.isdigit())
    if numbers >= MIN_VECTOR:
        return Finding("pgvector", "ok", str(version))
    return Finding(
        "pgvector",
        "bad",
        f"{version or 'missing'}",
        "Install pgvector 0.8 or newer, then ALTER EXTENSION vector UPDATE.",
    )


def examine_row_security(report: DatabaseReport) -> Finding:
    """Does PostgreSQL keep people apart?"""
    if not report.is_bound:
        return Finding(
            "row security",
            "bad",
            "The role that Beknown uses isn't bound by it.",
            "Take SUPERUSER and BYPASSRLS from the role beknown_app.",
        )
    if report.open_tables:
        return Finding(
            "row security",
            "bad",
            f"Not forced on: {', '.join(report.open_tables)}.",
            "Somebody took it off by hand: enable and force row security on each of them again.",
        )
    return Finding("row security", "ok", "Forced on every table.")


def examine_worker(seen_at: datetime | None, now: datetime) -> Finding:
    """Has a worker been seen lately?"""
    if seen_at is None:
        return Finding("worker", "off", "None has been seen. `beknown serve` starts one.")
    ago = now - seen_at
    if ago > WORKER_IS_GONE_AFTER:
        return Finding(
            "worker",
            "off",
            f"Last seen {seen_at:%Y-%m-%d %H:%M} UTC. `beknown serve` or `beknown worker` starts one.",
        )
    return Finding("worker", "ok", f"Seen {max(0, round(ago.total_seconds()))} s ago.")


def examine_jobs(report: DatabaseReport) -> Finding:
    """Does work get done?"""
    words = f"{report.waiting_jobs} waiting, {report.failed_jobs} failed."
    if report.failed_jobs:
        return Finding("jobs", "warning", words, "The log of the worker says why.")
    return Finding("jobs", "ok", words)


def examine_slot(slot: SlotReport) -> Finding:
    """How is a model?"""
    state: State = (
        "ok" if slot.state in {"running", "ready"} else "warning" if slot.state == "missing" else "bad"
    )
    return Finding(f"{slot.slot} model", state, f"{slot.name}: {slot.detail}")


def examine_sequence(report: SequenceReport) -> Finding:
    """Can the feed's sequence model be trained, and how did it go?"""
    part, last = "sequence model", report.last
    if report.python is None:
        words = (
            "The feed does without: nothing is there that could train it, which takes some 1.3 GB of disk."
        )
        return Finding(part, "off", words, f"To have one, run: {report.install}")
    if last is None:
        return Finding(part, "ok", "Not trained yet. That is done at night, once there are 1,000 deeds.")
    if last.state == "failed":
        return Finding(part, "warning", f"The training of {last.begun_at:%Y-%m-%d} failed: {last.trouble}.")
    words = f"{last.begun_at:%Y-%m-%d}, {last.deeds:,} deeds of {last.people:,} people: {last.state}"
    if last.gain_new is not None:
        words += f"; NDCG@10 {last.gain_new:.3f}, of what many liked {last.gain_popular:.3f}"
    return Finding(part, "ok", f"{words}.")
