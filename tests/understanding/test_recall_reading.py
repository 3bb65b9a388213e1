"""Reading questions, folding words, cutting texts and ranking hold for any input."""

import math
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beknown.kit import clock
from beknown.understanding.fold import MOST_LETTERS, find_words, fold
from beknown.understanding.fuse import Weights, is_named, rank, standardise
from beknown.understanding.jobs import is_centre_old
from beknown.understanding.read_question import as_range, read_question
from beknown.understanding.read_time import read_time
from beknown.understanding.split import PASSAGE_LETTERS, split
from beknown.understanding.store import MOST_WORDS, Candidate, Span

AT = datetime(2026, 5, 6, 10, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other tests run beside it
scores = st.lists(st.floats(-1e6, 1e6), max_size=40)
texts = st.text(max_size=300)


def day(year: int, month: int, number: int) -> datetime:
    """Give the first moment of a day in Tokyo."""
    return datetime(year, month, number, tzinfo=TOKYO)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(1, 8))
    chosen = draw(st.integers(1, count))
    return [
        Candidate(
            event_id=UUID(int=number + 1),
            middles=draw(st.lists(st.integers(1, chosen), min_size=1, max_size=3)),
            own=number + 1 if number < chosen else None,
            speaker=draw(st.sampled_from(["Ana Duarte", "Rui", None])),
            occurred_at=draw(st.sampled_from([AT, None])),
            part=0,
            said=draw(st.integers(0, 7)),
            size=draw(st.integers(0, 200)),
            cosine=draw(st.none() | st.floats(-1, 1)),
            near_part=0,
            counts=None,
        )
        for number in range(count)
    ]


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
def test_a_question_is_read_into_few_words_each_with_a_range(text: str) -> None:
    question = read_question(text)
    assert len(question.words) <= MOST_WORDS
    assert all(
        each.low <= word < each.high for word, each in zip(question.words, question.ranges, strict=True)
    )


@given(st.sampled_from(["hotel", "hotels", "hotelier", "café", "1984", "go"]))
def test_a_range_holds_the_word_itself(word: str) -> None:
    each = as_range(fold(word))
    assert each.low <= fold(word) < each.high


def test_a_short_word_and_a_number_stand_for_themselves_alone() -> None:
    assert not as_range("cat").low <= "cats" < as_range("cat").high
    assert not as_range("19840").low <= "198400" < as_range("19840").high


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


@given(scores)
def test_standard_scores_keep_the_order_and_are_centred(given_scores: list[float]) -> None:
    result = standardise(given_scores)
    assert len(result) == len(given_scores)
    assert all(math.isfinite(score) for score in result)
    pairs = sorted(zip(given_scores, result, strict=True))
    assert all(low[1] <= high[1] for low, high in pairwise(pairs))
    assert abs(sum(result)) < 1e-3


@given(st.lists(st.floats(0, 1e6), max_size=12), st.floats(0, 1e6))
def test_a_rarer_word_is_never_worth_less(counts: list[float], known: float) -> None:
    weights = Weights.of_counts(sorted(counts), known).by_word
    assert all(rare >= common > 0 for rare, common in pairwise(weights))


@unhurried
@given(candidates())
def test_every_candidate_is_ranked_once_and_best_comes_first(found: list[Candidate]) -> None:
    ranked = rank(found, Weights((3.0, 2.0, 1.0)), frozenset({"ana"}), None)
    assert sorted(each.candidate.event_id for each in ranked) == sorted(each.event_id for each in found)
    assert all(high.score >= low.score for high, low in pairwise(ranked))
    assert all(0 <= each.covered <= 1 and math.isfinite(each.score) for each in ranked)


@unhurried
@given(candidates())
def test_a_named_time_only_lifts_what_happened_in_it(found: list[Candidate]) -> None:
    weights = Weights((3.0, 2.0, 1.0))
    span = Span(AT, AT.replace(day=7))
    plain = {each.candidate.event_id: each.score for each in rank(found, weights, frozenset(), None)}
    lifted = rank(found, weights, frozenset(), span)
    assert all(
        (each.score > plain[each.candidate.event_id]) == (each.candidate.occurred_at == AT) for each in lifted
    )


@pytest.mark.parametrize(
    ("speaker", "is_it"), [("Ana Duarte", True), ("ANA", True), ("Rui", False), (None, False), ("de", False)]
)
def test_a_speaker_is_named_by_any_part_of_their_name(speaker: str | None, is_it: bool) -> None:
    assert is_named(speaker, frozenset({"what", "did", "ana", "de", "say"})) is is_it


def test_the_centre_is_taken_anew_a_few_times_and_then_rests() -> None:
    moves, centre = 0, 128
    for vectors in range(128, 1_000_000, 128):
        if is_centre_old(centre, vectors):
            moves, centre = moves + 1, vectors
    assert moves <= 5
    assert centre >= 20_000
