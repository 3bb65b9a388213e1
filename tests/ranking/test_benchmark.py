"""The benchmark of the ranking: what it reads, how it splits, how it judges."""

from pathlib import Path

import numpy as np
import pytest
from benchmarks.ranking_data import judge, list_best, make_task, read_lives

from beknown.kit.errors import Invalid

TABLE = "user_id:token\titem_id:token\trating:float\ttimestamp:float\n"


def test_both_formats_give_the_same_lives(tmp_path: Path) -> None:
    lines, table = tmp_path / "lives.txt", tmp_path / "lives.inter"
    lines.write_text("1 10 20 10 30\n2 20\n")
    table.write_text(TABLE + "1\t30\t5\t9\n1\t10\t5\t1\n1\t20\t5\t2\n1\t10\t5\t3\n2\t20\t5\t1\n")
    read = [[each.tolist() for each in read_lives(path).items] for path in (lines, tmp_path)]

    assert read == [[[0, 1, 2], [1]]] * 2
    assert [read_lives(path).has_times for path in (lines, table)] == [False, True]


@pytest.mark.parametrize("text", ["", "user_id\titem_id\n1\t2\n"])
def test_what_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lives.txt"
    path.write_text(text)
    for wrong in (path, tmp_path / "absent", tmp_path):
        with pytest.raises(Invalid):
            read_lives(wrong)


def test_the_last_deed_is_asked_about_and_the_one_before_it_chosen_by(tmp_path: Path) -> None:
    path = tmp_path / "lives.txt"
    path.write_text("1 a b c d\n2 b c\n3 e\n")
    task = make_task(read_lives(path), "leave-one-out")

    assert task.asked.tolist() == [0]
    assert task.wanted == (frozenset([3]),)
    assert [task.whole.of(person).tolist() for person in range(3)] == [[0, 1, 2], [1], [4]]
    assert [task.before.of(person).tolist() for person in range(3)] == [[0, 1], [1], [4]]
    assert task.next_items.tolist() == [2, -1, -1]


def test_a_split_by_time_knows_nothing_after_its_moment(tmp_path: Path) -> None:
    path = tmp_path / "lives.inter"
    rows = [f"{user}\ti{at}\t5\t{at}\n" for user in "ab" for at in range(10)]
    path.write_text(TABLE + "".join(rows) + "c\ti9\t5\t9\n")
    task = make_task(read_lives(path), "time")

    assert task.asked.tolist() == [0, 1]
    assert task.whole.times.max() < task.whole.moments.min() == task.whole.moments.max() == 8.0
    assert task.wanted == (frozenset([8, 9]),) * 2


def test_in_a_split_by_time_systems_choose_by_an_earlier_cut_of_the_same_kind(tmp_path: Path) -> None:
    path = tmp_path / "lives.inter"
    rows = [f"{user}\ti{at}\t5\t{at}\n" for user in "ab" for at in range(20)]
    path.write_text(TABLE + "".join(rows))
    task = make_task(read_lives(path), "time")

    assert [len(task.whole.of(person)) for person in range(2)] == [16, 16]
    assert [task.before.of(person).tolist() for person in range(2)] == [list(range(12))] * 2
    assert task.before.times.max() < task.before.moments.min() == task.before.moments.max() == 12.0
    assert task.next_items.tolist() == [12, 12]


def test_where_nobody_goes_on_after_the_earlier_cut_their_second_last_deeds_are_chosen_by(
    tmp_path: Path,
) -> None:
    short = tmp_path / "short.inter"
    short.write_text(TABLE + "".join(f"a\ti{at}\t5\t{at}\n" for at in range(7)))
    task = make_task(read_lives(short), "time")

    assert task.before.of(0).tolist() == [0, 1, 2, 3]
    assert task.next_items.tolist() == [4]


def test_a_split_by_time_of_data_without_times_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lives.txt"
    path.write_text("1 a b c d\n")
    with pytest.raises(Invalid, match="time"):
        make_task(read_lives(path), "time")


def test_lists_hold_the_ten_best_and_no_item_that_was_met() -> None:
    scores = np.random.default_rng(7).random((5, 40)).astype(np.float32)
    scores[:, ::2] = -np.inf
    few = np.full((1, 40), -np.inf, np.float32)
    few[0, 3] = 1

    assert list_best(scores).tolist() == np.argsort(-scores, axis=1)[:, :10].tolist()
    assert list_best(few).tolist() == [[3] + [-1] * 9]


def test_lists_are_judged_by_hits_and_by_place() -> None:
    lists = np.array([[5, 6, *[-1] * 8], [5, 6, *[-1] * 8], [5, 6, *[-1] * 8]])
    hits, gains = judge(lists, (frozenset([6]), frozenset([7]), frozenset([5, 7])))

    assert hits.tolist() == [1, 0, 1]
    assert gains.tolist() == pytest.approx([1 / np.log2(3), 0, 1 / (1 + 1 / np.log2(3))])
