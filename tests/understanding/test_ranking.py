"""Ranking over arrays: what holds for any memories, however they are split and ordered."""

import math
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beknown.models import Vector
from beknown.understanding.rank import EXACT, rank
from beknown.understanding.segment import QUESTION, build_segment
from tests.understanding.arrays import Said, pack, remembered, seek

DIMS = 70
HOUR = 3600.0
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other tests run beside it


def make_vector(seed: int) -> Vector:
    return make_unit(np.random.default_rng(seed).normal(size=DIMS).astype(np.float32))


def make_unit(vector: npt.NDArray[np.floating[Any]]) -> Vector:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@st.composite
def lives(draw: st.DrawFn) -> list[Said]:
    count = draw(st.integers(1, 12))
    return [
        Said(
            number=number + 1,
            text=" ".join(draw(st.lists(st.sampled_from(["boat", "hotel", "rain", "soup"]), max_size=4))),
            speaker=draw(st.sampled_from(["Ana Duarte", "Rui"])),
            at=draw(st.sampled_from([0.0, 60.0, 9 * HOUR, math.nan])),
            thread=draw(st.sampled_from(["a", "b", None])),
            cues=draw(st.integers(0, 7)),
            vector=draw(st.none() | st.integers(0, 5).map(make_vector)),
        )
        for number in range(count)
    ]


@unhurried
@given(lives())
def test_every_memory_comes_once_and_the_best_first(life: list[Said]) -> None:
    ranked = rank(remembered(life), seek("hotel soup", make_vector(1)), most=100)
    assert len({each.event_id for each in ranked}) == len(ranked) <= len(life)
    assert all(high.score >= low.score for high, low in pairwise(ranked))
    assert all(0 <= each.covered <= 1 and math.isfinite(each.score) for each in ranked)
    assert all(each.cosine is None or -1.01 <= each.cosine <= 1.01 for each in ranked)


@unhurried
@given(lives(), st.randoms())
def test_the_order_in_which_memories_come_does_not_matter(life: list[Said], random: Random) -> None:
    shuffled = list(life)
    random.shuffle(shuffled)
    sought = seek("hotel boat", make_vector(2))
    first, second = rank(remembered(life), sought, most=100), rank(remembered(shuffled), sought, most=100)
    assert [each.event_id for each in first] == [each.event_id for each in second]


@unhurried
@given(lives())
def test_a_named_time_only_lifts_what_happened_in_it(life: list[Said]) -> None:
    memories = remembered(life)
    plain = {each.event_id: each.score for each in rank(memories, seek("hotel"), most=100)}
    lifted = {
        each.event_id: each.score for each in rank(memories, seek("hotel", since=0, until=HOUR), most=100)
    }
    at = {each.number: each.at for each in life}
    for event, score in plain.items():
        assert (lifted[event] > score + 1) == (at[event.int] < HOUR)


def test_an_answer_is_found_by_its_question_in_the_same_talk_only() -> None:
    asked = Said(1, "Which hotel did you take?", cues=QUESTION)
    answer = replace(asked, number=2, text="The Aurora", at=60.0, cues=0)
    other_talk = replace(answer, number=3, at=9 * HOUR, text="The Borealis")
    other_chat = replace(answer, number=4, thread="other", text="The Cassiopeia")
    ranked = rank(remembered([asked, answer, other_talk, other_chat]), seek("which hotel"), most=10)
    assert {each.event_id.int for each in ranked} == {1, 2}


def test_a_speakers_name_looks_for_the_speaker() -> None:
    said = [
        Said(1, "A fine boat", "Mia Sol"),
        Said(2, "A fine boat", "Rui", thread="b"),
        Said(3, "Soup", "Mia Sol", thread="c"),
    ]
    assert next(each.event_id.int for each in rank(remembered(said), seek("Mia boat"), most=10)) == 1


def test_vectors_in_short_give_nearly_the_cosine_of_the_vectors() -> None:
    life = [Said(number, "x", vector=make_vector(number), thread=str(number)) for number in range(1, 200)]
    sought = make_unit(make_vector(7) + make_vector(8))
    ranked = rank(remembered(life), seek("", sought), most=200)
    for each in ranked:
        exact = float(make_vector(each.event_id.int) @ sought)
        assert each.cosine is not None
        assert abs(each.cosine - exact) < 0.01
    assert {ranked[0].event_id.int, ranked[1].event_id.int} == {7, 8}


def test_of_many_memories_the_nearest_are_found_though_not_all_are_compared() -> None:
    life = [
        Said(number, "x", vector=make_vector(number), thread=str(number)) for number in range(1, 2 * EXACT)
    ]
    memories = remembered(life)
    for number in range(1, 2 * EXACT, 977):
        near = make_unit(make_vector(number) + 0.7 * make_vector(10**6 + number))
        assert rank(memories, seek("", near), most=1)[0].event_id.int == number


def test_a_segment_knows_which_passages_say_a_word() -> None:
    life = [Said(number, "even" if number % 2 == 0 else "odd", at=float(number)) for number in range(1, 30)]
    segment = build_segment(pack(life), None)
    word = seek("even").words[0]
    events = {int(segment.passages.events[at, 1]) for at in segment.find_word(word)}
    assert events == set(range(2, 30, 2))
    assert len(segment.find_word(seek("nowhere").words[0])) == 0
