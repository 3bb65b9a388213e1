"""What comes before the newest words of a talk stays the same, so that the engine needn't read it again."""

import pytest
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletionMessageParam

from tests.gateway.conftest import Api

MODEL = "smollm2-135m-instruct"
LONG = "The lighthouse keeper wrote every evening what he had seen of ships, birds and weather. " * 12


@pytest.mark.slow  # the embedded model answers
async def test_the_second_turn_of_a_chat_is_read_from_where_the_first_ended(api: Api) -> None:
    made = await api.add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as client:
        said: list[ChatCompletionMessageParam] = [{"role": "user", "content": f"{LONG}\nWho wrote?"}]
        first = await client.chat.completions.create(model=MODEL, messages=said, max_tokens=12)
        said.append({"role": "assistant", "content": first.choices[0].message.content or ""})
        said.append({"role": "user", "content": "And what?"})
        second = await client.chat.completions.create(model=MODEL, messages=said, max_tokens=12)
    assert first.usage is not None
    assert second.usage is not None
    assert second.usage.prompt_tokens_details is not None
    assert (second.usage.prompt_tokens_details.cached_tokens or 0) > 0.9 * first.usage.prompt_tokens


@pytest.mark.slow  # the embedded model answers
async def test_a_response_that_is_gone_on_from_is_not_read_again(api: Api) -> None:
    made = await api.add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as client:
        first = await client.responses.create(
            model=MODEL, instructions="Answer briefly.", input=f"{LONG}\nWho wrote?", max_output_tokens=16
        )
        second = await client.responses.create(
            model=MODEL,
            instructions="Answer briefly.",
            input="And what?",
            previous_response_id=first.id,
            max_output_tokens=16,
        )
    assert first.usage is not None
    assert second.usage is not None
    assert second.usage.input_tokens_details.cached_tokens > 0.9 * first.usage.input_tokens
