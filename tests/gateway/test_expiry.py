"""What programs give for a while goes when that is over, through OpenAI's client."""

import hashlib
from datetime import timedelta

import openai
import pytest
from openai import AsyncOpenAI

from beknown.gateway import file_store
from beknown.gateway.expiry import expire
from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import Scope
from tests.gateway.conftest import Api
from tests.gateway.test_batches import ask, make_file, work

SHIPS = b"The harbour of Lisbon lies on the Tagus. Ships bring coffee and cork, and leave with wine."
HOUR = 3600


async def expire_after(api: Api, time: timedelta) -> None:
    """Have the job run as if so much time had passed."""
    with clock.frozen(clock.now() + time):
        await expire(api.house.db, Blobs(api.house.settings.home))


async def count_files(api: Api, time: timedelta = timedelta()) -> int:
    """Count the files that the person has after so much time."""
    with clock.frozen(clock.now() + time):
        async with api.house.db.begin(Scope(api.person, "export")) as tx:
            return len(await file_store.find_files(tx))


async def test_a_file_is_gone_when_its_time_is_over(api: Api, openai_client: AsyncOpenAI) -> None:
    made = await openai_client.files.create(
        file=("a.txt", SHIPS),
        purpose="user_data",
        expires_after={"anchor": "created_at", "seconds": HOUR},
    )
    assert made.expires_at == made.created_at + HOUR
    folder = Blobs(api.house.settings.home).folder / str(api.person)
    await expire_after(api, timedelta(seconds=HOUR - 60))
    assert (await openai_client.files.content(made.id)).content == SHIPS
    assert await count_files(api, timedelta(seconds=HOUR + 1)) == 0
    await expire_after(api, timedelta(seconds=HOUR + 1))
    with pytest.raises(openai.NotFoundError):
        await openai_client.files.retrieve(made.id)
    assert list(folder.iterdir()) == []


async def test_a_file_without_an_end_stays(api: Api, openai_client: AsyncOpenAI) -> None:
    made = await openai_client.files.create(file=("a.txt", SHIPS), purpose="user_data")
    assert made.expires_at is None
    await expire_after(api, timedelta(days=1000))
    assert (await openai_client.files.content(made.id)).content == SHIPS


@pytest.mark.parametrize("seconds", [HOUR - 1, 30 * 86_400 + 1])
async def test_an_end_out_of_bounds_is_refused(openai_client: AsyncOpenAI, seconds: int) -> None:
    with pytest.raises(openai.BadRequestError, match="3600 to 2592000"):
        await openai_client.files.create(
            file=("a.txt", SHIPS),
            purpose="user_data",
            expires_after={"anchor": "created_at", "seconds": seconds},
        )


async def test_an_upload_that_isnt_completed_expires_with_its_parts(
    api: Api, openai_client: AsyncOpenAI
) -> None:
    upload = await openai_client.uploads.create(
        bytes=len(SHIPS), filename="a.txt", mime_type="text/plain", purpose="user_data"
    )
    await openai_client.uploads.parts.create(upload.id, data=SHIPS[:40])
    await expire_after(api, timedelta(hours=2))
    with pytest.raises(openai.ConflictError, match="expired"):
        await openai_client.uploads.parts.create(upload.id, data=SHIPS[40:])
    assert list((Blobs(api.house.settings.home).folder / str(api.person)).iterdir()) == []


async def test_the_file_of_an_upload_has_its_end_and_its_sum(openai_client: AsyncOpenAI) -> None:
    upload = await openai_client.uploads.create(
        bytes=len(SHIPS),
        filename="a.txt",
        mime_type="text/plain",
        purpose="user_data",
        expires_after={"anchor": "created_at", "seconds": HOUR},
    )
    part = await openai_client.uploads.parts.create(upload.id, data=SHIPS)
    with pytest.raises(openai.BadRequestError, match="md5"):
        await openai_client.uploads.complete(upload.id, part_ids=[part.id], md5="0" * 32)
    md5 = hashlib.md5(SHIPS, usedforsecurity=False).hexdigest()
    file = (await openai_client.uploads.complete(upload.id, part_ids=[part.id], md5=md5)).file
    assert file is not None
    assert file.expires_at == file.created_at + HOUR


async def test_a_store_that_nobody_uses_is_emptied_and_says_so(api: Api, openai_client: AsyncOpenAI) -> None:
    ships = await openai_client.files.create(file=("a.txt", SHIPS), purpose="assistants")
    store = await openai_client.vector_stores.create(
        file_ids=[ships.id], expires_after={"anchor": "last_active_at", "days": 2}
    )
    assert store.expires_after is not None
    assert store.expires_at == (store.last_active_at or 0) + 2 * 86_400
    await expire_after(api, timedelta(days=1))
    assert (await openai_client.vector_stores.search(store.id, query="ships")).data
    await expire_after(api, timedelta(days=3))
    ended = await openai_client.vector_stores.retrieve(store.id)
    assert (ended.status, ended.file_counts.total) == ("expired", 0)
    with pytest.raises(openai.ConflictError, match="2 days"):
        await openai_client.vector_stores.search(store.id, query="ships")
    with pytest.raises(openai.ConflictError):
        await openai_client.vector_stores.files.create(store.id, file_id=ships.id)
    assert (await openai_client.files.content(ships.id)).content == SHIPS


async def test_the_end_of_a_store_can_be_changed_and_taken_away(api: Api, openai_client: AsyncOpenAI) -> None:
    store = await openai_client.vector_stores.create(expires_after={"anchor": "last_active_at", "days": 2})
    renamed = await openai_client.vector_stores.update(store.id, name="notes")
    assert renamed.expires_after is not None
    assert renamed.expires_after.days == 2
    assert (await openai_client.vector_stores.update(store.id, expires_after=None)).expires_at is None
    await expire_after(api, timedelta(days=1000))
    assert (await openai_client.vector_stores.retrieve(store.id)).status == "completed"


async def test_a_batch_tells_what_it_used_and_its_answers_expire(
    api: Api, openai_client: AsyncOpenAI
) -> None:
    file = await openai_client.files.create(
        file=("in.jsonl", make_file(ask(), ask())),
        purpose="batch",
        expires_after={"anchor": "created_at", "seconds": HOUR},
    )
    begun = await openai_client.batches.create(
        input_file_id=file.id,
        endpoint="/v1/chat/completions",
        completion_window="24h",
        output_expires_after={"anchor": "created_at", "seconds": 2 * HOUR},
    )
    assert begun.model == "smollm2-135m-instruct"
    await work(api)
    ended = await openai_client.batches.retrieve(begun.id)
    assert ended.usage is not None
    assert 0 < ended.usage.output_tokens <= 8
    assert ended.usage.total_tokens == ended.usage.input_tokens + ended.usage.output_tokens
    output = await openai_client.files.retrieve(ended.output_file_id or "")
    assert output.expires_at == output.created_at + 2 * HOUR
    await expire_after(api, timedelta(seconds=HOUR + 60))
    assert (await openai_client.batches.retrieve(begun.id)).status == "completed"
    assert await count_files(api) == 1


async def test_a_batch_whose_requests_have_expired_fails(api: Api, openai_client: AsyncOpenAI) -> None:
    file = await openai_client.files.create(file=("in.jsonl", make_file(ask())), purpose="batch")
    begun = await openai_client.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
    )
    await openai_client.files.delete(file.id)
    await work(api)
    assert (await openai_client.batches.retrieve(begun.id)).status == "failed"
