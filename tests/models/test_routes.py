"""The models page's API: for operators alone, keys never shown, switches that hold and reach every process."""

import asyncio
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from httpx import AsyncClient

from beknown.app.house import House
from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY, PersonId
from beknown.kit.jobs import JobContext, Worker
from beknown.kit.settings import Settings
from beknown.models import Models, Usage, note_usage, read_choices, store
from beknown.models.embedded_language import Address, EmbeddedLanguage

ANYWHERE = {"server": {"url": "http://127.0.0.1:9", "model": "big", "api_key": "sesame-street"}}


@pytest.fixture
def address(peer: EmbeddedLanguage) -> Address:
    assert peer.address is not None
    return peer.address


async def switch(client: AsyncClient, body: Mapping[str, object], slot: str = "language") -> int:
    return (await client.put(f"/api/models/{slot}", json=dict(body))).status_code


async def test_an_operator_sees_what_runs_and_what_there_is(operator_client: AsyncClient) -> None:
    seen = (await operator_client.get("/api/models")).json()
    assert [slot["slot"] for slot in seen["slots"]] == ["language", "embedding"]
    assert seen["slots"][0]["capabilities"]["is_small"]
    assert {entry["key"] for entry in seen["weights"]} >= {"smollm2-135m-instruct", "multilingual-e5-small"}
    assert all(entry["licence"] and entry["size_bytes"] for entry in seen["weights"])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/models", None),
        ("POST", "/api/models/fetch", {"key": "smollm2-135m-instruct"}),
        ("POST", "/api/models/test", {"slot": "language", "url": "http://127.0.0.1:9"}),
        ("PUT", "/api/models/language", ANYWHERE),
    ],
)
async def test_a_member_may_do_nothing_here(
    ana_client: AsyncClient, method: str, path: str, body: object
) -> None:
    assert (await ana_client.request(method, path, json=body)).status_code == 403


async def test_a_switch_holds_and_shows_no_key(operator_client: AsyncClient, house: House) -> None:
    assert await switch(operator_client, ANYWHERE) == 200
    seen = await operator_client.get("/api/models")
    stored = await read_choices(house.db)
    await switch(operator_client, {})
    assert seen.json()["slots"][0]["url"] == "http://127.0.0.1:9/v1"
    assert seen.json()["slots"][0]["state"] == "failed"
    assert "sesame" not in seen.text
    assert stored["language"].server is not None
    assert stored["language"].server.api_key == "sesame-street"


async def test_a_key_is_kept_while_the_address_stays_and_forgotten_with_it(
    operator_client: AsyncClient, house: House
) -> None:
    async def key_after(url: str) -> str | None:
        await switch(operator_client, {"server": {"url": url, "model": "other"}})
        server = (await read_choices(house.db))["language"].server
        return server.api_key if server else None

    await switch(operator_client, ANYWHERE)
    kept, forgotten = await key_after("http://127.0.0.1:9/v1"), await key_after("http://127.0.0.1:8")
    await switch(operator_client, {})
    assert (kept, forgotten) == ("sesame-street", None)


async def test_no_person_reads_the_stored_keys(
    operator_client: AsyncClient, db: Database, ana: PersonId
) -> None:
    await switch(operator_client, ANYWHERE)
    async with db.begin(Scope(ana, "account")) as tx:
        found = await store.find_choices(tx)
        key = await store.find_key(tx, "language", "http://127.0.0.1:9/v1")
    async with db.begin(Scope(NOBODY, "account")) as tx:
        known = await store.find_choices(tx)
    await switch(operator_client, {})
    assert (found, key) == ([], None)
    assert "sesame" not in repr(known)


async def test_a_switch_reaches_another_process(
    operator_client: AsyncClient, db: Database, address: Address, home: Path
) -> None:
    async with Models(Settings(home=home), partial(read_choices, db)) as other:
        before = (await other.language()).name
        server = {"url": address.url, "api_key": address.api_key}
        await switch(operator_client, {"server": server})
        await other.follow()
        after = (await other.language()).name
        await switch(operator_client, {})
    assert (before, after) == ("SmolLM2 135M Instruct", "peer")


async def test_a_pinned_slot_cannot_be_switched(
    operator_client: AsyncClient, house: House, home: Path
) -> None:
    parts = dict(house.parts)
    async with Models(Settings(home=home, language_url="http://127.0.0.1:9/v1")) as pinned:
        house.parts[Models] = pinned
        answer = await operator_client.put("/api/models/language", json=ANYWHERE)
        house.parts.update(parts)
    assert answer.status_code == 409
    assert "BEKNOWN_LANGUAGE_URL decides this" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("slot", "body", "status"),
    [
        ("language", {"weights": "nonsense"}, 404),
        ("language", {"weights": "/nowhere/model.gguf"}, 404),
        ("language", {"weights": "multilingual-e5-small"}, 422),
        ("language", {"server": {"url": "ftp://example.org"}}, 422),
        ("language", {"server": {"url": "http://user:secret@example.org"}}, 422),
        ("speech", {}, 422),
    ],
)
async def test_what_cannot_be_is_refused(
    operator_client: AsyncClient, slot: str, body: Mapping[str, object], status: int
) -> None:
    assert await switch(operator_client, body, slot) == status


async def test_a_trial_tells_what_a_server_can_do(operator_client: AsyncClient, address: Address) -> None:
    wanted = {"slot": "language", "url": address.url, "api_key": address.api_key}
    answer = await operator_client.post("/api/models/test", json=wanted)
    found = answer.json()
    assert (found["model"], found["models"]) == ("peer", ["peer"])
    assert found["answer"]
    assert found["answer_ms"] > 0
    assert found["capabilities"]["has_json_schema"]


async def test_a_trial_of_nothing_says_so(operator_client: AsyncClient) -> None:
    wanted = {"slot": "language", "url": "http://127.0.0.1:9"}
    answer = await operator_client.post("/api/models/test", json=wanted)
    assert answer.status_code == 503
    assert "can't be reached" in answer.json()["detail"]


async def test_fetching_shows_its_progress_to_the_end(
    operator_client: AsyncClient, house: House, home: Path
) -> None:
    started = await operator_client.post("/api/models/fetch", json={"key": "smollm2-135m-instruct"})
    async with Models(Settings(home=home)) as models:
        context = JobContext(house.db, house.settings, house.blobs, {Models: models})
        await Worker(house.owner_url, context).run(until_empty=True)
    (task,) = (await operator_client.get("/api/tasks")).json()
    assert task["id"] == started.json()["task_id"]
    assert (task["kind"], task["state"], task["error"]) == ("models.fetch", "done", None)
    assert task["done"] == task["total"] == 98362432


async def test_usage_is_counted_by_person_and_summed_for_operators(
    operator_client: AsyncClient, db: Database, ana: PersonId
) -> None:
    async with db.begin(Scope(ana, "assistant")) as tx:
        await note_usage(tx, "peer", Usage(10, 3))
        await note_usage(tx, "peer", Usage(5, 2))
    async with db.begin(Scope(ana, "account")) as tx:
        hidden = await store.sum_usage(tx, date(2020, 1, 1))
    seen = (await operator_client.get("/api/models")).json()["usage"]
    assert hidden == []
    assert seen == [{"model": "peer", "calls": 2, "input_tokens": 15, "output_tokens": 5}]


async def test_pages_asked_at_once_agree(operator_client: AsyncClient) -> None:
    answers = await asyncio.gather(*(operator_client.get("/api/models") for _ in range(5)))
    assert len({answer.text for answer in answers}) == 1
