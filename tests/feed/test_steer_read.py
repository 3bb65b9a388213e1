from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.feed.steer_read import LASTS, MOST_RULES, read_steering
from beknown.feed.steer_types import ALL_HOURS, Hours, Known, Reading, Target

NOW = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)  # a Wednesday
BERLIN = ZoneInfo("Europe/Berlin")
ANA, BEN = Target("author", "id-ana", "Ana Silva"), Target("author", "id-ben", "Ben")
KNOWN = Known({"@ana": ANA, "ana": ANA, "ana silva": ANA, "@ben": BEN, "ben": BEN})
END_OF_WEEK = datetime(2026, 5, 10, 22, tzinfo=UTC)
MORNING = Hours(5 * 60, 12 * 60)


WORDS = (
    "less|more|no|only|nothing|as usual|from|by|and|,|.|of|until|for|3|0|99999|days|friday|@ana|@x|in|German|short|the"
    "|morning|between|9|17|after|25|pm|weniger|bis|plus|de|\x00|ß|İ|\ufb01|🙂|hoy|às|23:59"
)
PIECES = tuple(WORDS.split("|"))


def read(text: str) -> Reading:
    return read_steering(text, at=NOW, zone=BERLIN, known=KNOWN)


def topic(words: str) -> Target:
    return Target("topic", words)


@pytest.mark.parametrize(
    "said",
    [
        "less politics this week, more ceramics, nothing from reposts, short things in the morning",
        "weniger politics diese Woche, mehr ceramics, nichts von Reposts, Kurzes am Morgen",
        "moins de politics cette semaine, plus de ceramics, rien des partages, des choses courtes le matin",
        "menos politics esta semana, más ceramics, nada de republicaciones, cosas cortas por la mañana",
        "menos politics esta semana, mais ceramics, nada de partilhas, coisas curtas de manhã",
    ],
)
def test_four_wishes_in_one_breath_are_four_rules_in_five_languages(said: str) -> None:
    reading = read(said)
    assert not reading.unread
    assert [(rule.amount, rule.targets, rule.hours, rule.until_at) for rule in reading.rules] == [
        ("less", (topic("politics"),), ALL_HOURS, END_OF_WEEK),
        ("more", (topic("ceramics"),), ALL_HOURS, NOW + LASTS),
        ("nothing", (Target("format", "repost"),), ALL_HOURS, None),
        ("more", (Target("length", "short"),), MORNING, NOW + LASTS),
    ]


@pytest.mark.parametrize(
    ("said", "amount", "targets"),
    [
        ("stop showing me celebrity gossip", "nothing", [topic("celebrity gossip")]),
        ("I don\u2019t want to see any more crypto", "nothing", [topic("crypto")]),
        ("nothing but ceramics", "only", [topic("ceramics")]),
        ("less Lord of the Rings", "less", [topic("Lord of the Rings")]),
        ("more German politics", "more", [topic("German politics")]),
        ("no German posts", "nothing", [Target("language", "de", "german")]),
        ("I'd like to see posts from people I follow", "more", [Target("origin", "followed")]),
        ("more from @ana about ceramics", "more", [ANA, topic("ceramics")]),
        ("less Ana Silva, please", "less", [ANA]),
        ("fewer old posts", "less", [Target("age", "old")]),
        ("only short videos", "only", [Target("length", "short"), Target("format", "video")]),
        ("weniger von Ana", "less", [ANA]),
        ("more from people I do not follow", "more", [Target("origin", "stranger")]),
        ("mehr von den Leuten, denen ich folge", "more", [Target("origin", "followed")]),
        ("less like politics", "less", [topic("politics")]),
        ("nothing made by AI", "nothing", [Target("origin", "made")]),
        ("nichts aus Reposts", "nothing", [Target("format", "repost")]),
        ("nichts von KI", "nothing", [Target("origin", "made")]),
        ("rien des repartages", "nothing", [Target("format", "repost")]),
        ("nada de repostagens", "nothing", [Target("format", "repost")]),
        ("nada de fotos de gatos", "nothing", [Target("format", "picture"), topic("gatos")]),
    ],
)
def test_amount_and_targets_are_understood(said: str, amount: str, targets: list[Target]) -> None:
    reading = read(said)
    assert [(rule.amount, list(rule.targets)) for rule in reading.rules] == [(amount, targets)]
    assert not reading.unread


