"""Processes beside the server that make pages: real ones, over the same database."""

import asyncio
from pathlib import Path

import psutil
import pytest
from psycopg.conninfo import conninfo_to_dict

from beknown.app.feed_process import open_feed_processes
from beknown.feed.token import new_token
from beknown.kit.ids import PersonId
from beknown.social import PostCard
from tests.clients import Client
from tests.social.posting import show

pytestmark = pytest.mark.slow  # each starts a whole process

SAID = "The kiln is warm"


@pytest.fixture
async def reader(ana: PersonId, ana_client: Client, ben: PersonId, ben_client: Client) -> PersonId:
    """Somebody for whom there is one post."""
    await show(ana_client, ana, "ana", "Ana")
    await (await show(ben_client, ben, "ben", "Ben")).post(SAID)
    return ana


async def test_pages_are_made_by_processes_that_are_started_again_and_end_with_the_server(
    monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path, reader: PersonId
) -> None:
    named = conninfo_to_dict(database_url)
    url = f"postgresql://{named['user']}@localhost/{named['dbname']}?host={named['host']}"
    monkeypatch.setenv("BEKNOWN_DATABASE_URL", url)
    monkeypatch.setenv("BEKNOWN_HOME", str(tmp_path))
    before = set(psutil.Process().children())
    async with open_feed_processes(2) as processes:
        pages = await asyncio.gather(*(processes.make_page(reader, new_token()) for _ in range(2)))
        things = [placed.thing for page in pages for placed in page.placed]
        assert [each.text for each in things if isinstance(each, PostCard)] == [SAID] * 2
        made = set(psutil.Process().children()) - before
        assert len(made) == 2
        for each in made:
            each.kill()
        again = await asyncio.gather(*(processes.make_page(reader, new_token()) for _ in range(2)))
        assert [len(page.placed) for page in again] == [1, 1]
        assert not made & set(psutil.Process().children())
    assert set(psutil.Process().children()) - before == set()
