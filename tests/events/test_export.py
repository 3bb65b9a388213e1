import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import psycopg
import pytest
from httpx import AsyncClient

from beknown.app.house import House
from beknown.events import is_export, restore, write_export
from beknown.events.tables import BY_THEIR_OWN_WAY, LEFT_OUT, RESTORED, TOLD_ONLY
from beknown.kit.db import Database, Scope
from beknown.kit.errors import Invalid
from beknown.kit.ids import PersonId, new_id
from beknown.kit.jobs import Worker
from beknown.sources import import_path
from tests.events.life import PNG, add_life, add_picture, get_source_id
from tests.events.test_forget import forget
from tests.house import client_of
from tests.people import add_person

PERSONAL_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person_id'
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""
CHANGES_ON_THE_WAY = {"manifest.json", "data/access_log.jsonl", "data/task.jsonl"}


def read(path: Path) -> dict[str, list[str]]:
    """Read an export as sorted lines by file, and media by their fingerprint."""
    with ZipFile(path) as archive:
        return {
            name: sorted(archive.read(name).decode().splitlines())
            if name.endswith((".jsonl", ".json"))
            else [hashlib.sha256(archive.read(name)).hexdigest()]
            for name in archive.namelist()
        }


def manifest_of(path: Path) -> dict[str, Any]:
    with ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


async def add_everything(api: AsyncClient, db: Database, house: House, person: PersonId) -> None:
    events = await add_life(db, person)
    await add_picture(db, house.blobs, person, events["3"])
    told = (await api.post("/api/you/beliefs", json={"text": "I live in Lisbon"})).json()
    await api.put(f"/api/you/beliefs/{told['id']}", json={"text": "I live in Porto"})
    source = await get_source_id(db, person, "whatsapp")
    await api.put(f"/api/you/sources/{source}/switches/live", json={"is_on": False})
    await forget(api, scale="event", event=str(events["6"]))
    await add_conversation(db, person, str(events["3"]))


async def add_conversation(db: Database, person: PersonId, cited: str) -> None:
    """Add what the assistant's tables hold after one question with a cited answer."""
    conversation, question, answer = (str(new_id()) for _ in range(3))
    async with db.begin(Scope(person, "export")) as tx:
        add = tx.connection.execute
        await add(
            "INSERT INTO conversation VALUES (%s, %s, 'Trains', %s, now(), now())",
            (person, conversation, answer),
        )
        await add(
            "INSERT INTO message (person_id, id, conversation_id, role, text, state, created_at, updated_at) "
            "VALUES (%s, %s, %s, 'user', 'Are the tickets booked?', 'done', now(), now())",
            (person, question, conversation),
        )
        await add(
            "INSERT INTO message "
            "(person_id, id, conversation_id, parent_id, role, text, state, created_at, updated_at) "
            "VALUES (%s, %s, %s, %s, 'assistant', 'Yes [1]', 'done', now(), now())",
            (person, answer, conversation, question),
        )
        await add("INSERT INTO message_citation VALUES (%s, %s, 1, %s, 0.5)", (person, answer, cited))


async def test_every_personal_table_is_in_the_export_or_left_out_for_a_reason(database_url: str) -> None:
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        cursor = await connection.execute(PERSONAL_TABLES)
        tables = [row[0] for row in await cursor.fetchall()]
    named = [*RESTORED, *BY_THEIR_OWN_WAY, *TOLD_ONLY, *LEFT_OUT]
    assert sorted(named) == sorted(set(tables))


async def test_an_export_holds_every_event_every_file_and_says_what_it_lacks(
    api: AsyncClient, db: Database, house: House, ana: PersonId, tmp_path: Path
) -> None:
    await add_everything(api, db, house, ana)
    size = await write_export(db, house.blobs, ana, tmp_path / "out.zip")
    found, manifest = read(tmp_path / "out.zip"), manifest_of(tmp_path / "out.zip")
    assert size == (tmp_path / "out.zip").stat().st_size
    assert [json.loads(line)["text"] for line in found["events/facebook.jsonl"]] == [
        "Sunset over the Tagus",
        "night trains to lisbon",
    ]
    assert [found[name] for name in found if name.startswith("media/")] == [[hashlib.sha256(PNG).hexdigest()]]
    assert manifest["person"]["email"] == "ana@example.org"
    assert manifest["rows"]["events/whatsapp.jsonl"] == 6
    assert "password" in manifest["left_out"]


