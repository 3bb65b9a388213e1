"""Files, uploads and vector stores through the real clients."""

import hashlib

import llama_api_client
import openai
import pytest
from llama_api_client import AsyncLlamaAPIClient
from openai import AsyncOpenAI

from tests.gateway.conftest import Api
from tests.people import add_person

SHIPS = b"The harbour of Lisbon lies on the Tagus. Ships bring coffee and cork, and leave with wine."
BREAD = b"Bread needs flour, water, salt and time. A hot oven gives it a good crust."


async def test_a_file_comes_back_as_it_was_and_goes(openai_client: AsyncOpenAI) -> None:
    made = await openai_client.files.create(file=("ships.txt", SHIPS), purpose="user_data")
    assert (made.filename, made.bytes, made.purpose) == ("ships.txt", len(SHIPS), "user_data")
    assert (await openai_client.files.retrieve(made.id)).id == made.id
    assert (await openai_client.files.content(made.id)).content == SHIPS
    assert (await openai_client.files.delete(made.id)).deleted
    with pytest.raises(openai.NotFoundError, match=made.id):
        await openai_client.files.retrieve(made.id)


async def test_the_same_bytes_given_twice_are_two_files(openai_client: AsyncOpenAI) -> None:
    one = await openai_client.files.create(file=("a.txt", SHIPS), purpose="user_data")
    other = await openai_client.files.create(file=("b.txt", SHIPS), purpose="user_data")
    await openai_client.files.delete(one.id)
    assert (await openai_client.files.content(other.id)).content == SHIPS


async def test_files_are_listed_newest_first_page_by_page(openai_client: AsyncOpenAI) -> None:
    made = [
        (await openai_client.files.create(file=(f"{number}.txt", b"%d" % number), purpose="user_data")).id
        for number in range(3)
    ]
    await openai_client.files.create(file=("x.jsonl", b'{"a": 1}\n'), purpose="batch")
    assert [file.id async for file in openai_client.files.list(purpose="user_data", limit=2)] == made[::-1]


async def test_a_file_is_what_its_purpose_needs(openai_client: AsyncOpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="line 2"):
        await openai_client.files.create(file=("x.jsonl", b'{"a": 1}\nnot json\n'), purpose="batch")
    with pytest.raises(openai.BadRequestError, match="picture"):
        await openai_client.files.create(file=("x.png", SHIPS), purpose="vision")
    with pytest.raises(openai.BadRequestError, match="empty"):
        await openai_client.files.create(file=("x.txt", b""), purpose="user_data")


async def test_another_person_sees_no_file(api: Api, openai_client: AsyncOpenAI) -> None:
    made = await openai_client.files.create(file=("ships.txt", SHIPS), purpose="user_data")
    stranger = await add_person(api.house.db, "ben@example.org", "Ben")
    key = await Api(api.url, api.house, stranger).add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=key.token, max_retries=0) as other:
        assert [file.id async for file in other.files.list()] == []
        with pytest.raises(openai.NotFoundError):
            await other.files.content(made.id)


async def test_parts_become_a_file_in_the_order_given(openai_client: AsyncOpenAI) -> None:
    upload = await openai_client.uploads.create(
        bytes=len(SHIPS), filename="ships.txt", mime_type="text/plain", purpose="user_data"
    )
    last = await openai_client.uploads.parts.create(upload.id, data=SHIPS[40:])
    first = await openai_client.uploads.parts.create(upload.id, data=SHIPS[:40])
    ended = await openai_client.uploads.complete(upload.id, part_ids=[first.id, last.id])
    assert ended.status == "completed"
    assert ended.file is not None
    assert (await openai_client.files.content(ended.file.id)).content == SHIPS


async def test_an_upload_that_lacks_bytes_or_was_given_up_makes_no_file(openai_client: AsyncOpenAI) -> None:
    upload = await openai_client.uploads.create(
        bytes=100, filename="ships.txt", mime_type="text/plain", purpose="user_data"
    )
    part = await openai_client.uploads.parts.create(upload.id, data=SHIPS[:40])
    with pytest.raises(openai.BadRequestError, match="40 bytes"):
        await openai_client.uploads.complete(upload.id, part_ids=[part.id])
    assert (await openai_client.uploads.cancel(upload.id)).status == "cancelled"
    with pytest.raises(openai.ConflictError, match="cancelled"):
        await openai_client.uploads.parts.create(upload.id, data=SHIPS[40:])


