"""Reading questions, folding words and cutting texts hold for any input."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit import clock
from beknown.understanding.fold import MOST_LETTERS, find_words, fold
from beknown.understanding.number import number_word
from beknown.understanding.read_question import MOST_WORDS, read_question
from beknown.understanding.read_time import read_time
from beknown.understanding.split import PASSAGE_LETTERS, split

AT = datetime(2026, 5, 6, 10, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
texts = st.text(max_size=300)


def day(year: int, month: int, number: int) -> datetime:
    """Give the first moment of a day in Tokyo."""
    return datetime(year, month, number, tzinfo=TOKYO)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert list(find_words(" ".join(find_words(text)))) == list(find_words(text)) or not text.isascii()
    assert fold(text).encode() is not None


@given(texts)
def test_words_hold_no_spaces_and_are_bounded(text: str) -> None:
    assert all(0 < len(word) <= MOST_LETTERS and not word.isspace() for word in find_words(text))


@given(st.text(max_size=5000), st.integers(10, 400))
def test_passages_are_the_text_in_order_with_nothing_lost(text: str, most: int) -> None:
    passages = list(split(text, most))
    assert "".join(each.text for each in passages) == text
    assert all(len(each.text) <= most for each in passages)
    assert all(text[each.start : each.start + len(each.text)] == each.text for each in passages)


def test_a_text_of_500_megabytes_is_read_to_a_bound() -> None:
    passages = list(split("a" * 20_000_000))
    assert sum(len(each.text) for each in passages) == 2000 * PASSAGE_LETTERS


@given(texts)
def test_a_question_is_read_into_few_different_words(text: str) -> None:
    question = read_question(text)
    assert len(question.words) <= MOST_WORDS
    numbers = [number_word(word) for word in question.words]
    assert len(set(numbers)) == len(numbers)


def test_long_words_that_begin_alike_are_the_same_and_numbers_are_not() -> None:
    assert number_word("hotel") == number_word("hotels") == number_word("hotelier")
    assert number_word("cat") != number_word("cats")
    assert number_word("1234567") != number_word("1234568")


@pytest.mark.parametrize(
    ("question", "is_mine"),
    [("When did I move?", True), ("Wann bin ich umgezogen?", True), ("Who moved?", False)],
)
def test_a_question_says_whether_it_asks_for_ones_own_words(question: str, is_mine: bool) -> None:
    assert read_question(question).is_mine is is_mine


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did grandpa tell about the war?", ("grandpa", "war")),
        ("Was war mit der Katze?", ("katze",)),
        ("Où sont les clés de la maison ?", ("cles", "maison")),
        ("war", ("war",)),
        ("what is it", ()),
    ],
)
def test_words_of_grammar_are_those_of_the_questions_language(question: str, words: tuple[str, ...]) -> None:
    assert read_question(question).words == words


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What did we do yesterday?", day(2026, 5, 5), day(2026, 5, 6)),
        ("what happened last week", day(2026, 4, 27), day(2026, 5, 4)),
        ("Who came in May 2024?", day(2024, 5, 1), day(2024, 6, 1)),
        ("where did I live in 2023", day(2023, 1, 1), day(2024, 1, 1)),
        ("on 8 May 2023, what did I eat?", day(2023, 5, 8), day(2023, 5, 9)),
        ("Was haben wir gestern gemacht?", day(2026, 5, 5), day(2026, 5, 6)),
        ("Que fizemos na semana passada?", day(2026, 4, 27), day(2026, 5, 4)),
    ],
)
def test_a_span_of_time_is_read_in_the_persons_zone(question: str, since: datetime, until: datetime) -> None:
    with clock.frozen(AT):
        named = read_time(question, "Asia/Tokyo")
    assert named is not None
    assert (named.span.since, named.span.until) == (since, until)


@pytest.mark.parametrize(
    "question",
    ["may I ask who can sing", "how many days did it take", "Who is Sun Li?", "march on!", "second house"],
)
def test_words_that_only_look_like_time_name_none(question: str) -> None:
    with clock.frozen(AT):
        assert read_time(question, "UTC") is None


def test_an_unknown_time_zone_counts_as_utc() -> None:
    with clock.frozen(AT):
        assert read_time("yesterday", "Mars/Olympus") == read_time("yesterday", "UTC")
