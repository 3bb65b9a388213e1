"""Pages that other processes make: the same as here, each asker gets their own, and what breaks is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import UUID

import pytest

from beknown.feed import Feed
from beknown.feed.home import Page
from beknown.feed.remote import MakePage, PageProcesses, serve_pages
from beknown.feed.tally import Tally
from beknown.feed.token import PageToken, new_token
from beknown.feed.types import RunId
from beknown.kit import telemetry
from beknown.kit.errors import NotFound, Unavailable
from beknown.kit.ids import PersonId, new_id
from tests.feed.reading import read
from tests.social.posting import Someone

Serve = Callable[[MakePage], Awaitable[asyncio.Server]]


def count_below() -> float:
    labels = {"reason": "below those chosen"}
    return telemetry.REGISTRY.get_sample_value("beknown_feed_left_total", labels) or 0.0


def empty(token: PageToken) -> Page:
    return Page(token, (), None, has_profile=False, tally=Tally(left={"seen before": token.start}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the socket lies."""
    return tmp_path / "pages.sock"


@pytest.fixture
async def serve(path: Path) -> AsyncIterator[Serve]:
    """Serves pages there, by whatever makes them."""
    servers: list[asyncio.Server] = []

    async def begin(make_page: MakePage) -> asyncio.Server:
        servers.append(await serve_pages(path, make_page))
        return servers[-1]

    yield begin
    for each in servers:
        each.close()


@pytest.fixture
async def processes(path: Path) -> AsyncIterator[PageProcesses]:
    """Asks there."""
    asking = PageProcesses([path])
    yield asking
    await asking.close()


async def test_a_page_of_another_process_is_the_page_and_is_counted_here(
    a: Someone, b: Someone, feed: Feed, serve: Serve, processes: PageProcesses
) -> None:
    await serve(feed.make_page_here)
    feed.ask(processes)
    for number in range(35):
        await b.post(f"Post {number}")
    below = count_below()
    page = await read(a)
    assert count_below() == below + 5
    assert len(page["items"]) == 20
    here = await feed.make_page_here(a.id, PageToken(RunId(UUID(page["run"]))))
    assert [str(each.thing.id) for each in here.placed] == [each["post"]["id"] for each in page["items"]]


async def test_each_gets_their_own_whichever_is_ready_first(serve: Serve, processes: PageProcesses) -> None:
    gates = [asyncio.Event() for _ in range(3)]

    async def make_page(_person: PersonId, token: PageToken) -> Page:
        await gates[token.start].wait()
        return empty(token)

    await serve(make_page)
    person, run = PersonId(new_id()), RunId(new_id())
    asking = [asyncio.create_task(processes.make_page(person, PageToken(run, number))) for number in range(3)]
    for number in (2, 0, 1):
        gates[number].set()
        assert (await asking[number]).token == PageToken(run, number)


async def test_an_error_of_another_process_is_raised_here_with_its_words(
    serve: Serve, processes: PageProcesses
) -> None:
    async def fail(_person: PersonId, _token: PageToken) -> Page:
        raise NotFound("There is no such page.", page=3)

    await serve(fail)
    with pytest.raises(NotFound, match="no such page") as raised:
        await processes.make_page(PersonId(new_id()), new_token())
    assert raised.value.extra == {"page": 3}


async def test_whatever_else_fails_there_is_told_without_what_it_said(
    serve: Serve, processes: PageProcesses
) -> None:
    async def fail(_person: PersonId, _token: PageToken) -> Page:
        raise ValueError("a secret")

    await serve(fail)
    with pytest.raises(RuntimeError, match="ValueError") as raised:
        await processes.make_page(PersonId(new_id()), new_token())
    assert "secret" not in str(raised.value)


async def end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Be a process that ends over whatever it is asked."""
    await reader.read(1)
    writer.close()


async def test_a_page_over_which_a_process_ends_is_asked_of_another(
    tmp_path: Path, path: Path, serve: Serve
) -> None:
    async def make_page(_person: PersonId, token: PageToken) -> Page:
        return empty(token)

    ending = await asyncio.start_unix_server(end, tmp_path / "ending.sock")
    await serve(make_page)
    processes, token = PageProcesses([tmp_path / "ending.sock", path]), new_token()
    for _ in range(3):
        assert (await processes.make_page(PersonId(new_id()), token)).token == token
    await processes.close()
    ending.close()


async def test_a_page_over_which_every_process_ends_is_given_up_in_words(
    path: Path, processes: PageProcesses
) -> None:
    ending = await asyncio.start_unix_server(end, path)
    with pytest.raises(Unavailable, match="Try again"):
        await processes.make_page(PersonId(new_id()), new_token())
    ending.close()


async def test_a_page_waits_for_a_process_that_is_still_starting(
    serve: Serve, processes: PageProcesses
) -> None:
    async def make_page(_person: PersonId, token: PageToken) -> Page:
        return empty(token)

    token = new_token()
    waiting = asyncio.create_task(processes.make_page(PersonId(new_id()), token))
    await asyncio.sleep(0)
    await serve(make_page)
    assert (await waiting).token == token
