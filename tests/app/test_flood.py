"""Ten thousand requests in a burst: most are turned away cheaply, and the server stays well."""

import asyncio
import re
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI

from beknown.app.gate.flood import Buckets
from beknown.app.house import House
from beknown.kit import clock
from beknown.kit.ids import PersonId
from tests.clients import Client, make_client, sign_in_as

REQUESTS = 10_000
CONNECTIONS = 50
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


async def knock(address: str, times: int) -> Counter[int]:
    """Ask `times` times over one connection; count the statuses."""
    found: Counter[int] = Counter()
    url = urlsplit(address)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    request = f"GET /api/setup HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode()
    for _ in range(times):
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        found[int(head.split(" ", 2)[1])] += 1
        await reader.readexactly(int(re.findall(r"content-length: (\d+)", head)[0]))
    writer.close()
    await writer.wait_closed()
    return found


@pytest.mark.slow  # ten thousand requests
async def test_ten_thousand_requests_in_a_burst_are_answered_and_the_server_stays_well(
    server_address: str, ana_client: Client
) -> None:
    started = time.monotonic()
    share = REQUESTS // CONNECTIONS
    found = sum(
        await asyncio.gather(*(knock(server_address, share) for _ in range(CONNECTIONS))), Counter[int]()
    )
    took_s = time.monotonic() - started
    assert found.keys() == {200, 429}
    assert found.total() == REQUESTS
    assert 300 <= found[200] <= 300 + 50 * (took_s + 1)
    assert (await ana_client.get("/api/session")).json() is not None


async def test_who_is_turned_away_is_told_for_how_long(client: Client) -> None:
    with clock.frozen(NOON):
        for _ in range(300):
            await client.get("/api/nothing")
        refused = await client.get("/api/setup")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert refused.json()["title"] == "Too many requests"
    assert "content-security-policy" in refused.headers


async def test_who_is_signed_in_is_not_slowed_by_others_at_the_same_address(
    app: FastAPI, house: House, ana: PersonId
) -> None:
    async with make_client(app, "10.9.9.9") as anas, make_client(app, "10.9.9.9") as neighbour:
        await sign_in_as(anas, house, ana)
        with clock.frozen(NOON):
            assert (await anas.get("/api/session")).json() is not None
            found = Counter([(await neighbour.get("/api/nothing")).status_code for _ in range(320)])
            assert found == {404: 299, 429: 21}
            assert (await anas.get("/api/session")).json() is not None


def test_a_caller_gets_tokens_back_with_time_and_no_more_than_the_burst() -> None:
    buckets = Buckets(burst=2, per_s=0.5)
    with clock.frozen(NOON):
        assert [buckets.take("ana") for _ in range(3)] == [0, 0, 2]
        assert buckets.take("ben") == 0
    with clock.frozen(NOON + timedelta(seconds=2)):
        assert [buckets.take("ana") for _ in range(2)] == [0, 2]
    with clock.frozen(NOON + timedelta(hours=1)):
        assert [buckets.take("ana") for _ in range(3)] == [0, 0, 2]
