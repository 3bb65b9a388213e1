"""What every request passes: origin, host, size, headers; and that streams pass untouched."""

import asyncio
import json
from collections.abc import AsyncGenerator

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from beknown.app.house import House
from beknown.app.server import create_app
from beknown.kit.settings import Settings
from tests.app.accounts import PASSWORD, sign_up, try_sign_in
from tests.clients import Client, make_client

FROM_ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9999"},
]


async def change_name(client: Client, **headers: str) -> httpx.Response:
    return await client.patch("/api/account", json={"display_name": "Eve"}, headers=headers)


async def test_a_change_needs_the_token_of_the_session(ana_client: Client, ben_client: Client) -> None:
    bens = ben_client.headers["X-CSRF-Token"]
    found = [
        (await change_name(ana_client)).status_code,
        (await change_name(ana_client, **{"X-CSRF-Token": bens})).status_code,
        (await change_name(ana_client, **{"X-CSRF-Token": ""})).status_code,
    ]
    assert found == [200, 403, 403]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
async def test_a_change_that_another_site_sends_is_refused(
    ana_client: Client, headers: dict[str, str]
) -> None:
    answer = await change_name(ana_client, **headers)
    assert answer.status_code == 403
    assert "another site" in answer.json()["detail"]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
async def test_another_site_signs_nobody_in(client: Client, app: FastAPI, headers: dict[str, str]) -> None:
    await sign_up(client)
    other = make_client(app)
    other.headers.update(headers)
    assert await try_sign_in(other) == 403


async def test_our_own_page_may_change(ana_client: Client) -> None:
    answer = await change_name(
        ana_client, **{"Origin": "http://127.0.0.1:8400", "Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/api/setup", "/api/nothing", "/api/session", "/", "/metrics"])
async def test_every_answer_has_the_headers_that_bind_browsers(client: Client, path: str) -> None:
    headers = (await client.get(path)).headers
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


async def test_over_https_the_cookie_is_bound_to_the_host(house: House, client: Client) -> None:
    del client
    settings = Settings(home=house.settings.home, public_url="https://ai.example.org")
    secure = House(settings, house.owner_url, house.db, house.blobs, house.parts | {Settings: settings})
    async with make_client(create_app(house=secure)) as person:
        person.base_url = "https://ai.example.org"
        body = {"email": "ana@example.org", "display_name": "Ana", "password": PASSWORD}
        answer = await person.post("/api/accounts", json=body)
        assert answer.headers["set-cookie"].startswith("__Host-beknown=")
        assert "Secure" in answer.headers["set-cookie"].split("; ")
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert (await person.get("/api/session")).json() is not None


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8400", "", "127.0.0.1.evil.example", "[::1", "a b"]
)
async def test_a_name_that_is_not_ours_is_refused(client: Client, host: str) -> None:
    answer = await client.get("/api/setup", headers={"Host": host})
    assert answer.status_code == 421
    assert "BEKNOWN_PUBLIC_URL" in answer.json()["detail"]


@pytest.mark.parametrize("host", ["localhost:8400", "127.0.0.1", "[::1]:8400", "192.168.1.7:8400"])
async def test_this_machine_is_known_by_its_addresses(client: Client, host: str) -> None:
    assert (await client.get("/api/setup", headers={"Host": host})).status_code == 200


async def test_programs_that_watch_may_use_any_name(client: Client) -> None:
    answers = [await client.get(path, headers={"Host": "beknown"}) for path in ("/api/health", "/metrics")]
    assert [answer.status_code for answer in answers] == [200, 200]


async def test_a_body_of_two_megabytes_is_refused_with_the_reason(ana_client: Client) -> None:
    body = json.dumps({"display_name": "x" * 2_000_000})
    answer = await ana_client.patch(
        "/api/account", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "1000000 bytes" in answer.json()["detail"]


async def test_a_body_without_a_length_is_refused_once_it_is_too_long(server_address: str) -> None:
    async def pieces() -> AsyncGenerator[bytes]:
        for _ in range(32):
            yield b"x" * 65536

    async with httpx.AsyncClient(base_url=server_address) as client:
        answer = await client.post(
            "/api/session", content=pieces(), headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
        assert (await client.get("/api/setup")).status_code == 200


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"x"', b"\xff\xfe", b"", b'{"email": 1}'])
async def test_a_body_that_is_no_account_is_refused(client: Client, body: bytes) -> None:
    answer = await client.post("/api/accounts", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_body_nested_without_end_is_refused(client: Client) -> None:
    body = b"[" * 50_000
    answer = await client.post("/api/accounts", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


async def test_an_error_nobody_expected_is_a_problem_with_all_headers(client: Client, app: FastAPI) -> None:
    async def fail(request: Request) -> Response:
        raise ZeroDivisionError(f"secret of {request.url}")

    app.router.routes.insert(0, Route("/api/broken", fail))
    answer = await client.get("/api/broken")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "content-security-policy" in answer.headers
    assert "secret" not in answer.text


async def test_a_stream_comes_piece_by_piece_and_ends_when_its_reader_goes(
    app: FastAPI, server_address: str
) -> None:
    may_go_on, is_over = asyncio.Event(), asyncio.Event()

    async def tick() -> AsyncGenerator[bytes]:
        try:
            yield b"data: first\n\n"
            await may_go_on.wait()
            yield b"data: second\n\n"
            await asyncio.sleep(60)
        finally:
            is_over.set()

    async def give(request: Request) -> Response:
        del request
        return StreamingResponse(tick(), media_type="text/event-stream")

    app.router.routes.insert(0, Route("/api/ticking", give))
    async with asyncio.timeout(20), httpx.AsyncClient(base_url=server_address) as client:
        async with client.stream("GET", "/api/ticking") as answer:
            lines = answer.aiter_lines()
            assert await anext(lines) == "data: first"
            may_go_on.set()
            assert [await anext(lines), await anext(lines)] == ["", "data: second"]
        await is_over.wait()


async def test_a_route_that_takes_files_takes_more(ana_client: Client) -> None:
    small = await ana_client.post("/api/attachments/read", files={"file": ("a.txt", b"word " * 400_000)})
    large = await ana_client.post("/api/attachments/read", files={"file": ("a.txt", b"word " * 6_000_000)})
    assert (small.status_code, large.status_code) == (200, 413)
