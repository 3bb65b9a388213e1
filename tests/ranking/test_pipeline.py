"""The pipeline: what it promises of order, of what is removed, and of parts that fail."""

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit.errors import Invalid
from beknown.ranking import BELOW, VALUE, Pipeline, Result, make_candidates, run
from beknown.ranking.parts import AuthorDecay, Diverse, Seen, Visible
from tests.ranking.parts import (
    AtOnce,
    Broken,
    BrokenAtOnce,
    ByColumn,
    Doubling,
    Given,
    Knowing,
    Logging,
    Odd,
    Stuck,
    ask,
    worth,
)

VALUES = st.dictionaries(st.integers(0, 60), st.integers(-3, 3).map(float), max_size=40)
BY_WORTH = ByColumn("worth")


def plain(values: Mapping[int, float]) -> Pipeline:
    return Pipeline([Given(worth(values))], Diverse(), scorers=[BY_WORTH])


def reasons(result: Result) -> dict[int, str]:
    left = result.left
    return {
        number: left.reasons[code]
        for number, code in zip(left.ids.tolist(), left.codes.tolist(), strict=True)
    }


@given(VALUES, st.integers(0, 30))
async def test_the_best_come_first_and_equals_in_order_of_their_ids(
    values: dict[int, float], size: int
) -> None:
    result = await run(plain(values), ask(size))

    assert result.chosen.ids.tolist() == sorted(values, key=lambda each: (-values[each], each))[:size]


@given(VALUES, st.randoms(use_true_random=False))
async def test_the_order_in_which_candidates_are_found_changes_nothing(
    values: dict[int, float],
    random: Random,
) -> None:
    mixed = list(values.items())
    random.shuffle(mixed)
    query = ask(8, seed=3)
    selector = Diverse(slots=frozenset({2, 5}))

    first = await run(Pipeline([Given(worth(values))], selector, scorers=[BY_WORTH]), query)
    second = await run(Pipeline([Given(worth(dict(mixed)))], selector, scorers=[BY_WORTH]), query)

    assert first.chosen.ids.tolist() == second.chosen.ids.tolist()
    assert first.propensities.tolist() == second.propensities.tolist()


@given(VALUES, st.sets(st.integers(0, 60)), st.integers(0, 30))
async def test_nothing_that_was_removed_comes_back_and_everything_left_has_one_reason(
    values: dict[int, float], seen: set[int], size: int
) -> None:
    filters = [Odd(), Seen(np.array(sorted(seen), np.int64))]
    result = await run(
        Pipeline([Given(worth(values))], Diverse(), filters=filters, scorers=[BY_WORTH]), ask(size)
    )

    chosen = set(result.chosen.ids.tolist())
    expected = {each: BELOW for each in values if each not in chosen}
    expected |= {each: "seen before" for each in values if each in seen}
    expected |= {each: "odd" for each in values if each % 2}
    assert not chosen & ({each for each in values if each % 2} | seen)
    assert reasons(result) == expected
    assert len(result.left.ids) + len(chosen) == len(values)


@given(VALUES)
async def test_a_guard_that_fails_removes_everything(values: dict[int, float]) -> None:
    guarded = Pipeline([Given(worth(values))], Diverse(), filters=[Broken("consent")], scorers=[BY_WORTH])
    result = await run(guarded, ask())

    assert len(result.chosen) == 0
    assert reasons(result) == dict.fromkeys(values, "consent")
    assert [(each.name, each.failed) for each in result.failures] == [("consent", "ConnectionError")]


@pytest.mark.parametrize(
    "guard", [Stuck("consent"), Visible("may_be_seen", "consent"), Visible("worth", "consent")]
)
async def test_a_guard_that_is_late_or_lacks_its_column_removes_everything(guard: Stuck | Visible) -> None:
    guarded = Pipeline([Given(worth({1: 1.0, 2: 2.0}))], Diverse(), filters=[guard], deadline_s=0.02)
    result = await run(guarded, ask())

    assert len(result.chosen) == 0
    assert result.left.count() == {"consent": 2}


async def test_what_a_source_does_not_say_to_be_visible_is_not_shown() -> None:
    said = worth({1: 1.0, 2: 2.0}, may_be_seen=np.array([True, False]))
    pipeline = Pipeline(
        [Given(said), Given(worth({3: 9.0}))], Diverse(), filters=[Visible("may_be_seen", "not for you")]
    )

    assert (await run(pipeline, ask())).chosen.ids.tolist() == [1]


async def test_other_parts_fail_open_and_are_counted() -> None:
    logging = Logging()
    pipeline = Pipeline(
        [Given(worth({1: 1.0, 2: 2.0})), Broken("a source"), Stuck("a slow one")],
        Diverse(),
        hydrators=[Broken("a hydrator")],
        filters=[Broken("a filter", is_guard=False)],
        scorers=[BY_WORTH, Broken("a scorer")],
        side_effects=[Broken("an effect"), logging],
        deadline_s=0.05,
    )
    result = await run(pipeline, ask())

    assert result.chosen.ids.tolist() == [2, 1]
    assert logging.seen == [[2, 1]]
    assert {each.name: each.failed for each in result.failures} == {
        "a source": "ConnectionError",
        "a slow one": "TimeoutError",
        "a hydrator": "ConnectionError",
        "a filter": "ConnectionError",
        "a scorer": "ConnectionError",
        "an effect": "ConnectionError",
    }
    roles = ["source"] * 3 + ["hydrator", "filter"] + ["scorer"] * 2 + ["selector"] + ["side effect"] * 2
    assert [each.role for each in result.ran] == roles


