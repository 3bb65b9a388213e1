"""After an account is erased nothing of its person is left: the routes fill everything, and all of it is searched."""

import asyncio
import contextlib
import io
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import psycopg
import pytest
from fastapi import FastAPI
from psycopg import sql

from beknown.app.erase import clean_up
from beknown.app.house import House
from beknown.events import subscribe
from beknown.kit.db import Database
from beknown.kit.ids import PersonId, new_id
from beknown.kit.jobs import Worker
from beknown.kit.telemetry import configure_logs
from beknown.understanding import index_events
from tests.assistant.conftest import assistant, assistant_app, script
from tests.assistant.scripted import Says, Script
from tests.clients import Client, make_client, sign_in_as
from tests.events.life import PNG
from tests.people import add_operator, add_person
from tests.social.videos import Studio, film

__all__ = ["assistant", "assistant_app", "script"]

EMAIL = "zebedee@quagmire.example"
PASSWORD = "a very long zyzzyva password"
CHAT = "\n".join(
    f"13/05/2024, 10:{minute:02} - {who}: {what}"
    for minute, (who, what) in enumerate(
        [
            ("Zebedee Quagmire", "the xylophone concert is on Friday"),
            ("Kunigunde", "bring the ocarina, please"),
        ]
        * 20
    )
)
NEEDLES = ["zebedee", "quagmire", "xylophone", "ocarina", "kunigunde", "zyzzyva", "marzipan", "hibiscus"]

TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'jobs') AND c.relkind IN ('r', 'p', 'm')
"""
STATISTICS = """
SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE schemaname IN ('public', 'jobs')
"""


@pytest.fixture
async def operator(assistant_app: FastAPI, house: House, db: Database) -> AsyncIterator[Client]:
    """An operator who invites."""
    person = await add_operator(db, "olga@example.org", "Olga Lind")
    async with make_client(assistant_app) as client:
        await sign_in_as(client, house, person)
        yield client


@pytest.fixture
async def visitor(assistant_app: FastAPI) -> AsyncIterator[Client]:
    """Somebody who is going to have an account."""
    async with make_client(assistant_app) as client:
        yield client


@pytest.fixture
def log(house: House) -> Iterator[io.StringIO]:
    """What the program writes to its log, as an operator has it."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers, root.level
    configure_logs(house.settings)
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)  # pyright: ignore[reportUnknownMemberType] - typeshed's handler is generic
    yield written
    root.handlers = handlers
    root.setLevel(level)


async def join(operator: Client, visitor: Client) -> str:
    """Sign up by an invitation; give the person's id."""
    link = (await operator.post("/api/invitations", json={"email": EMAIL, "note": "for Zebedee"})).json()[
        "url"
    ]
    account = {"email": EMAIL, "display_name": "Zebedee Quagmire", "password": PASSWORD}
    answer = await visitor.post("/api/accounts", json={**account, "invitation": link.rpartition("/")[2]})
    assert answer.status_code in {200, 201}, answer.text
    visitor.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return str(answer.json()["person"]["id"])


async def live(client: Client, worker: Worker, script: Script) -> None:
    """Use everything once."""
    zipped = io.BytesIO()
    with ZipFile(zipped, "w") as archive:
        archive.writestr("WhatsApp Chat with Kunigunde.txt", CHAT)
        archive.writestr("IMG-20240513-WA0000.png", PNG)
    parts = [("files", ("marzipan.zip", zipped.getvalue()))]
    told = {"owner": "Zebedee Quagmire", "time_zone": "Europe/Lisbon"}
    brought = (await client.post("/api/imports", files=parts, data=told)).json()
    await work_until(client, worker, f"/api/imports/{brought['id']}")
    belief = (await client.post("/api/you/beliefs", json={"text": "I like marzipan"})).json()
    await client.put(f"/api/you/beliefs/{belief['id']}", json={"text": "I love marzipan"})
    source = (await client.get("/api/you/sources")).json()[0]
    await client.put(f"/api/you/sources/{source['id']}/switches/live", json={"is_on": False})
    found = (await client.post("/api/you/timeline", json={"words": "ocarina"})).json()["events"]
    await client.post("/api/you/forget", json={"scale": "event", "event": found[0]["id"], "events": 1})
    file = (await client.post("/api/attachments", files={"file": ("hibiscus.txt", b"hibiscus tea")})).json()
    script.turns.append((Says(("The ", "xylophone concert.")),))
    ask = {"text": "When is the xylophone concert?", "attachment_ids": [file["id"]]}
    assert (await client.post("/api/chat", json=ask)).status_code == 200
    export = (await client.post("/api/you/exports")).json()
    await work_until(client, worker, "/api/you/exports")
    assert (await client.get(f"/api/you/exports/{export['id']}/file")).status_code == 200
    assert (await client.post("/api/you/exports")).status_code == 202


