"""Distress is noticed by rules; idioms, films and exams are not."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.understanding.care import notice
from beknown.understanding.care_rules import LANGUAGES, load_rules
from beknown.understanding.help_lines import (
    WORLDWIDE,
    Checks,
    choose_lines,
    find_help,
    guess_country,
    load_help,
    sum_up_checks,
)

DATA = Path(__file__).parents[1] / "data"
SET = DATA / "care"
EU = frozenset(
    ("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE").split()  # noqa: SIM905 - a list of codes reads best so
)


def labelled(language: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (SET / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_acute_talk_is_noticed_and_hard_negatives_are_not(language: str) -> None:
    rows = labelled(language)
    acute = [row for row in rows if row["level"] == "acute"]
    calm = [row for row in rows if row["level"] == "none"]
    heard = [row for row in acute if notice(row["text"]).level == "acute"]
    alarms = [row for row in calm if notice(row["text"]).level != "none"]
    assert len(heard) >= 0.9 * len(acute)
    assert len(alarms) <= 0.05 * len(calm)


@pytest.mark.parametrize(
    "text",
    [
        "this exam is killing me", "I could die of laughter", "dead tired", "ich sterbe vor Hunger",
        "me muero de risa", "killer feature", "shoot me a mail", "cut myself shaving", "suicide squad movie",
        "je meurs de faim", "morri de rir", "im Leben nicht!", "mi madre me mata si se entera",
    ],
)  # fmt: skip
def test_an_idiom_is_nothing(text: str) -> None:
    assert notice(text).level == "none"


@pytest.mark.parametrize(
    "text",
    ["kms", "i want to k*ll myself", "su1c1dal again, i feel su1c1dal", "k i l l m y s e l f",
     "i wanna unalive myself", "I WANT TO DIEEEEE", "i dont want to be here anymore", "i want to d1e"],
)  # fmt: skip
def test_a_disguise_hides_nothing(text: str) -> None:
    assert notice(text).level == "acute"


def test_what_is_denied_told_of_a_song_or_long_past_is_not_acute() -> None:
    assert notice("I don't want to kill myself").level == "none"
    assert notice("in the song she sings that she wants to kill myself").level == "none"
    assert notice("years ago I wanted to kill myself").level == "strained"
    assert notice("I can't stop thinking about killing myself").level == "acute"


def test_a_worry_for_a_friend_is_told_from_ones_own() -> None:
    assert notice("my sister wants to kill herself").who == "friend"
    assert notice("my sister is away and I want to kill myself").who == "self"


def test_a_young_speaker_says_so() -> None:
    assert notice("i'm 14 and i want to die").is_minor
    assert not notice("i want to die in 14 minutes").is_minor
    assert not notice("i am 41 and i want to die").is_minor


def test_every_line_of_the_rules_can_be_searched() -> None:
    rules = load_rules()
    lines = {id(line): line for some in (*rules.by_word.values(), *rules.by_prefix.values()) for line in some}
    assert len(lines) > 1000
    assert all(line.pattern.search("") is None for line in lines.values())


def test_lines_of_another_day_are_mostly_noticed_and_their_hard_negatives_are_not() -> None:
    rows = [
        json.loads(line)
        for file in sorted((DATA / "care_second").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    acute = [row for row in rows if row["level"] == "acute"]
    calm = [row for row in rows if row["level"] == "none"]
    assert len(acute) == 60
    assert len(calm) == 40
    assert sum(notice(row["text"]).level == "acute" for row in acute) >= 0.9 * len(acute)
    assert all(notice(row["text"]).level == "none" for row in calm)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert notice(text).level in {"none", "strained", "acute"}


@given(st.lists(st.sampled_from(sorted(load_rules().by_word)), max_size=40))
def test_no_row_of_telling_words_raises(words: list[str]) -> None:
    assert notice(" ".join(words)).who in {"self", "friend"}


@pytest.mark.parametrize(
    "text", ["want to kill my ", "a ", "k*ll ", "i.i.", "😂 lol ", "1a", "my friend said "]
)
def test_a_megabyte_is_read_in_seconds(text: str) -> None:
    long = text * (1_000_000 // len(text))
    started = time.perf_counter()
    notice(long)
    assert time.perf_counter() - started < 20


def test_every_country_of_the_table_has_lines_and_where_they_come_from() -> None:
    assert len(load_help()) >= 40
    assert set(load_help()) >= EU
    for there in load_help().values():
        assert there.emergency
        assert there.lines
        assert all(line.link.startswith("https://") and line.source for line in there.lines)


def test_every_line_names_its_source_and_when_it_was_last_compared_with_it_or_that_it_never_was() -> None:
    lines = [line for there in load_help().values() for line in there.lines]
    compared = [line for line in lines if line.checked_on]
    assert all(line.source.startswith("https://") for line in lines)
    assert all(date(2026, 1, 1) <= date.fromisoformat(line.checked_on) <= date.today() for line in compared)  # noqa: DTZ011 - a day of the table, without a zone
    assert sum_up_checks(lines) == Checks(
        len(lines) - len(compared), min(date.fromisoformat(line.checked_on) for line in compared)
    )
    assert sum_up_checks([]) == Checks(0, None)


def test_help_is_local_fits_the_matter_and_is_never_empty_handed() -> None:
    germany = find_help("DE")
    assert [line.number for line in choose_lines(germany, ["suicide"], is_minor=False)] == ["0800 111 0 111"]
    assert choose_lines(germany, ["suicide"], is_minor=True)[0].number == "116 111"
    assert choose_lines(germany, ["abuse"], is_minor=False)[0].number == "116 016"
    assert find_help("XX").emergency == "112 / 911"
    assert WORLDWIDE == "https://findahelpline.com"


def test_a_country_is_guessed_by_zone_then_by_language() -> None:
    assert guess_country("Europe/Lisbon", "en-US") == "PT"
    assert guess_country("UTC", "pt-BR") == "BR"
    assert guess_country("UTC", "de") is None
    assert guess_country("?", "?") is None