async def test_metas_client_sends_parts_at_their_offsets(api: Api) -> None:
    made = await api.add_key("plain")
    async with AsyncLlamaAPIClient(
        base_url=f"{api.url}/llama/v1", api_key=made.token, max_retries=0, _strict_response_validation=True
    ) as client:
        upload = await client.uploads.create(
            bytes=len(SHIPS), filename="ships.txt", mime_type="text/plain", purpose="attachment"
        )
        await client.uploads.part(upload.id, data=SHIPS[:40], x_upload_offset=0)
        assert (await client.uploads.get(upload.id)).offset == 40
        with pytest.raises(llama_api_client.ConflictError, match="byte 40"):
            await client.uploads.part(upload.id, data=SHIPS[:40], x_upload_offset=0)
        last = await client.uploads.part(upload.id, data=SHIPS[40:], x_upload_offset=40)
        assert last.file_id
        assert (await client.uploads.get(upload.id)).offset == len(SHIPS)
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token) as openais:
        kept = (await openais.files.content(last.file_id)).content
    assert hashlib.sha256(kept).digest() == hashlib.sha256(SHIPS).digest()


async def test_a_store_finds_the_file_that_tells_of_it(openai_client: AsyncOpenAI) -> None:
    ships = await openai_client.files.create(file=("ships.txt", SHIPS), purpose="assistants")
    bread = await openai_client.files.create(file=("bread.txt", BREAD), purpose="assistants")
    made = await openai_client.vector_stores.create(name="notes", file_ids=[ships.id])
    added = await openai_client.vector_stores.files.create(
        made.id, file_id=bread.id, attributes={"year": 2026}
    )
    assert added.status == "completed"
    found = await openai_client.vector_stores.search(made.id, query="How do I bake a loaf?")
    assert [each.filename for each in found.data] == ["bread.txt", "ships.txt"]
    assert found.data[0].content[0].text == BREAD.decode()
    only = await openai_client.vector_stores.search(
        made.id, query="How do I bake a loaf?", filters={"type": "lt", "key": "year", "value": 2020}
    )
    assert only.data == []
    counts = (await openai_client.vector_stores.retrieve(made.id)).file_counts
    assert (counts.completed, counts.total) == (2, 2)


async def test_a_store_is_renamed_loses_a_file_and_goes(openai_client: AsyncOpenAI) -> None:
    ships = await openai_client.files.create(file=("ships.txt", SHIPS), purpose="assistants")
    made = await openai_client.vector_stores.create(name="notes", file_ids=[ships.id], metadata={"a": "b"})
    changed = await openai_client.vector_stores.update(made.id, name="other")
    assert (changed.name, changed.metadata) == ("other", {"a": "b"})
    assert [file.id async for file in openai_client.vector_stores.files.list(made.id)] == [ships.id]
    assert (await openai_client.vector_stores.files.delete(ships.id, vector_store_id=made.id)).deleted
    assert (await openai_client.vector_stores.search(made.id, query="ships")).data == []
    assert [store.id async for store in openai_client.vector_stores.list()] == [made.id]
    assert (await openai_client.vector_stores.delete(made.id)).deleted
    assert [store.id async for store in openai_client.vector_stores.list()] == []
    assert (await openai_client.files.content(ships.id)).content == SHIPS


async def test_a_file_that_cannot_be_read_says_so_in_its_store(openai_client: AsyncOpenAI) -> None:
    broken = await openai_client.files.create(file=("x.bin", bytes(range(256)) * 20), purpose="assistants")
    made = await openai_client.vector_stores.create()
    added = await openai_client.vector_stores.files.create(made.id, file_id=broken.id)
    assert added.status == "failed"
    assert added.last_error is not None
    assert added.last_error.message


async def test_what_no_engine_does_is_refused_with_the_way_out(openai_client: AsyncOpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="BEKNOWN_GATEWAY_URLS") as refused:
        await openai_client.images.generate(model="no-such-model", prompt="A ship.")
    assert refused.value.code == "model_not_supported"
    with pytest.raises(openai.BadRequestError, match="no-such-model"):
        await openai_client.audio.transcriptions.create(model="no-such-model", file=("a.wav", b"RIFF"))
    with pytest.raises(openai.BadRequestError, match="smollm2"):
        await openai_client.audio.speech.create(model="smollm2-135m-instruct", input="Hello.", voice="alloy")