async def test_an_export_comes_back_without_loss(
    api: AsyncClient, db: Database, house: House, ana: PersonId, tmp_path: Path
) -> None:
    await add_everything(api, db, house, ana)
    await write_export(db, house.blobs, ana, tmp_path / "first.zip")
    anew = await add_person(db, "ana@example.com", "Ana Duarte")
    restored = await restore(db, house.blobs, anew, tmp_path / "first.zip")
    await write_export(db, house.blobs, anew, tmp_path / "second.zip")
    first, second = read(tmp_path / "first.zip"), read(tmp_path / "second.zip")
    assert (restored.events, restored.known, restored.refused) == (11, 0, 0)
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} <= CHANGES_ON_THE_WAY


async def test_bringing_an_export_twice_changes_nothing_more(
    api: AsyncClient, db: Database, house: House, ana: PersonId, tmp_path: Path
) -> None:
    await add_everything(api, db, house, ana)
    await write_export(db, house.blobs, ana, tmp_path / "first.zip")
    again = await restore(db, house.blobs, ana, tmp_path / "first.zip")
    await write_export(db, house.blobs, ana, tmp_path / "second.zip")
    first, second = read(tmp_path / "first.zip"), read(tmp_path / "second.zip")
    assert (again.events, again.known, again.rows, again.refused) == (0, 11, 0, 0)
    assert {name for name in first if first[name] != second[name]} <= CHANGES_ON_THE_WAY


async def test_what_is_here_under_another_id_is_known_and_references_follow(
    api: AsyncClient, db: Database, *, house: House, ana: PersonId, ben: PersonId, tmp_path: Path
) -> None:
    await add_everything(api, db, house, ana)
    await write_export(db, house.blobs, ana, tmp_path / "first.zip")
    mine = await add_life(db, ben)
    restored = await restore(db, house.blobs, ben, tmp_path / "first.zip")
    assert restored.refused == 0
    async with client_of(house, ben) as client:
        page = (await client.post("/api/you/timeline", json={"words": "tickets booked"})).json()
        assert [event["id"] for event in page["events"]] == [str(mine["3"])]
        assert len(page["events"][0]["media"]) == 1
    async with db.begin(Scope(ben, "export")) as tx:
        cursor = await tx.connection.execute("SELECT event_id FROM message_citation")
        assert await cursor.fetchall() == [(mine["3"],)]


async def test_what_was_forgotten_after_an_export_does_not_come_back_with_it(
    api: AsyncClient, db: Database, house: House, ana: PersonId, tmp_path: Path
) -> None:
    await add_everything(api, db, house, ana)
    await write_export(db, house.blobs, ana, tmp_path / "first.zip")
    await forget(api, scale="person", speaker="Tomas")
    restored = await restore(db, house.blobs, ana, tmp_path / "first.zip")
    assert (restored.events, restored.forgotten) == (0, 5)


def change(source: Path, target: Path, name: str, text: bytes) -> Path:
    """Copy a zip with one file changed."""
    with ZipFile(source) as before, ZipFile(target, "w") as after:
        for entry in before.namelist():
            after.writestr(entry, text if entry == name else before.read(entry))
    return target


async def test_a_changed_export_gains_no_rights_and_no_foreign_rows(
    api: AsyncClient, db: Database, *, house: House, ana: PersonId, ben: PersonId, tmp_path: Path
) -> None:
    await add_everything(api, db, house, ana)
    await write_export(db, house.blobs, ana, tmp_path / "first.zip")
    with ZipFile(tmp_path / "first.zip") as archive:
        lines = archive.read("events/whatsapp.jsonl").decode().splitlines()
    events = [json.loads(line) | {"purposes": ["ads", "export"], "person_id": str(ana)} for line in lines]
    text = "\n".join(map(json.dumps, [*events, {"id": "no"}, events[0] | {"type": "made.up.v1"}])).encode()
    restored = await restore(
        db,
        house.blobs,
        ben,
        change(tmp_path / "first.zip", tmp_path / "x.zip", "events/whatsapp.jsonl", text),
    )
    assert restored.refused == 2
    async with db.begin(Scope(ben, "export")) as tx:
        cursor = await tx.connection.execute(
            "SELECT DISTINCT purposes FROM event WHERE type LIKE 'social.message%'"
        )
        assert await cursor.fetchall() == [(["assistant", "export", "live", "safety"],)]