@pytest.mark.parametrize(
    ("said", "until_at"),
    [
        ("less politics today", datetime(2026, 5, 6, 22, tzinfo=UTC)),
        ("less politics until Friday", datetime(2026, 5, 8, 22, tzinfo=UTC)),
        ("less politics until 1 June", datetime(2026, 6, 1, 22, tzinfo=UTC)),
        ("less politics for 3 days", NOW + timedelta(days=3)),
        ("less politics, for two weeks", NOW + timedelta(days=14)),
        ("This month, less politics", datetime(2026, 5, 31, 22, tzinfo=UTC)),
        ("weniger Politik bis Freitag", datetime(2026, 5, 8, 22, tzinfo=UTC)),
        ("plus de politique jusqu'à vendredi", datetime(2026, 5, 8, 22, tzinfo=UTC)),
        ("less politics forever", None),
        ("no politics", None),
    ],
)
def test_a_time_is_an_end_where_the_person_is(said: str, until_at: datetime | None) -> None:
    (rule,) = read(said).rules
    assert rule.until_at == until_at


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("no videos after 8pm", Hours(20 * 60, 24 * 60)),
        ("keine Videos nach 20 Uhr", Hours(20 * 60, 24 * 60)),
        ("between 9 and 17 only short stuff", Hours(9 * 60, 17 * 60)),
        ("no politics on weekends", Hours(weekdays=frozenset({5, 6}))),
        ("more jazz on Fridays in the evening", Hours(17 * 60, 23 * 60, frozenset({4}))),
    ],
)
def test_hours_of_the_day_and_days_of_the_week_are_understood(said: str, hours: Hours) -> None:
    (rule,) = read(said).rules
    assert rule.hours == hours


def test_only_in_the_evening_is_nothing_at_other_hours() -> None:
    (rule,) = read("politics only in the evening").rules
    assert (rule.amount, rule.hours) == ("nothing", Hours(23 * 60, 17 * 60))


def test_a_list_goes_on_with_its_amount_its_time_and_its_people() -> None:
    sport, politics = read("less sport and politics until Friday").rules
    assert (sport.amount, sport.until_at) == (politics.amount, politics.until_at)
    assert [rule.targets for rule in read("nothing from Ana and Ben").rules] == [(ANA,), (BEN,)]


def test_a_bit_and_much_change_how_far_a_rule_goes() -> None:
    little, much = read("a bit less football, much more jazz").rules
    assert little.strength < 1 < much.strength


def test_a_rule_from_monday_begins_on_monday() -> None:
    (rule,) = read("less sport from Monday").rules
    assert rule.from_at == datetime(2026, 5, 10, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "lack"),
    [
        ("ceramics", "amount"),
        ("why do I see so much sport?", "amount"),
        ("less", "target"),
        ("less from Zoe", "person"),
        ("nothing from @nobody", "person"),
        ("no politics until the cows come home", "time"),
    ],
)
def test_what_is_not_understood_is_said_with_what_it_lacks(said: str, lack: str) -> None:
    reading = read(said)
    assert [each.lack for each in reading.unread] == [lack]
    assert not reading.rules


def test_what_was_understood_beside_it_stands() -> None:
    reading = read("less from Zoe, more ceramics")
    assert [rule.targets for rule in reading.rules] == [(topic("ceramics"),)]
    assert [each.words for each in reading.unread] == ["less from Zoe"]


def test_as_usual_takes_rules_back() -> None:
    assert read("politics as usual").usual == ((topic("politics"),),)


def test_a_span_past_midnight_belongs_to_the_day_it_began() -> None:
    friday_night = Hours(21 * 60, 5 * 60, frozenset({4}))
    utc = ZoneInfo("UTC")
    assert friday_night.holds(datetime(2026, 5, 9, 2, tzinfo=UTC), utc)
    assert not friday_night.holds(datetime(2026, 5, 10, 2, tzinfo=UTC), utc)


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=14,
    )
)
def test_no_words_break_the_reading(words: list[str]) -> None:
    reading = read(" ".join(words))
    assert len(reading.rules) <= MOST_RULES
    assert all(rule.targets and (rule.until_at is None or rule.until_at > NOW) for rule in reading.rules)


@given(st.text(max_size=80))
def test_no_letters_break_the_reading(text: str) -> None:
    reading = read(text)
    assert all(each.words for each in reading.unread)
