from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from beknown.feed.parts.steer_filter import COLUMN as OUT
from beknown.feed.parts.steer_filter import SteeredOut
from beknown.feed.parts.steer_scorer import COLUMN as SHIFT
from beknown.feed.parts.steer_scorer import SteeredBy
from beknown.feed.steer_apply import NO_RULE, find_active, steer
from beknown.feed.steer_match import Facts, Matcher
from beknown.feed.steer_topics import Sense
from beknown.feed.steer_types import Amount, Format, Hours, Rule, RuleDraft, Target
from beknown.kit.ids import PersonId
from beknown.ranking import VALUE, Query, make_candidates

NOW = datetime(2026, 5, 6, 9, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
TEXTS = (
    "Parliament argues about the budget; politics as ever",
    "My first bowl came out of the kiln",
    "Cats, cats, cats",
    "Die Katze schläft auf dem warmen Ofen und träumt von Mäusen",
)
MEANS = np.array([[1, 0], [0, 1], [0, 0], [0, 0]], np.float32)
POLITICS, POTTERY = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
SENSE = Sense("space", {"politics": POLITICS, "pottery": POTTERY}, np.zeros(2, np.float32))


def facts() -> Facts:
    picture: frozenset[Format] = frozenset({"picture"})
    return Facts(
        at=NOW.timestamp(),
        texts=TEXTS,
        letters=np.array([2000.0, 30.0, 16.0, 0.0]),
        authors=("ana", "ben", "ana", ""),
        formats=(frozenset(), picture, frozenset(), frozenset()),
        origins=("followed", "stranger", "brought", "made"),
        made_at=np.array([NOW.timestamp() - hours * 3600 for hours in (1, 30, 24 * 9, 2)]),
        vectors=MEANS,
        space="space",
        languages=("en", "en", "en", ""),
    )


def rule(amount: Amount, *targets: tuple[str, str], strength: float = 1.0) -> Rule:
    made = tuple(Target(kind, value) for kind, value in targets)  # pyright: ignore[reportArgumentType] - kinds as they are written
    return Rule(UUID(int=1), RuleDraft(amount, made, strength=strength), NOW)


def matcher() -> Matcher:
    return Matcher(facts(), SENSE)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("topic", "politics", [1, 0, 0, 0]),
        ("topic", "pottery", [0, 1, 0, 0]),
        ("topic", "cat", [0, 0, 1, 0]),
        ("topic", "the budget", [1, 0, 0, 0]),
        ("author", "ana", [1, 0, 1, 0]),
        ("format", "picture", [0, 1, 0, 0]),
        ("origin", "brought", [0, 0, 1, 0]),
        ("length", "long", [1, 0, 0, 0]),
        ("length", "short", [0, 1, 1, 0]),
        ("age", "new", [1, 0, 0, 1]),
        ("age", "old", [0, 0, 1, 0]),
        ("language", "de", [0, 0, 0, 1]),
    ],
)
def test_an_item_is_matched_by_what_is_known_of_it(kind: str, value: str, expected: list[float]) -> None:
    assert matcher().grade(rule("less", (kind, value)).draft).tolist() == expected


def test_all_targets_of_a_rule_have_to_be_so() -> None:
    draft = rule("less", ("author", "ana"), ("length", "long")).draft
    assert matcher().grade(draft).tolist() == [1, 0, 0, 0]


def test_without_vectors_words_still_match() -> None:
    assert Matcher(facts()).grade(rule("less", ("topic", "politics")).draft).tolist() == [1, 0, 0, 0]


def test_nothing_leaves_out_and_outranks_more() -> None:
    done = steer([rule("nothing", ("topic", "politics")), rule("more", ("author", "ana"))], matcher())
    assert done.is_out.tolist() == [True, False, False, False]


def test_only_some_things_leaves_out_all_others() -> None:
    done = steer([rule("only", ("topic", "pottery")), rule("only", ("topic", "cat"))], matcher())
    assert done.is_out.tolist() == [True, False, False, True]


def test_more_lifts_less_lowers_and_a_little_less_lowers_less() -> None:
    more = steer([rule("more", ("topic", "cat"))], matcher()).shift
    less = steer([rule("less", ("topic", "cat"))], matcher()).shift
    little = steer([rule("less", ("topic", "cat"), strength=0.4)], matcher()).shift
    assert more[2] > 0 > little[2] > less[2]
    assert not more[[0, 1, 3]].any()


def test_what_is_only_a_little_near_to_a_topic_does_not_rise() -> None:
    means = np.array([[1, 0], [0.13, 1], [0.1, 1], [0, 1]], np.float32)
    looked_at = Matcher(replace(facts(), vectors=means, texts=("", "", "", "")), SENSE)
    grades = looked_at.grade(rule("more", ("topic", "politics")).draft)
    assert 0 < grades[2] < grades[1] < 0.5
    more = steer([rule("more", ("topic", "politics"))], looked_at).shift
    assert more[0] > 0
    assert not more[1:].any()
    less = steer([rule("less", ("topic", "politics"))], looked_at).shift
    assert less[0] < less[1] < less[2] < 0


@pytest.mark.parametrize("value", ["repost", "reply"])
@pytest.mark.parametrize("amount", ["nothing", "only"])
def test_a_rule_about_what_the_feed_never_holds_does_not_hold(amount: Amount, value: str) -> None:
    idle = rule(amount, ("format", value), ("author", "ana"))
    assert idle.draft.is_idle
    assert find_active([idle], NOW, UTC_ZONE) == []


def test_which_rule_lifts_most_is_told() -> None:
    rules = [
        rule("less", ("author", "ana"), strength=0.4),
        rule("more", ("author", "ana")),
        rule("only", ("topic", "politics"), strength=2.0),
        rule("more", ("topic", "cat"), strength=2.0),
    ]
    assert steer(rules, matcher()).rule.tolist() == [1, NO_RULE, 3, NO_RULE]


def test_no_rules_change_nothing() -> None:
    done = steer([], matcher())
    assert not done.is_out.any()
    assert not done.shift.any()


def test_a_rule_stops_when_its_time_is_over_and_holds_at_its_hours_only() -> None:
    target = (Target("topic", "cat"),)
    until = Rule(UUID(int=1), RuleDraft("less", target, until_at=NOW), NOW - timedelta(days=1))
    later = Rule(UUID(int=2), RuleDraft("less", target, from_at=NOW + timedelta(hours=1)), NOW)
    evening = Rule(UUID(int=3), RuleDraft("less", target, Hours(17 * 60, 23 * 60)), NOW)
    rules = [until, later, evening]
    assert find_active(rules, NOW - timedelta(seconds=1), UTC_ZONE) == [until]
    assert find_active(rules, NOW, UTC_ZONE) == []
    assert find_active(rules, NOW + timedelta(hours=9), UTC_ZONE) == [later, evening]
    assert find_active([evening], NOW, ZoneInfo("Asia/Tokyo")) == [evening]


async def test_a_ranking_leaves_out_and_moves_by_what_rules_do() -> None:
    columns = {
        VALUE: np.array([1.0, 2.0, 3.0]),
        OUT: np.array([True, False, False]),
        SHIFT: np.array([0, 0, -1.5]),
    }
    candidates = make_candidates(np.arange(3), columns)
    query = Query(PersonId(UUID(int=1)), NOW)
    kept = candidates.take(SteeredOut().keep(query, candidates))
    assert kept.ids.tolist() == [1, 2]
    value = SteeredBy().score(query, kept)[VALUE]
    assert value[0] > value[1]