async def test_a_damaged_a_newer_and_a_foreign_file_are_refused(
    api: AsyncClient, db: Database, house: House, ana: PersonId, tmp_path: Path
) -> None:
    await add_everything(api, db, house, ana)
    whole = tmp_path / "first.zip"
    await write_export(db, house.blobs, ana, whole)
    manifest = manifest_of(whole) | {"format_version": 2}
    newer = change(whole, tmp_path / "newer.zip", "manifest.json", json.dumps(manifest).encode())
    odd = change(whole, tmp_path / "odd.zip", "data/source.jsonl", b'{"id": 1}\n[]')
    short = tmp_path / "short.zip"
    short.write_bytes(whole.read_bytes()[:900])
    for path in (newer, odd, short):
        with pytest.raises(Invalid):
            await restore(db, house.blobs, ana, path)
    assert [is_export(path) for path in (whole, newer, short, tmp_path / "none.zip")] == [
        True,
        True,
        False,
        False,
    ]


async def test_an_export_is_made_in_the_background_and_downloaded_by_its_owner_alone(
    api: AsyncClient, db: Database, house: House, ana: PersonId, ben: PersonId
) -> None:
    await add_life(db, ana)
    asked = await api.post("/api/you/exports")
    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    assert (await api.post("/api/you/exports")).json()["id"] == asked.json()["id"]
    file = f"/api/you/exports/{asked.json()['id']}/file"
    assert (await api.get(file)).status_code == 404
    await Worker(db.url, house.job_context()).run(until_empty=True)
    ready = (await api.get("/api/you/exports")).json()
    assert [(each["state"], each["done"], each["total"]) for each in ready] == [("done", 9, 9)]
    answer = await api.get(file)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) == ready[0]["size_bytes"]
    async with client_of(house, ben) as other:
        assert (await other.get(file)).status_code == 404
        assert (await other.get("/api/you/exports")).json() == []
    assert (await api.delete(f"/api/you/exports/{asked.json()['id']}")).status_code == 204
    assert (await api.get(file)).status_code == 404
    assert list(house.settings.home.rglob("*.zip")) == []


async def test_an_export_is_brought_like_any_archive(
    api: AsyncClient, db: Database, house: House, ana: PersonId, tmp_path: Path
) -> None:
    await add_everything(api, db, house, ana)
    await write_export(db, house.blobs, ana, tmp_path / "first.zip")
    anew = await add_person(db, "ana@example.com", "Ana Duarte")
    row = await import_path(db, house.blobs, anew, [tmp_path / "first.zip"])
    await write_export(db, house.blobs, anew, tmp_path / "second.zip")
    first, second = read(tmp_path / "first.zip"), read(tmp_path / "second.zip")
    assert row.state == "done"
    assert row.report["totals"] == {
        "kept": 11, "known": 0, "forgotten": 0, "empty": 0, "refused": 0, "unread": 0,
    }  # fmt: skip
    assert first["data/belief.jsonl"] == second["data/belief.jsonl"]
    assert first["events/whatsapp.jsonl"] == second["events/whatsapp.jsonl"]


async def test_forgetting_everything_leaves_an_account_with_nothing_in_it(
    api: AsyncClient, db: Database, house: House, ana: PersonId, *, tmp_path: Path
) -> None:
    await add_everything(api, db, house, ana)
    await forget(api, scale="everything")
    await write_export(db, house.blobs, ana, tmp_path / "out.zip")
    rows = manifest_of(tmp_path / "out.zip")["rows"]
    assert {name: count for name, count in rows.items() if count} == {
        "data/access_log.jsonl": rows["data/access_log.jsonl"],
        "data/forgetting.jsonl": 1,
        "data/forgotten.jsonl": rows["data/forgotten.jsonl"],
    }
