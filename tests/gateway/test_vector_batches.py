"""Files that go into stores many at once, and how they are cut, through OpenAI's client."""

from itertools import pairwise
from typing import cast

import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai import AsyncOpenAI
from openai.types import StaticFileChunkingStrategyObject

from beknown.gateway.chunking import AUTO, Cut, cut_text
from tests.gateway.conftest import Api
from tests.gateway.test_batches import work

SHIPS = b"The harbour of Lisbon lies on the Tagus. Ships bring coffee and cork, and leave with wine."
BREAD = b"Bread needs flour, water, salt and time. A hot oven gives it a good crust."
LONG = " ".join(f"Sentence {number} tells of harbour {number * 7}." for number in range(200)).encode()
WORDS = st.text(alphabet="ab 漢字🌊", max_size=3000)
CUTS = st.integers(100, 4096).flatmap(
    lambda size: st.integers(0, size // 2).map(lambda again: Cut(size, again))
)


async def add_files(client: AsyncOpenAI, *contents: bytes) -> list[str]:
    """Give files; their ids."""
    return [(await client.files.create(file=("a.txt", each), purpose="assistants")).id for each in contents]


async def test_files_go_into_a_store_in_the_background(api: Api, openai_client: AsyncOpenAI) -> None:
    ids = await add_files(openai_client, SHIPS, BREAD, bytes(range(256)) * 20)
    store = await openai_client.vector_stores.create(name="notes")
    batches = openai_client.vector_stores.file_batches
    begun = await batches.create(store.id, file_ids=ids, attributes={"year": 2026})
    assert (begun.status, begun.file_counts.in_progress, begun.file_counts.total) == ("in_progress", 3, 3)
    assert (await openai_client.vector_stores.retrieve(store.id)).status == "in_progress"
    await work(api)
    ended = await batches.retrieve(begun.id, vector_store_id=store.id)
    assert (ended.status, ended.file_counts.completed, ended.file_counts.failed) == ("completed", 2, 1)
    listed = batches.list_files(begun.id, vector_store_id=store.id, filter="completed")
    assert {file.id async for file in listed} == set(ids[:2])
    found = await openai_client.vector_stores.search(store.id, query="How do I bake a loaf?")
    assert (found.data[0].file_id, found.data[0].attributes) == (ids[1], {"year": 2026})


async def test_a_batch_that_is_given_up_puts_nothing_more_in(api: Api, openai_client: AsyncOpenAI) -> None:
    ids = await add_files(openai_client, SHIPS, BREAD)
    store = await openai_client.vector_stores.create()
    batches = openai_client.vector_stores.file_batches
    begun = await batches.create(store.id, file_ids=ids)
    ended = await batches.cancel(begun.id, vector_store_id=store.id)
    assert (ended.status, ended.file_counts.cancelled) == ("cancelled", 2)
    await work(api)
    assert (await batches.retrieve(begun.id, vector_store_id=store.id)).file_counts.cancelled == 2
    assert (await openai_client.vector_stores.search(store.id, query="ships")).data == []


async def test_each_file_of_a_batch_has_its_own_attributes_and_cut(
    api: Api, openai_client: AsyncOpenAI
) -> None:
    short, long = await add_files(openai_client, SHIPS, LONG)
    store = await openai_client.vector_stores.create()
    await openai_client.vector_stores.file_batches.create(
        store.id,
        files=[
            {"file_id": short, "attributes": {"kind": "ship"}},
            {
                "file_id": long,
                "chunking_strategy": {
                    "type": "static",
                    "static": {"max_chunk_size_tokens": 120, "chunk_overlap_tokens": 20},
                },
            },
        ],
    )
    await work(api)
    one = await openai_client.vector_stores.files.retrieve(short, vector_store_id=store.id)
    other = await openai_client.vector_stores.files.retrieve(long, vector_store_id=store.id)
    assert (one.attributes, other.attributes) == ({"kind": "ship"}, {})
    sizes = [cast("StaticFileChunkingStrategyObject", each.chunking_strategy).static for each in (one, other)]
    assert [each.max_chunk_size_tokens for each in sizes] == [AUTO.part_tokens, 120]
    found = await openai_client.vector_stores.search(store.id, query="harbour", max_num_results=50)
    parts = [each.content[0].text for each in found.data if each.file_id == long]
    assert {len(part) > 480 for part in parts} == {False}
    assert len(parts) > len(LONG) // 480


async def test_a_batch_names_files_that_are_there_each_once(openai_client: AsyncOpenAI) -> None:
    (ships,) = await add_files(openai_client, SHIPS)
    store = await openai_client.vector_stores.create()
    batches = openai_client.vector_stores.file_batches
    with pytest.raises(openai.BadRequestError, match="each once"):
        await batches.create(store.id, file_ids=[ships, ships])
    with pytest.raises(openai.NotFoundError, match="file-0"):
        await batches.create(store.id, file_ids=[ships, "file-0"])
    with pytest.raises(openai.BadRequestError, match="either"):
        await batches.create(store.id, file_ids=[ships], files=[{"file_id": ships}])
    other = await openai_client.vector_stores.create()
    begun = await batches.create(store.id, file_ids=[ships])
    with pytest.raises(openai.NotFoundError, match=begun.id):
        await batches.retrieve(begun.id, vector_store_id=other.id)


async def test_the_attributes_of_a_file_in_a_store_change(openai_client: AsyncOpenAI) -> None:
    (ships,) = await add_files(openai_client, SHIPS)
    store = await openai_client.vector_stores.create(file_ids=[ships])
    files = openai_client.vector_stores.files
    assert (await files.update(ships, vector_store_id=store.id, attributes={"year": 1755})).attributes
    found = await openai_client.vector_stores.search(
        store.id, query="ships", filters={"type": "eq", "key": "year", "value": 1755}
    )
    assert [each.file_id for each in found.data] == [ships]


@pytest.mark.parametrize(("size", "again"), [(99, 0), (4097, 0), (200, 101), (200, -1)])
async def test_a_cut_out_of_bounds_is_refused(openai_client: AsyncOpenAI, size: int, again: int) -> None:
    (ships,) = await add_files(openai_client, SHIPS)
    store = await openai_client.vector_stores.create()
    with pytest.raises(openai.BadRequestError, match="chunk"):
        await openai_client.vector_stores.files.create(
            store.id,
            file_id=ships,
            chunking_strategy={
                "type": "static",
                "static": {"max_chunk_size_tokens": size, "chunk_overlap_tokens": again},
            },
        )


def count_quarters(text: str) -> int:
    """Count the tokens of a text in quarters."""
    return sum(4 if ord(letter) >= 0x2E80 else 1 for letter in text)


@given(WORDS, CUTS)
def test_no_passage_has_more_tokens_than_were_asked_for(text: str, cut: Cut) -> None:
    parts = cut_text(text, cut)
    assert all(0 < count_quarters(part) <= cut.part_tokens * 4 for part in parts)
    assert all(part in text for part in parts)


@given(st.lists(st.integers(0, 10**6), max_size=800, unique=True), CUTS)
def test_every_word_is_in_a_passage(numbers: list[int], cut: Cut) -> None:
    words = [str(number) for number in numbers]
    parts = cut_text(" ".join(words), Cut(cut.part_tokens, 0))
    assert " ".join(parts).split() == words


def test_the_next_passage_begins_with_the_end_of_the_one_before() -> None:
    one, other = cut_text("a" * 700, Cut(100, 25))[:2]
    assert (len(one), len(other)) == (400, 400)
    parts = cut_text(" ".join(str(number) for number in range(400)), Cut(100, 25))
    assert all(part[:90] in before for before, part in pairwise(parts))
