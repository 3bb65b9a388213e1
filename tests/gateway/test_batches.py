"""Batches through OpenAI's client, answered by a worker."""

import json

import openai
import pytest
from openai import AsyncOpenAI

from beknown.kit.jobs import Worker
from tests.gateway.conftest import Api

MODEL = "smollm2-135m-instruct"


def make_file(*bodies: dict[str, object], url: str = "/v1/chat/completions") -> bytes:
    """Give a file of requests, named by their number."""
    lines = [
        {"custom_id": str(number), "method": "POST", "url": url, "body": body}
        for number, body in enumerate(bodies)
    ]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def ask(model: str = MODEL) -> dict[str, object]:
    """Give a request of a chat."""
    return {"model": model, "messages": [{"role": "user", "content": "Say hello."}], "max_tokens": 4}


async def work(api: Api) -> None:
    """Do all jobs that wait."""
    await Worker(api.house.owner_url, api.house.job_context()).run(until_empty=True)


async def test_every_request_is_answered_or_has_its_error(api: Api, openai_client: AsyncOpenAI) -> None:
    file = await openai_client.files.create(
        file=("in.jsonl", make_file(ask(), ask("no-such-model"), ask())), purpose="batch"
    )
    begun = await openai_client.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
    )
    assert begun.status == "validating"
    await work(api)
    ended = await openai_client.batches.retrieve(begun.id)
    assert ended.status == "completed"
    assert ended.request_counts is not None
    assert ended.request_counts.model_dump() == {"total": 3, "completed": 2, "failed": 1}
    answers = (await openai_client.files.content(ended.output_file_id or "")).text.splitlines()
    assert [json.loads(line)["custom_id"] for line in answers] == ["0", "2"]
    assert json.loads(answers[0])["response"]["body"]["object"] == "chat.completion"
    (error,) = (await openai_client.files.content(ended.error_file_id or "")).text.splitlines()
    assert json.loads(error)["response"]["status_code"] == 404


async def test_a_batch_that_is_given_up_answers_nothing_more(api: Api, openai_client: AsyncOpenAI) -> None:
    file = await openai_client.files.create(file=("in.jsonl", make_file(ask(), ask())), purpose="batch")
    begun = await openai_client.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
    )
    assert (await openai_client.batches.cancel(begun.id)).status == "cancelling"
    await work(api)
    ended = await openai_client.batches.retrieve(begun.id)
    assert ended.status == "cancelled"
    assert ended.output_file_id is None
    assert [batch.id async for batch in openai_client.batches.list()] == [begun.id]


async def test_a_line_for_another_endpoint_is_named(openai_client: AsyncOpenAI) -> None:
    file = await openai_client.files.create(
        file=("in.jsonl", make_file(ask()) + make_file({"input": "x"}, url="/v1/embeddings")), purpose="batch"
    )
    with pytest.raises(openai.BadRequestError, match="line 2"):
        await openai_client.batches.create(
            input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
        )
