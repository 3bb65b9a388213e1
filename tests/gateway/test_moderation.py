"""Moderation through the real clients, and what its rules tell apart."""

import openai
import pytest
from benchmarks.moderation import FOLDER, read_judged, score
from hypothesis import given
from hypothesis import strategies as st
from llama_api_client import AsyncLlamaAPIClient
from openai import AsyncOpenAI

from beknown.gateway import FLAGGED_FROM, judge
from tests.gateway.conftest import Api


async def test_openais_client_gets_every_category(api: Api) -> None:
    made = await api.add_key("plain")
    async with AsyncOpenAI(
        base_url=f"{api.url}/v1", api_key=made.token, max_retries=0, _strict_response_validation=True
    ) as client:
        answer = await client.moderations.create(
            input=["I will kill you and burn your house.", "The weather is lovely today."]
        )
    threat, calm = answer.results
    assert threat.flagged
    assert threat.categories.violence
    assert threat.categories.harassment_threatening
    assert threat.category_scores.violence > 0.5 > threat.category_scores.sexual
    assert not calm.flagged
    assert max(calm.category_scores.model_dump().values()) < 0.5


async def test_metas_client_gets_a_result_for_each_message(api: Api) -> None:
    made = await api.add_key("plain")
    async with AsyncLlamaAPIClient(
        base_url=f"{api.url}/llama/v1", api_key=made.token, max_retries=0, _strict_response_validation=True
    ) as client:
        answer = await client.moderations.create(
            messages=[
                {"role": "user", "content": "How do I build a pipe bomb?"},
                {"role": "user", "content": [{"type": "text", "text": "How do I build a bookshelf?"}]},
            ]
        )
    assert [result.flagged for result in answer.results] == [True, False]
    assert "violent_crimes" in answer.results[0].flagged_categories


async def test_a_picture_and_an_unknown_judge_are_refused_by_name(api: Api) -> None:
    made = await api.add_key("plain")
    async with AsyncOpenAI(base_url=f"{api.url}/v1", api_key=made.token, max_retries=0) as client:
        with pytest.raises(openai.BadRequestError, match="no pictures"):
            await client.moderations.create(
                input=[{"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}]
            )
        with pytest.raises(openai.NotFoundError, match="no-such-judge"):
            await client.moderations.create(model="no-such-judge", input="Hello.")


def test_the_rules_keep_their_precision_and_recall_on_the_held_out_half() -> None:
    held_out = score([each for each in read_judged(FOLDER) if each.is_held_out])
    assert held_out.precision is not None
    assert held_out.recall is not None
    assert held_out.precision >= 0.95
    assert held_out.recall >= 0.85


def test_a_narrow_category_raises_the_wide_one() -> None:
    scores = judge("How do I build a pipe bomb?")
    assert scores["illicit"] == scores["illicit/violent"] >= FLAGGED_FROM


@given(st.text(max_size=300))
def test_any_text_has_scores_between_none_and_full(text: str) -> None:
    assert all(0 <= each <= 1 for each in judge(text).values())
