"""How right the brief is: what is brought up over ten weeks of invented lives, in which what is due is known.

`python -m benchmarks.anticipate --json OUT.json` lives each life day by day: what is said goes through the log and the
learners, and at four moments of the day, one of them at night, it is asked what to bring up. Right is what is due on
that day and wasn't brought up before; a thing due counts as found if it came up once while it was due. Every tenth
suggestion is answered by 'not this again', and late in each life a whole kind is.
"""

import argparse
import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from beknown.events import EventDraft, append_many, ensure_source, subscribe
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import PersonId
from beknown.understanding import note_unread
from beknown.understanding.anticipate import Anticipation, decline, find_brief, is_quiet, look
from beknown.understanding.believe import BeliefLearner
from beknown.understanding.extract import LanguageRules
from beknown.understanding.learn import learn_slice
from beknown.understanding.propose import Candidate
from beknown.understanding.world_learner import WorldLearner
from benchmarks.harness import add_person, open_database, print_head, print_table
from benchmarks.invented_year import FIRST_DAY, LAST_DAY, ZONE, Due, Year, invent_year

SEEDS = (1, 2, 3, 4, 5)
MOMENTS = (time(3), time(8), time(17), time(23))
DECLINED_EACH = 10
KIND_DECLINED_ON = date(2025, 11, 10)
_LONG_S = 3600.0


@dataclass(slots=True)
class Tally:
    """What was brought up, by kind, and what of it was right; what was due, and what of that came up."""

    shown: Counter[str] = field(default_factory=Counter[str])
    right: Counter[str] = field(default_factory=Counter[str])
    due: Counter[str] = field(default_factory=Counter[str])
    found: Counter[str] = field(default_factory=Counter[str])
    declined: int = 0
    again: int = 0
    in_quiet_hours: int = 0
    over_budget: int = 0
    wrong: list[str] = field(default_factory=list[str])
    missed: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class Lived:
    """One life as far as it was lived."""

    year: Year
    met: set[Due] = field(default_factory=set[Due])
    subjects: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    kinds: dict[str, date] = field(default_factory=dict[str, date])
    shown: int = 0


async def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.anticipate", description=__doc__)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="the lives")
    parser.add_argument("--misses", action="store_true", help="print what was wrong and what was missed")
    options = parser.parse_args(arguments)
    print_head("What is brought up", "python -m benchmarks.anticipate")
    subscribe(note_unread)
    tally = Tally()
    async with open_database() as db:
        for seed in options.seeds:
            await live(db, invent_year(seed), tally)
    _print(tally, len(options.seeds))
    if options.misses:
        _print_misses(tally)
    if options.json:
        options.json.write_text(json.dumps(_as_json(tally), indent=2), encoding="utf-8")


async def live(db: Database, year: Year, tally: Tally) -> None:
    """Live one life day by day, and count."""
    person = await add_person(db, "Maya")
    lived, said = Lived(year), iter([*year.drafts, None])
    following = next(said)
    days = (LAST_DAY - FIRST_DAY).days + 1
    for day in (FIRST_DAY + timedelta(days=number) for number in range(days)):
        so_far = 0
        for moment in MOMENTS:
            now = datetime.combine(day, moment, ZONE)
            new: list[EventDraft] = []
            while following is not None and following.occurred_at is not None and following.occurred_at < now:
                new.append(following)
                following = next(said)
            with clock.frozen(now):
                await _learn(db, person, new)
                shown = await look(db, person)
                so_far += len(shown)
                tally.in_quiet_hours += len(shown) * is_quiet(Anticipation(), now)
                for each in shown:
                    await _answer(db, person, lived, each, tally)
        tally.over_budget += max(0, so_far - Anticipation().budget)
    _count_found(lived, tally)


async def _learn(db: Database, person: PersonId, new: Sequence[EventDraft]) -> None:
    if not new:
        return
    scope = Scope(person, "export")
    async with db.begin(scope) as tx:
        await append_many(tx, await ensure_source(tx, "whatsapp"), new)
    await learn_slice(db, scope, [WorldLearner(), BeliefLearner(LanguageRules())], seconds=_LONG_S)