async def meet(person: Client, other: Client) -> None:
    """Have the person and another one see each other's posts, follow, answer and react, each in their own log."""
    me = {"handle": "zebedee_q", "name": "Zebedee Quagmire", "bio": "I like hibiscus"}
    mine = await show_oneself(person, me)
    theirs = await show_oneself(other, {"handle": "olga", "name": "Olga"})
    await person.put("/api/social/profile/picture", files={"file": ("me.png", PNG)})
    await other.put(f"/api/social/people/{mine}/follow")
    await person.put(f"/api/social/people/{theirs}/follow")
    image = (await person.post("/api/social/images", files={"file": ("x.png", PNG)})).json()
    post = {
        "text": "Marzipan for all",
        "shown_to": "everyone",
        "images": [{"id": image["id"], "alt": "Ocarina"}],
    }
    made = (await person.post("/api/social/posts", json=post)).json()
    await person.patch(f"/api/social/posts/{made['id']}", json={"text": "More marzipan for all"})
    place = f"/api/social/posts/{mine}/{made['id']}"
    assert (await other.put(f"{place}/reaction", json={"kind": "love"})).status_code == 200
    assert (await other.put(f"{place}/saved")).status_code == 200
    reply = {"text": "Yes!", "parent": {"author_id": mine, "id": made["id"]}}
    answered = (await other.post("/api/social/posts", json=reply)).json()
    again = {"text": "Zyzzyva!", "parent": {"author_id": theirs, "id": answered["id"]}}
    assert (await person.post("/api/social/posts", json=again)).status_code == 201


async def show_videos(person: Client, other: Client, studio: Studio, folder: Path) -> None:
    """Have the person post a video, send one, and leave two: one that is ready, one as it came."""
    scenes = [
        film(folder, f"{rate}.mp4", rate=rate, more=("-metadata", "title=Hibiscus")).read_bytes()
        for rate in (5, 6, 7, 8)
    ]
    posted, sent, _ = [await studio.make(person, each) for each in scenes[:3]]
    await studio.take(person, scenes[3])
    video = {"id": posted["id"], "alt": "Marzipan"}
    assert (await person.post("/api/social/posts", json={"text": "", "video": video})).status_code == 201
    theirs = (await other.get("/api/social/profile")).json()["id"]
    chat = (await person.post("/api/chats/direct", json={"person_id": theirs})).json()["id"]
    message = {"id": str(new_id()), "video": {"id": sent["id"], "alt": "Ocarina"}}
    assert (await person.post(f"/api/chats/{chat}/messages", json=message)).status_code == 201


async def show_oneself(client: Client, profile: dict[str, str]) -> str:
    """Make a profile; give the person's id."""
    assert (await client.put("/api/social/profile", json=profile)).status_code == 200
    return str((await client.get("/api/social/profile")).json()["id"])


async def work_until(client: Client, worker: Worker, address: str) -> None:
    """Let the worker work until what stands at an address is done."""
    working = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(60):
            while '"state":"done"' not in (answer := await client.get(address)).text:
                assert '"state":"failed"' not in answer.text, answer.text
                await asyncio.sleep(0.05)
    finally:
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working


async def find_in_database(database_url: str, needles: list[str]) -> dict[str, list[str]]:
    """Name the tables in which a needle is found in any column as text, by needle."""
    found: dict[str, list[str]] = {}
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        for schema, table in await (await connection.execute(TABLES)).fetchall():
            query = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(schema, table))
            note(found, table, str(await (await connection.execute(query)).fetchall()), needles)
        note(found, "pg_stats", str(await (await connection.execute(STATISTICS)).fetchall()), needles)
    return found


