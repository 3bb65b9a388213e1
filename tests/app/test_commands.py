"""The command line as its own process: one JSON document, or one line on standard error and a code."""

import asyncio
import io
import json
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from psycopg import conninfo

from beknown.app.cli import main
from beknown.events import EventDraft, subscribe
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.understanding import index_events, tell
from beknown.understanding.tell import forget_belief
from tests.app.accounts import PASSWORD, sign_up, try_sign_in
from tests.clients import Client, make_client
from tests.gateway.oauth import let_in
from tests.sources.outlets import item, open_site, rss
from tests.understanding.remembering import as_drafts, lines, remember


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - what JSON holds
        """What it printed, as JSON."""
        return json.loads(self.out)


Beknown = Callable[..., Awaitable[Ran]]


@pytest.fixture
def variables(db: Database, database_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment of a command that works on the test's database."""
    del db
    parts = conninfo.conninfo_to_dict(database_url)
    url = f"postgresql://postgres@localhost/{parts['dbname']}?host={parts['host']}"
    return {"BEKNOWN_HOME": str(tmp_path), "BEKNOWN_DATABASE_URL": url}


@pytest.fixture
def beknown(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Beknown]:
    """Run `beknown` in a thread of this process: the same as a process of its own, without the seconds to start it."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level

    async def run(*arguments: str, stdin: str = "", **more: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["beknown", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        for name, value in (variables | more).items():
            monkeypatch.setenv(name, value)
        try:
            await asyncio.to_thread(main)
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    yield run
    root.handlers = handlers
    root.setLevel(level)


@pytest.mark.slow  # it starts whole processes
async def test_a_command_runs_as_a_process(variables: dict[str, str]) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "beknown.app.cli", "person", "list", "--json"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | variables,
    )
    assert await process.communicate() == (b"[]\n", b"")
    assert process.returncode == 0


async def test_a_person_is_added_with_a_link_that_sets_the_password_once(
    beknown: Beknown, app: FastAPI
) -> None:
    ran = await beknown("person", "add", "ana@example.org", "--name", "Ana Duarte", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.document["role"] == "operator"
    token = ran.document["url"].rsplit("/", 1)[1]
    client = make_client(app)
    seen = (await client.post("/api/invitations/check", json={"token": token})).json()
    assert (seen["is_new_account"], seen["email"]) == (False, "ana@example.org")
    made = await sign_up(client, "ana@example.org", invitation=token)
    assert made["person"]["id"] == ran.document["id"]
    again = {"email": "ana@example.org", "display_name": "Ana", "password": PASSWORD, "invitation": token}
    assert (await make_client(app).post("/api/accounts", json=again)).status_code == 403


async def test_a_password_is_read_from_standard_input(beknown: Beknown, app: FastAPI, ana: PersonId) -> None:
    ran = await beknown("person", "password", "ana@example.org", "--password-stdin", stdin=f"{PASSWORD}\n")
    assert (ran.code, ran.err) == (0, "")
    assert PASSWORD not in ran.out
    assert await try_sign_in(make_client(app)) == 200
    listed = (await beknown("person", "list", "--json")).document
    assert [each["id"] for each in listed] == [str(ana)]


@pytest.mark.parametrize(
    ("arguments", "more", "code", "words"),
    [
        (["person", "add", "ana@example.org"], {}, 1, "has an account already"),
        (["person", "add", "ana"], {}, 1, "looks like name@example.org"),
        (["person", "password", "eve@example.org"], {}, 1, "beknown person list"),
        (["person", "add", "x@example.org", "--password-stdin"], {}, 1, "no password on standard input"),
        (["persons"], {}, 2, "Unknown command"),
        (["person", "add"], {}, 2, "requires an argument"),
        (["person", "list"], {"BEKNOWN_PORT": "abc"}, 1, "BEKNOWN_PORT='abc'"),
        (
            ["person", "list"],
            {"BEKNOWN_DATABASE_URL": "mysql://me:secret@db/x"},
            1,
            "BEKNOWN_DATABASE_URL can't be used",
        ),
        (["person", "list"], {"BEKNOWN_HOME": "/proc/beknown"}, 1, "Set BEKNOWN_HOME to another one"),
    ],
)
async def test_a_mistake_is_one_line_and_a_code(  # noqa: PLR0917 - what is given and what is expected
    beknown: Beknown, ana: PersonId, arguments: list[str], more: dict[str, str], code: int, words: str
) -> None:
    del ana
    ran = await beknown(*arguments, **more)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("beknown: ")
    assert ran.err.count("\n") == 1
    assert words in ran.err
    assert "secret" not in ran.err
    assert "example.org" not in ran.err.replace("name@example.org", "")


async def test_a_forgotten_fact_is_not_recalled_by_the_wish_in_which_it_was_told(
    beknown: Beknown, db: Database, ana: PersonId
) -> None:
    subscribe(index_events)
    wish = EventDraft(
        "assistant.message.asked.v1", "q", None, "Remember that I am allergic to walnuts", "Ana", is_mine=True
    )
    await remember(db, ana, [wish], source="assistant")
    await remember(db, ana, as_drafts(lines(("Maya", "Are there walnuts in it?"))))
    async with db.begin(Scope(ana, "export")) as tx:
        told = await tell(tx, "I am allergic to walnuts")
        await forget_belief(tx, told.id)
    ran = await beknown("recall", "walnuts", "--person", "ana@example.org", "--json")
    assert [each["text"] for each in ran.document] == ["Are there walnuts in it?"]


async def test_every_setting_is_listed_and_no_secret_shown(beknown: Beknown) -> None:
    ran = await beknown("settings", "--json", BEKNOWN_LANGUAGE_API_KEY="hush hush")
    listed = {each["variable"]: each for each in ran.document}
    assert listed["BEKNOWN_PORT"]["default"] == "8400"
    assert listed["BEKNOWN_LANGUAGE_API_KEY"]["value"] == "(hidden)"
    assert listed["BEKNOWN_DATABASE_URL"]["value"] == "(hidden)"
    assert all(each["description"] for each in listed.values())
    assert "hush" not in ran.out


async def test_the_doctor_says_what_is_missing_and_how_to_mend_it(beknown: Beknown, tmp_path: Path) -> None:
    (tmp_path / "beknown.toml").write_text("port = 8401\n")
    (tmp_path / "beknown.toml").chmod(0o644)
    found = {each["part"]: each for each in (await beknown("doctor", "--json")).document}
    assert found["database"]["state"] == found["row security"]["state"] == found["pgvector"]["state"] == "ok"
    assert found["settings file"]["state"] == "warning"
    assert found["settings file"]["remedy"].startswith("chmod 600")
    assert found["worker"]["state"] == "off"


async def test_the_doctor_finds_a_database_that_is_gone(beknown: Beknown) -> None:
    ran = await beknown("doctor", "--json", BEKNOWN_DATABASE_URL="postgresql://me:secret@127.0.0.1:1/x")
    found = {each["part"]: each for each in ran.document}
    assert (ran.code, found["database"]["state"]) == (1, "bad")
    assert "secret" not in ran.out + ran.err


async def test_what_an_app_holds_is_listed_and_ended_like_any_key(
    beknown: Beknown, client: Client, ana_client: Client
) -> None:
    await let_in(client, ana_client)
    listed = await beknown("key", "list", "--person", "ana@example.org")
    assert listed.out.strip().endswith("plain  Notebook (app)")
    (row,) = (await beknown("key", "list", "--person", "ana@example.org", "--json")).document
    assert (await beknown("key", "revoke", row["id"], "--person", "ana@example.org")).code == 0
    assert (await ana_client.get("/api/apps")).json() == []


async def test_a_source_is_followed_listed_taken_out_brought_in_and_removed(
    beknown: Beknown, ana: PersonId, ben: PersonId, tmp_path: Path
) -> None:
    del ana, ben
    more = {"BEKNOWN_OUTSIDE_HOSTS": "127.0.0.1"}
    async with open_site() as site:
        feed = site.says("/feed", rss(item(1)))
        added = await beknown("source", "add", feed, "--person", "ana@example.org", "--json", **more)
        assert (added.code, added.document["title"], added.document["items"]) == (0, "The Daily", 1)
        refused = await beknown("source", "add", f"{feed}/no", "--person", "ana@example.org", **more)
        assert (refused.code, "There is nothing at" in refused.err) == (1, True)
    taken = tmp_path / "list.opml"
    taken.write_text((await beknown("source", "export-opml", "--person", "ana@example.org")).out)
    brought = await beknown("source", "import-opml", str(taken), "--person", "ben@example.org", "--json")
    assert [line["outcome"] for line in brought.document] == ["added"]
    number = added.document["id"]
    assert (await beknown("source", "remove", number, "--person", "ana@example.org")).code == 0
    assert (await beknown("source", "list", "--person", "ana@example.org", "--json")).document == []
