"""How well what people meet next is ranked, out of all items: Beknown's taste beside others, on any set of lives.

`python -m benchmarks.ranking --data PATH --json OUT.json` takes a folder or file in RecBole's atomic format
(`user_id`, `item_id`, `timestamp`) or lines of a user and their items in order. Everybody's last deed is asked about
(leave-one-out); where times are known, also everything after one moment (`--splits`). All items compete, but for those
the person met; nothing is sampled. An item counts once a person. `--systems NAME ...` runs those rows alone.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from beknown.kit.errors import Invalid, Unavailable
from benchmarks.harness import print_head, print_table
from benchmarks.likes import spread
from benchmarks.ranking_data import Lives, Split, Task, judge, make_task, read_lives
from benchmarks.ranking_systems import System, make_systems

DATA = Path("../shared/data/ml-100k")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one system reached, each with a bootstrap's 95 % interval over people, and how long it took in all."""

    hit: tuple[float, float, float]
    ndcg: tuple[float, float, float]
    seconds: float
    processor_s: float

    def as_json(self) -> dict[str, float]:
        """Give what the benchmark writes."""
        return {
            "hr@10": self.hit[0],
            "ndcg@10": self.ndcg[0],
            "seconds": self.seconds,
            "processor_seconds": self.processor_s,
        }


def measure(system: System, task: Task) -> Figures:
    """Let a system learn and list, and judge the lists."""
    started, used = time.perf_counter(), time.process_time()
    lists = system(task)
    seconds, processor_s = time.perf_counter() - started, time.process_time() - used
    hits, gains = judge(lists, task.wanted)
    return Figures(spread(hits.tolist()), spread(gains.tolist()), seconds, processor_s)


def run_split(lives: Lives, split: Split, systems: Mapping[str, System]) -> dict[str, dict[str, float]]:
    """Run all systems on one split, print the table, and give the figures of those that ran."""
    task = make_task(lives, split)
    print(
        f"\n{lives.name}, {split}: {lives.size:,} items, {len(task.whole.items):,} deeds of {len(task.whole):,} people "
        f"to learn from, {len(task.asked):,} people asked about\n"
    )
    found: dict[str, Figures] = {}
    for name, system in systems.items():
        try:
            found[name] = measure(system, task)
        except Unavailable as missing:
            print(f"{name}: not measured, since {missing.message}")
            continue
        print(f"{name}: NDCG@10 {found[name].ndcg[0]:.4f} after {found[name].seconds:.0f} s", flush=True)
    print()
    print_table(
        ("", "HR@10", "NDCG@10", "seconds"),
        [[name, _show(each.hit), _show(each.ndcg), f"{each.seconds:.0f}"] for name, each in found.items()],
    )
    return {name: each.as_json() for name, each in found.items()}


def _show(spreads: tuple[float, float, float]) -> str:
    return f"{spreads[0]:.4f} ({spreads[1]:.4f} to {spreads[2]:.4f})"


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = list(make_systems(epochs=1, minutes=1))
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranking", description=__doc__)
    parser.add_argument("--data", type=Path, help=f"a folder or file of lives; default {DATA}")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument(
        "--systems", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names)
    )
    parser.add_argument(
        "--splits", nargs="+", choices=get_args(Split), help="default: all that the data allows"
    )
    parser.add_argument("--epochs", type=int, default=100, help="of a sequence model, at most")
    parser.add_argument("--minutes", type=float, default=60, help="of training a sequence model, at most")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the figures as JSON; `systems` holds those of the first split."""
    chosen = _read_options(arguments)
    if not chosen.data and not DATA.exists():
        print(f"There is no data at {str(DATA)!r}; name some by --data. Not measured.")
        return
    chosen.data = chosen.data or DATA
    print_head("What people meet next", f"python -m benchmarks.ranking --data {chosen.data}")
    try:
        lives = read_lives(chosen.data)
    except Invalid as error:
        sys.exit(f"{error.message}. Not measured.")
    every = make_systems(epochs=chosen.epochs, minutes=chosen.minutes)
    systems = {name: system for name, system in every.items() if name in chosen.systems}
    allowed = get_args(Split) if lives.has_times else get_args(Split)[:1]
    splits = {split: run_split(lives, split, systems) for split in chosen.splits or allowed}
    if chosen.json:
        figures = {"data": lives.name, "systems": next(iter(splits.values())), "splits": splits}
        chosen.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
