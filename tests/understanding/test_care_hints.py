"""What is only hinted at is noticed by the vector of a message, softly; ordinary talk and idioms are not."""

from collections import Counter

import numpy as np
import pytest
from tools.care_hints import Line, embed, read_lines, teach

from beknown.understanding.care import NOTHING, Notice
from beknown.understanding.care_hints import (
    GENTLE,
    GENTLE_YOUNG,
    SURE,
    Hint,
    add_hint,
    find_hint,
    load_lines,
    may_hint,
)

ORDINARY = (
    "this exam is killing me", "could you strangle the printer for me please", "I'm giving away my old sofa, we move",
    "the doctor says the knee is fine, I don't need the appointment", "Was koche ich heute Abend für die Kinder?",
    "mi hermana viene de Canadá en Navidad", "je cherche un cadeau pour les soixante ans de papa",
    "o comboio atrasou-se outra vez na ponte",
)  # fmt: skip


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    """All lines that were written down."""
    return read_lines()


def test_the_weights_are_what_the_tool_makes_of_the_lines(lines: list[Line]) -> None:
    held = load_lines()
    assert held.directions.shape == (len(lines), 384)
    some = lines[::150]
    vectors = embed([line.text for line in some])
    plain = (vectors - held.mean) / held.scale
    alike = np.sum(plain / np.linalg.norm(plain, axis=1, keepdims=True) * held.directions[::150], axis=1)
    assert alike.min() > 0.98
    again = teach(lines, ((held.directions * 20.0) * held.scale + held.mean).astype(np.float32))
    assert np.corrcoef(again["weights"][:, 0].astype(float), held.weights[:, 0])[0, 1] > 0.98


def test_there_are_as_many_hard_negatives_as_acute_lines_in_every_language(lines: list[Line]) -> None:
    acute = Counter(line.lang for line in lines if line.is_acute)
    calm = Counter(line.lang for line in lines if not line.is_acute)
    assert sorted(acute) == ["de", "en", "es", "fr", "pt"]
    assert all(acute[lang] >= 200 and calm[lang] >= acute[lang] for lang in acute)
    assert len({line.text for line in lines}) == len(lines)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_hints_at_nothing(text: str) -> None:
    assert find_hint(embed([text])[0]).score < GENTLE_YOUNG


def test_a_line_that_was_written_down_is_noticed() -> None:
    hint = find_hint(
        embed(["He goes through my phone every night and wants to know who every number is."])[0]
    )
    assert hint.score >= GENTLE
    assert hint.topic == "abuse"
    assert not hint.is_of_friend


def test_a_hint_is_an_offer_and_sooner_one_for_the_young() -> None:
    unsure = Hint(GENTLE_YOUNG, "suicide", is_of_friend=False)
    assert add_hint(NOTHING, unsure, is_minor=False).level == "none"
    assert add_hint(NOTHING, unsure, is_minor=True).level == "gentle"
    assert add_hint(NOTHING, Hint(GENTLE, "abuse", is_of_friend=True), is_minor=False) == Notice(
        "gentle", ("abuse",), "friend"
    )
    assert add_hint(NOTHING, Hint(SURE, "suicide", is_of_friend=False), is_minor=False).level == "acute"
    assert add_hint(NOTHING, None, is_minor=True).level == "none"


def test_a_hint_takes_nothing_from_what_rules_noticed() -> None:
    strained = Notice("strained", ("distress",), language="en")
    assert add_hint(strained, Hint(GENTLE, "abuse", is_of_friend=False), is_minor=False) == strained
    acute = Notice("acute", ("suicide",), language="en")
    assert add_hint(acute, Hint(-1.0, "abuse", is_of_friend=True), is_minor=False) == acute


def test_a_few_words_are_not_judged() -> None:
    assert not may_hint("not for me")
    assert may_hint("I won't be here tomorrow")
