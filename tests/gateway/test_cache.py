"""Answers that may be given again, and those that may not."""

from uuid import UUID

import pytest

from beknown.gateway.cache import Cache
from beknown.gateway.types import JsonObject
from beknown.kit.ids import PersonId

ANA, BEN = PersonId(UUID(int=1)), PersonId(UUID(int=2))
ASKED: JsonObject = {"model": "m", "temperature": 0, "messages": [{"role": "user", "content": "Hi"}]}
ANSWER: JsonObject = {"id": "a", "usage": {"prompt_tokens": 3, "completion_tokens": 1}}


@pytest.fixture
def cache() -> Cache:
    """A cache with one answer of Ana's."""
    made = Cache(10_000)
    made.keep(ANA, ASKED, ANSWER)
    return made


def test_the_same_words_are_answered_again_as_a_stream_too(cache: Cache) -> None:
    found = cache.find(ANA, {**ASKED, "stream": True})
    assert found is not None
    assert found["usage"] == {
        "prompt_tokens": 3,
        "completion_tokens": 1,
        "prompt_tokens_details": {"cached_tokens": 3},
    }


@pytest.mark.parametrize(
    ("person", "change"),
    [(BEN, {}), (ANA, {"temperature": 1}), (ANA, {"max_tokens": 5}), (ANA, {"model": "n"})],
)
def test_other_people_and_other_words_are_asked_anew(
    cache: Cache, person: PersonId, change: JsonObject
) -> None:
    assert cache.find(person, {**ASKED, **change}) is None


def test_what_is_random_is_not_kept() -> None:
    cache = Cache(10_000)
    cache.keep(ANA, {**ASKED, "temperature": 1}, ANSWER)
    assert cache.find(ANA, {**ASKED, "temperature": 1}) is None


def test_the_oldest_goes_when_there_is_no_room() -> None:
    small = Cache(150)
    small.keep(ANA, ASKED, ANSWER)
    small.keep(ANA, {**ASKED, "model": "n"}, ANSWER)
    assert small.find(ANA, ASKED) is None
    assert small.find(ANA, {**ASKED, "model": "n"}) is not None


def test_a_stream_comes_again_in_the_pieces_it_was_made_of(cache: Cache) -> None:
    asked: JsonObject = {**ASKED, "stream": True}
    pieces: list[JsonObject] = [{"id": "a", "n": at} for at in range(3)]
    usage: JsonObject = {"prompt_tokens": 3, "completion_tokens": 1}
    cache.keep_stream(ANA, asked, [*pieces, {"id": "a", "usage": usage}])
    known = cache.find_stream(ANA, asked)
    assert known is not None
    told: JsonObject = {**usage, "prompt_tokens_details": {"cached_tokens": 3}}
    assert known == [*pieces, {"id": "a", "usage": told}]
    assert cache.find_stream(BEN, asked) is None
    assert cache.find_stream(ANA, {**asked, "stream_options": {"include_usage": True}}) is None
    assert cache.find_stream(ANA, {**asked, "temperature": 1}) is None