async def _answer(db: Database, person: PersonId, lived: Lived, shown: Candidate, tally: Tally) -> None:
    """Judge a suggestion, and say 'not this again' to some."""
    today = clock.now().astimezone(ZONE).date()
    lived.shown += 1
    tally.shown[shown.kind] += 1
    tally.again += (shown.kind, shown.subject) in lived.subjects or shown.kind in lived.kinds
    due = next(
        (each for each in lived.year.due if _is_met(each, shown, today) and each not in lived.met), None
    )
    if due is None:
        tally.wrong.append(f"{today} {shown.kind} {shown.name} {shown.quote!r} for {shown.on_day}")
    else:
        tally.right[shown.kind] += 1
        lived.met.add(due)
    is_whole_kind = today >= KIND_DECLINED_ON and not lived.kinds
    if is_whole_kind or lived.shown % DECLINED_EACH == 0:
        await _decline(db, person, shown, is_whole_kind=is_whole_kind)
        tally.declined += 1
        if is_whole_kind:
            lived.kinds[shown.kind] = today
        lived.subjects.add((shown.kind, shown.subject))


def _is_met(due: Due, shown: Candidate, today: date) -> bool:
    says = due.words in shown.quote or due.words == shown.name or _plain(shown.quote) in _plain(due.words)
    is_named = bool(shown.quote) or due.words == shown.name
    return due.kind == shown.kind and due.first_day <= today <= due.last_day and says and is_named


def _plain(text: str) -> str:
    return text.casefold().rstrip(".!")


async def _decline(db: Database, person: PersonId, shown: Candidate, *, is_whole_kind: bool) -> None:
    async with db.begin(Scope(person, "export")) as tx:
        rows = await find_brief(tx)
        row = next(each for each in rows if (each.kind, each.subject) == (shown.kind, shown.subject))
        await decline(tx, row.id, "kind" if is_whole_kind else "subject")


def _count_found(lived: Lived, tally: Tally) -> None:
    """Count what was due; what the person wanted no more of wasn't."""
    for each in lived.year.due:
        is_unwanted = each.kind in lived.kinds and each.last_day > lived.kinds[each.kind]
        if each in lived.met or not is_unwanted:
            tally.due[each.kind] += 1
            tally.found[each.kind] += each in lived.met
            if each not in lived.met:
                tally.missed.append(f"{each.first_day} to {each.last_day} {each.kind} {each.words!r}")


def _as_json(tally: Tally) -> dict[str, object]:
    kinds: dict[str, dict[str, float]] = defaultdict(dict)
    for kind in sorted({*tally.shown, *tally.due}):
        kinds[kind] = _figures(tally.shown[kind], tally.right[kind], tally.due[kind], tally.found[kind])
    overall = _figures(tally.shown.total(), tally.right.total(), tally.due.total(), tally.found.total())
    return {
        **overall,
        "by_kind": kinds,
        "declined": tally.declined,
        "brought_up_again": tally.again,
        "in_quiet_hours": tally.in_quiet_hours,
        "over_budget": tally.over_budget,
    }


def _figures(shown: int, right: int, due: int, found: int) -> dict[str, float]:
    return {
        "precision": right / shown if shown else 1.0,
        "recall": found / due if due else 1.0,
        "shown": shown,
        "right": right,
        "due": due,
        "found": found,
    }


def _print(tally: Tally, lives: int) -> None:
    kinds = sorted({*tally.shown, *tally.due})
    rows = [_row("all", tally.shown.total(), tally.right.total(), tally.due.total(), tally.found.total())]
    rows += [_row(k, tally.shown[k], tally.right[k], tally.due[k], tally.found[k]) for k in kinds]
    print(f"{lives} lives of {(LAST_DAY - FIRST_DAY).days + 1} days, asked four times a day\n")
    print_table(("", "precision", "recall", "brought up", "due"), rows)
    print(
        f"\n'Not this again' was said {tally.declined} times and broken {tally.again} times. In quiet hours "
        f"{tally.in_quiet_hours} came, over the budget of {Anticipation().budget} a day {tally.over_budget}."
    )


def _print_misses(tally: Tally) -> None:
    for name, lines in (("wrong", tally.wrong), ("missed", tally.missed)):
        for line in lines:
            print(f"{name:6} {line}")


def _row(name: str, shown: int, right: int, due: int, found: int) -> list[str]:
    precision = f"{right / shown:.3f}" if shown else "-"
    recall = f"{found / due:.3f}" if due else "-"
    return [name, precision, recall, str(shown), str(due)]


if __name__ == "__main__":
    asyncio.run(main())
