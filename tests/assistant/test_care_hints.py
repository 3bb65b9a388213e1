"""A turn in which something is only hinted at: an offer below the answer, and nothing else changes."""

import asyncio
from collections.abc import Sequence

import numpy as np
import pytest

from beknown.assistant.turn_embedder import TurnEmbedder, hear_hint
from beknown.kit import clock
from beknown.kit.errors import Unavailable
from beknown.models import Counted, Embedder, Vector
from beknown.models.embedded_embedding import DIMS, NAME
from beknown.understanding import may_hint
from tests.assistant.scripted import Script
from tests.assistant.talk import Heard, Talk

HINTED = "My boyfriend checks my phone every day and I have to send him photos of where I am."


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slowly the engine loads beside other tests, its vector is waited for."""
    monkeypatch.setattr("beknown.assistant.turn_embedder.MOST_WAIT_S", 60)


def cards_of(heard: Heard) -> list[dict[str, object]]:
    return [data for name, data in heard.events if name == "care"]


class Counting:
    """An embedder of the product's space that counts what it is asked, and may take its time or fail."""

    name, dims = NAME, DIMS

    def __init__(self, error: Exception | None = None, *, never_answers: bool = False) -> None:
        self.asked: list[str] = []
        self._error = error
        self.answers = asyncio.Event()
        if not never_answers:
            self.answers.set()

    async def embedder(self) -> Embedder:
        """Give itself."""
        return self

    async def embed_query(self, text: str) -> Vector:
        """Give a vector that says nothing."""
        self.asked.append(text)
        if self._error:
            raise self._error
        await self.answers.wait()
        return np.ones(DIMS, dtype=np.float32) / np.float32(DIMS**0.5)

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Give a vector for each."""
        return [await self.embed_query(text) for text in texts]

    async def embed_counted(self, texts: Sequence[str]) -> Counted:
        """Give a vector for each, and no tokens."""
        return Counted(await self.embed_passages(texts), 0)


async def test_a_hint_gets_the_usual_answer_and_an_offer_that_is_there_again_when_it_is_opened(
    talk: Talk, script: Script
) -> None:
    script.say("That sounds tiring. How are you with it?")
    heard = await talk.ask(HINTED)
    assert heard.text == "That sounds tiring. How are you with it?"
    (card,) = cards_of(heard)
    assert card["shown"] == "offered"
    assert card["emergency"]
    assert "may carry something heavy (abuse)" in script.prompt()
    view = await talk.get(f"/api/conversations/{heard.start['conversation_id']}")
    assert [each["care"] and each["care"]["shown"] for each in view["messages"]] == [None, "offered"]


async def test_a_small_model_leaves_it_to_plain_words(talk: Talk, script: Script) -> None:
    script.parameters = 135_000_000
    heard = await talk.ask(HINTED)
    assert heard.text.startswith("Thank you for telling me.")
    assert script.asked == []


async def test_whoever_switched_it_off_gets_no_offer(talk: Talk, script: Script) -> None:
    set_off = await talk.client.put("/api/you/care", json={"hears_hints": False})
    assert set_off.json()["hears_hints"] is False
    script.say("Hm.")
    heard = await talk.ask(HINTED)
    assert cards_of(heard) == []
    assert heard.text == "Hm."


async def test_the_young_are_shown_lines_for_children_first(talk: Talk, script: Script) -> None:
    await talk.client.put("/api/you/care", json={"country": "GB", "birth_year": clock.now().year - 13})
    script.say("Is there somebody you trust?")
    (card,) = cards_of(await talk.ask(HINTED))
    assert isinstance(card["lines"], list)
    assert card["lines"][0]["name"] == "Childline"


async def test_ordinary_talk_gets_no_offer(talk: Talk, script: Script) -> None:
    script.say("Good luck!")
    heard = await talk.ask("this exam is killing me, help me with the second question")
    assert cards_of(heard) == []


async def test_a_question_is_embedded_once_for_care_and_recall() -> None:
    counting = Counting()
    turn = TurnEmbedder(counting)
    assert may_hint(HINTED)
    assert await hear_hint(turn, HINTED) is not None
    await (await turn.embedder()).embed_query(HINTED)
    assert counting.asked == [HINTED]


async def test_a_question_that_is_embedded_ahead_is_embedded_once() -> None:
    counting = Counting()
    turn = TurnEmbedder(counting)
    turn.begin(HINTED)
    assert await hear_hint(turn, HINTED) is not None
    await (await turn.embedder()).embed_query(HINTED)
    assert counting.asked == [HINTED]


@pytest.mark.parametrize("models", [Counting(Unavailable("away")), Counting(never_answers=True)])
async def test_without_a_vector_in_time_rules_alone_decide(
    models: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beknown.assistant.turn_embedder.MOST_WAIT_S", 0.01)
    assert await hear_hint(TurnEmbedder(models), HINTED) is None
    models.answers.set()


async def test_a_vector_of_another_space_is_not_judged() -> None:
    other = Counting()
    other.name = "another"
    assert await hear_hint(TurnEmbedder(other), HINTED) is None
    assert other.asked == []
