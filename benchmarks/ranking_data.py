"""What `ranking` reads, how it splits, and how it judges a list of ten."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from beknown.kit.errors import Invalid
from beknown.ranking import Histories, make_histories

Split = Literal["leave-one-out", "time"]
Lists = NDArray[np.int64]
"""People by ten items, best first; -1 where there are fewer."""

LISTED = 10
CUT = 0.8
"""The share of all deeds that lies before the cut of a split by time."""

LEAST_BEFORE = 5


@dataclass(frozen=True, slots=True)
class Lives:
    """Who met what when: items are numbered from 0, in order of time, each once a person.

    Times are in seconds, NaN where the data has none.
    """

    name: str
    items: tuple[NDArray[np.int64], ...]
    times: tuple[NDArray[np.float64], ...]
    size: int

    @property
    def has_times(self) -> bool:
        """Whether it is known when."""
        return bool(np.isfinite(self.times[0]).all()) if self.times else False


@dataclass(frozen=True, slots=True)
class Task:
    """What systems are asked.

    Args:
        before: All people's deeds before a last one that may be known, for choosing what a system has to choose: their
            own last one, or the first after an earlier cut where the split is by time.
        next_items: That one; -1 of whom there is none.
        whole: All people's deeds that a system may know.
        asked: Who is asked about, as places in `whole`.
        wanted: What each of them meets next.
        size: How many items there are.
    """

    before: Histories
    next_items: NDArray[np.int64]
    whole: Histories
    asked: NDArray[np.intp]
    wanted: tuple[frozenset[int], ...]
    size: int

    @property
    def asked_histories(self) -> Histories:
        """The deeds of whoever is asked about."""
        return self.whole.take(self.asked)


def read_lives(path: Path) -> Lives:
    """Read a folder with one `*.inter` (RecBole's atomic files), such a file, or lines of a user and their items.

    Raises:
        Invalid: There is nothing at this path, or it is in neither format.
    """
    found = sorted(path.glob("*.inter")) if path.is_dir() else [path]
    if not found or not found[0].is_file():
        raise Invalid(f"there is no data at {str(path)!r}; name a file, or a folder with one *.inter")
    with found[0].open(encoding="utf-8", newline="") as file:
        first = file.readline()
        file.seek(0)
        deeds = _read_table(file) if "\t" in first else _read_lines(file)
    if not deeds:
        raise Invalid(f"{str(found[0])!r} holds no deeds")
    return _number(found[0].stem, deeds)


def _read_table(lines: Iterable[str]) -> dict[str, list[tuple[float, str]]]:
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    names = [name.partition(":")[0] for name in next(rows)]
    if not {"user_id", "item_id", "timestamp"} <= set(names):
        raise Invalid(f"a table needs the columns user_id, item_id and timestamp, and has {', '.join(names)}")
    user, item, at = (names.index(name) for name in ("user_id", "item_id", "timestamp"))
    deeds: dict[str, list[tuple[float, str]]] = {}
    for row in rows:
        deeds.setdefault(row[user], []).append((float(row[at]), row[item]))
    for each in deeds.values():
        each.sort(key=lambda deed: deed[0])  # stable: equals stay as in the file
    return deeds


def _read_lines(lines: Iterable[str]) -> dict[str, list[tuple[float, str]]]:
    deeds: dict[str, list[tuple[float, str]]] = {}
    for line in lines:
        user, *items = line.split() or [""]
        deeds.setdefault(user, []).extend((float("nan"), item) for item in items)
    return {user: each for user, each in deeds.items() if each}


def _number(name: str, deeds: Mapping[str, list[tuple[float, str]]]) -> Lives:
    numbers: dict[str, int] = {}
    items: list[NDArray[np.int64]] = []
    times: list[NDArray[np.float64]] = []
    for each in deeds.values():
        once: dict[str, float] = {}
        for at, item in each:
            once.setdefault(item, at)
        items.append(np.array([numbers.setdefault(item, len(numbers)) for item in once], np.int64))
        times.append(np.array(list(once.values()), np.float64))
    return Lives(name, tuple(items), tuple(times), len(numbers))


def make_task(lives: Lives, split: Split) -> Task:
    """Split: everybody's last deed is asked about, or what comes after one moment for all.

    Raises:
        Invalid: A split by time of data without times.
    """
    return _leave_one_out(lives) if split == "leave-one-out" else _cut_by_time(lives)


def _leave_one_out(lives: Lives) -> Task:
    lengths = np.array([len(each) for each in lives.items])
    keep = np.maximum(lengths - 1, 1)  # whoever did one thing only is learned from, and not asked about
    asked = np.flatnonzero(lengths >= 3)  # noqa: PLR2004 - one to know, one to choose by, one to ask about
    wanted = tuple(frozenset([int(lives.items[person][-1])]) for person in asked.tolist())
    before, next_items = _hold_second_last(lives, keep)
    return Task(before, next_items, _cut(lives, keep), asked, wanted, lives.size)


def _cut_by_time(lives: Lives) -> Task:
    """Cut at one moment for all; what a system has to choose, it chooses on a cut of the same kind before that."""
    if not lives.has_times:
        raise Invalid(f"{lives.name!r} has no times, so that it can't be split by time")
    keep, moment = _find_cut(lives.times)
    asked = np.flatnonzero((keep >= LEAST_BEFORE) & (np.array([len(each) for each in lives.items]) > keep))
    wanted = tuple(frozenset(lives.items[person][keep[person] :].tolist()) for person in asked.tolist())
    known = [times[:count] for times, count in zip(lives.times, keep, strict=True)]
    earlier, at = _find_cut(known)
    goes_on = (earlier >= LEAST_BEFORE) & (keep > earlier)
    if goes_on.any():
        next_items = np.array(
            [
                int(items[count]) if has_next else -1
                for items, count, has_next in zip(lives.items, earlier, goes_on, strict=True)
            ]
        )
        before = _cut(lives, earlier, at)
    else:
        before, next_items = _hold_second_last(lives, keep)
    return Task(before, next_items, _cut(lives, keep, moment), asked, wanted, lives.size)


def _find_cut(times: Sequence[NDArray[np.float64]]) -> tuple[NDArray[np.intp], float]:
    """Give how many deeds of each lie before the moment before which `CUT` of all lie, and that moment."""
    moment = float(np.quantile(np.concatenate(times), CUT))
    return np.array([int(np.searchsorted(each, moment)) for each in times]), moment


def _hold_second_last(lives: Lives, keep: NDArray[np.intp]) -> tuple[Histories, NDArray[np.int64]]:
    """Give what each did before the last deed that may be known, and that deed; -1 where nothing is left before it."""
    has_next = keep >= 2  # noqa: PLR2004 - one to know, one to choose by
    next_items = np.array(
        [
            int(items[count - 1]) if known else -1
            for items, count, known in zip(lives.items, keep, has_next, strict=True)
        ]
    )
    return _cut(lives, keep - has_next), next_items


def _cut(lives: Lives, keep: NDArray[np.intp], moment: float | None = None) -> Histories:
    """Keep the first deeds of each; without a moment for all, each is asked right after the last one kept."""
    times = [each[:count] for each, count in zip(lives.times, keep, strict=True)]
    last = np.array([each[-1] if len(each) else np.nan for each in times])
    moments = last if moment is None else np.full(len(times), moment)
    return make_histories(
        [each[:count] for each, count in zip(lives.items, keep, strict=True)], times, moments
    )


def list_best(scores: NDArray[np.float32]) -> Lists:
    """Give the ten best items of each row; among equals chance decides, the same for every system."""
    mixed = np.random.default_rng(0).permutation(scores.shape[1])
    shuffled = scores[:, mixed]
    count = min(LISTED, scores.shape[1])
    least = -np.partition(-shuffled, count - 1, axis=1)[:, count - 1]
    lists = np.full((len(scores), LISTED), -1, np.int64)
    for person, row in enumerate(shuffled):
        at = np.flatnonzero(row >= least[person])
        best = at[np.argsort(-row[at], kind="stable")][:count]
        best = best[np.isfinite(row[best])]
        lists[person, : len(best)] = mixed[best]
    return lists


def judge(
    lists: Lists, wanted: tuple[frozenset[int], ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give for each person whether one of ten was wanted, and NDCG of ten with binary gains."""
    discount = 1 / np.log2(np.arange(LISTED) + 2)
    gains = np.array(
        [[item in each for item in row] for row, each in zip(lists.tolist(), wanted, strict=True)]
    )
    best = np.array([discount[: len(each)].sum() for each in wanted])
    hits = np.asarray(gains.any(axis=1), np.float64)
    return hits, np.asarray((gains * discount).sum(axis=1) / best, np.float64)