def note(found: dict[str, list[str]], place: str, text: str, needles: list[str]) -> None:
    for needle in needles:
        if needle in text.lower() or needle.encode().hex() in text.lower():
            found.setdefault(needle, []).append(place)


def find_in_files(folder: Path, needles: list[str]) -> dict[str, list[str]]:
    """Name the files whose name or bytes hold a needle."""
    found: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        text = path.read_bytes().decode("latin-1") if path.is_file() else ""
        note(found, path.name, f"{path.relative_to(folder)} {text}", needles)
    return found


async def test_after_erasing_nothing_is_left_anywhere(
    operator: Client,
    visitor: Client,
    *,
    house: House,
    script: Script,
    database_url: str,
    log: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    subscribe(index_events)
    worker = Worker(house.owner_url, house.job_context())
    person = await join(operator, visitor)
    await live(visitor, worker, script)
    await meet(visitor, operator)
    await show_videos(visitor, operator, Studio(house), tmp_path_factory.mktemp("films"))
    needles = [person, person.replace("-", ""), *NEEDLES]
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await connection.execute("ANALYZE")
    before = await find_in_database(database_url, needles)
    found = {place for places in before.values() for place in places}
    assert {"event", "belief", "message", "memory", "procrastinate_jobs", "pg_stats"} <= found
    assert {"profile", "post", "post_version", "post_image", "post_reaction", "post_saved", "follow"} <= found
    assert {"post_video", "chat_media", "video_work"} <= found
    assert find_in_files(house.settings.home, [person])
    answer = await visitor.request("DELETE", "/api/account", json={"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 204, answer.text
    await clean_up(house.db, house.blobs)
    assert await find_in_database(database_url, needles) == {}
    assert find_in_files(house.settings.home, needles) == {}
    written = capfd.readouterr()
    logged: dict[str, list[str]] = {}
    note(logged, "log", log.getvalue() + written.out + written.err, needles)
    assert logged == {}
    assert log.getvalue()
    assert (await visitor.get("/api/session")).json() is None
    assert UUID(person)


async def test_erasing_asks_for_the_email_and_the_password(operator: Client, visitor: Client) -> None:
    await join(operator, visitor)
    for body in (
        {"email": EMAIL, "password": "not the password"},
        {"email": EMAIL},
        {"email": "olga@example.org", "password": PASSWORD},
    ):
        assert (await visitor.request("DELETE", "/api/account", json=body)).status_code == 403
    assert (await visitor.get("/api/account/erasing")).json() == {"needs_password": True}
    assert (await visitor.get("/api/session")).json() is not None


async def test_without_a_password_a_fresh_session_is_enough_and_an_old_one_is_not(
    operator: Client, db: Database, house: House, assistant_app: FastAPI
) -> None:
    del operator

    for age, status in (("1 hour", 403), ("1 minute", 204)):
        person = await add_person(db, f"p{status}@example.org", "Pia")
        async with make_client(assistant_app) as client:
            await sign_in_as(client, house, person)
            async with await psycopg.AsyncConnection.connect(db.url) as connection:
                await connection.execute(
                    "UPDATE session SET created_at = now() - %s::interval WHERE person_id = %s", (age, person)
                )
            answer = await client.request("DELETE", "/api/account", json={"email": f"p{status}@example.org"})
            assert answer.status_code == status


async def test_the_only_operator_stays_while_others_have_accounts(operator: Client, visitor: Client) -> None:
    await join(operator, visitor)
    answer = await operator.request("DELETE", "/api/account", json={"email": "olga@example.org"})
    assert answer.status_code == 409


async def test_files_of_somebody_erased_are_swept(house: House, db: Database, ana: PersonId) -> None:
    folder = house.blobs.folder / "00000000-0000-7000-8000-0000000000aa"
    kept = house.blobs.folder / str(ana)
    for each in (folder, kept):
        each.mkdir(parents=True)
        (each / "late").write_bytes(b"x")
    await clean_up(db, house.blobs)
    assert not folder.exists()
    assert kept.exists()