async def test_parts_that_answer_at_once_stand_beside_those_that_wait() -> None:
    at_once = AtOnce(worth({1: 5.0, 4: 9.0}))
    pipeline = Pipeline(
        [Given(worth({2: 1.0, 3: 2.0})), at_once, Given(worth({1: 5.0}))],
        Diverse(),
        hydrators=[Knowing({"rank": {1: 1.0, 2: 2.0, 3: 3.0, 4: 4.0}}), at_once],
        filters=[at_once],
        scorers=[BY_WORTH],
    )
    result = await run(pipeline, ask())

    assert result.chosen.ids.tolist() == [1, 2]
    assert result.chosen.found_by.tolist() == [0b110, 0b001]
    assert result.chosen.column("twice").tolist() == [2.0, 4.0]
    assert result.chosen.column("rank").tolist() == [1.0, 2.0]
    assert reasons(result) == {3: "at once", 4: "at once"}
    assert [each.count for each in result.ran[:3]] == [2, 2, 1]


async def test_a_part_that_fails_at_once_fails_as_one_that_waits() -> None:
    broken = BrokenAtOnce()
    pipeline = Pipeline([Given(worth({1: 1.0})), broken], Diverse(), hydrators=[broken], scorers=[BY_WORTH])
    result = await run(pipeline, ask())
    assert result.chosen.ids.tolist() == [1]
    assert [(each.role, each.failed) for each in result.failures] == [
        ("source", "ConnectionError"),
        ("hydrator", "Invalid"),
    ]
    guarded = await run(
        Pipeline([Given(worth({1: 1.0}))], Diverse(), filters=[broken], scorers=[BY_WORTH]), ask()
    )
    assert (guarded.chosen.ids.tolist(), reasons(guarded)) == ([], {1: "broken at once"})


@given(st.lists(st.integers(-(2**62), 2**62), max_size=30))
def test_candidates_are_in_order_of_their_ids_whatever_order_they_come_in(numbers: list[int]) -> None:
    ids = np.array(numbers, np.int64)
    made = make_candidates(ids, {"id": ids})
    assert made.ids.tolist() == made.column("id").tolist() == sorted(set(numbers))
    again = make_candidates(made.ids, {"id": made.ids})
    assert (again.ids.tolist(), again.found_by.tolist()) == (made.ids.tolist(), [0] * len(made))


async def test_candidates_of_several_sources_are_there_once_and_know_who_found_them() -> None:
    sources = [Given(worth({1: 5.0, 2: 1.0})), Given(make_candidates(np.array([2, 3])))]
    result = await run(Pipeline(sources, Diverse()), ask())

    assert result.chosen.ids.tolist() == [1, 2, 3]
    assert result.chosen.found_by.tolist() == [0b01, 0b11, 0b10]
    assert result.chosen.column("worth")[:2].tolist() == [5.0, 1.0]
    assert np.isnan(result.chosen.column("worth")[2])


async def test_hydrators_add_columns_that_scorers_read() -> None:
    hydrators = [Knowing({"worth": {1: 1.0, 2: 3.0}}), Knowing({"author": {1: 7, 2: 7}})]
    pipeline = Pipeline(
        [Given(make_candidates(np.array([1, 2])))],
        Diverse(),
        hydrators=hydrators,
        scorers=[BY_WORTH, AuthorDecay()],
    )
    result = await run(pipeline, ask())

    assert result.chosen.ids.tolist() == [2, 1]
    assert result.chosen.column(VALUE).tolist() == [3.0, 0.6]


async def test_hydrators_read_what_the_basics_give() -> None:
    pipeline = Pipeline(
        [Given(make_candidates(np.array([1, 2])))],
        Diverse(),
        basics=[Knowing({"worth": {1: 3.0, 2: 1.0}})],
        hydrators=[Doubling("worth")],
        scorers=[BY_WORTH],
    )
    assert (await run(pipeline, ask())).chosen.column("worth").tolist() == [6.0, 2.0]


async def test_where_a_basic_fails_whoever_needs_it_fails_and_a_guard_lets_nobody_through() -> None:
    found = [Given(worth({1: 3.0, 2: 1.0}))]
    hydrators, filters = [Doubling("may_see")], [Visible("may_see", "not for you")]
    pipeline = Pipeline(found, Diverse(), basics=[Broken()], hydrators=hydrators, filters=filters)
    result = await run(pipeline, ask())
    assert not len(result.chosen)
    assert [(each.name, each.failed) for each in result.failures] == [
        ("broken", "ConnectionError"),
        ("doubling", "Invalid"),
        ("not for you", "Invalid"),
    ]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
async def test_what_has_no_value_is_not_chosen(value: float) -> None:
    result = await run(plain({1: value, 2: -5.0}), ask())

    assert result.chosen.ids.tolist() == [2]
    assert result.left.find_reason(1) == BELOW
    assert result.left.find_reason(2) is None


@pytest.mark.parametrize("sources", [[], [Broken()], [Given(worth({}))]])
async def test_nothing_found_is_an_empty_page(sources: Sequence[Broken | Given]) -> None:
    result = await run(Pipeline(sources, Diverse(), filters=[Odd()], scorers=[BY_WORTH]), ask())

    assert len(result.chosen) == len(result.left.ids) == 0


async def test_a_page_of_less_than_nothing_is_refused() -> None:
    with pytest.raises(Invalid, match="-1"):
        await run(plain({1: 1.0}), ask(-1))
