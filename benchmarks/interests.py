"""How well what somebody likes next is found by their interests alone, beside popularity and chance.

`python -m benchmarks.interests --data FOLDER --json OUT.json` cuts all lives at one moment, before which four of five
likes lie. What came before it goes through the log and the learner of interests, person by person; then all things
that a person hasn't met are ranked, none left out. `interests and fame` also sees how many like each thing, and how
far this person follows that. `FOLDER` holds MovieLens 100K (`ml-100k.inter`, `ml-100k.item`).
"""

import argparse
import asyncio
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from beknown.events import EventDraft, append_many, ensure_source, subscribe
from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.models.embedded_embedding import EmbeddedEmbedder
from beknown.understanding import (
    add_fame,
    find_interests,
    note_unread,
    phrases_of,
    score_fame,
    score_items,
)
from beknown.understanding.interests import MOST_SHOWN, Interests
from beknown.understanding.learn import learn_slice
from benchmarks.embedding import KeptEmbedder
from benchmarks.harness import add_person, open_database, print_head, print_table
from benchmarks.invented_tastes import invent_likes
from benchmarks.likes import (
    WEEK,
    Found,
    Held,
    LikeSet,
    count_likes,
    judge,
    read_ml_100k,
    split_by_time,
    spread,
)

DATA = Path("../shared/data/ml-100k")
SEEDS = (1, 2, 3)
CUT = 0.8
MEASURES = ("hit", "ndcg", "recall")
LIKED = "social.reaction.given.v1"
_LONG_S = 3600.0

Results = dict[str, list[Found]]


async def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the figures as JSON."""
    options = _read_options(arguments)
    print_head("Next likes by interests alone", "python -m benchmarks.interests")
    sets = [invent_likes(seed) for seed in SEEDS]
    if (options.data / "ml-100k.inter").exists():
        sets.append(read_ml_100k(options.data))
    else:
        print(f"There is no ml-100k.inter in {str(options.data)!r}: that set is left out.")
    embedder = KeptEmbedder(EmbeddedEmbedder(), "interests")
    learner = Interests(lambda: _give(embedder))
    figures: dict[str, object] = {}
    async with open_database() as db:
        subscribe(note_unread)
        for lives in sets:
            moment, held = split_by_time(lives, options.cut, options.end)
            results = await measure(db, learner, lives, moment, held)
            figures[lives.name] = _print(lives, moment, held, results)
    embedder.keep()
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


async def measure(
    db: Database, learner: Interests, lives: LikeSet, moment: datetime, held: Sequence[Held]
) -> Results:
    """Rank by each system for everybody who is asked about."""
    known, lately = count_likes(lives, None, moment), count_likes(lives, moment - WEEK, moment)
    phrases = {key: phrases_of(item.text, item.tags) for key, item in lives.items.items()}
    chance = random.Random(0)  # noqa: S311 - the row of chance
    names = ("interests", "interests and fame", "popular", "popular, 7 days", "chance")
    results: Results = {name: [] for name in names}
    likes = {key: known[key] for key in lives.items}
    with clock.frozen(moment):
        for each in held:
            taste = await _by_interests(db, learner, lives, each, phrases)
            lean = score_fame(likes, [like.item for like in each.before])
            scores: dict[str, Mapping[str, float]] = {
                "interests": taste,
                "interests and fame": add_fame(taste, lean),
                "popular": known,
                "popular, 7 days": lately,
                "chance": {key: chance.random() for key in lives.items},
            }
            for name, score in scores.items():
                ranked = _rank([key for key in lives.items if key not in each.seen], score)
                results[name].append(judge(ranked, each.wanted))
    return results


def _rank(keys: Sequence[str], scores: Mapping[str, float]) -> list[str]:
    """Order things by their scores; among equals chance decides, the same for every system."""
    mixed = list(keys)
    random.Random(len(mixed)).shuffle(mixed)  # noqa: S311 - no secret
    return sorted(mixed, key=lambda key: -scores.get(key, 0.0))


async def _by_interests(
    db: Database, learner: Interests, lives: LikeSet, held: Held, phrases: Mapping[str, frozenset[str]]
) -> dict[str, float]:
    scope = Scope(await add_person(db, "Maya"), "export")
    now = clock.now()
    drafts = [_as_draft(lives, at, like.at, like.item) for at, like in enumerate(held.before)]
    drafts += [draft for draft in lives.more.get(held.person, ()) if (draft.occurred_at or now) < now]
    async with db.begin(scope) as tx:
        await append_many(tx, await ensure_source(tx, "likes"), drafts)
    await learn_slice(db, scope, [learner], seconds=_LONG_S)
    async with db.begin(replace(scope, purpose="feed")) as tx:
        interests = await find_interests(tx, MOST_SHOWN)
    return score_items(interests, phrases)


def _as_draft(lives: LikeSet, number: int, at: datetime, key: str) -> EventDraft:
    item = lives.items[key]
    payload = {"tags": list(item.tags)}
    return EventDraft(LIKED, f"like:{number}", at, item.text, "Maya Lindqvist", is_mine=True, payload=payload)


async def _give(embedder: KeptEmbedder) -> KeptEmbedder:
    return embedder


def _print(
    lives: LikeSet, moment: datetime, held: Sequence[Held], results: Results
) -> dict[str, dict[str, dict[str, float]]]:
    days = (max(each[-1].at for each in lives.likes.values()) - moment) / timedelta(days=1)
    print(
        f"\n{lives.name}: {len(lives.items):,} things, {sum(map(len, lives.likes.values())):,} likes of "
        f"{len(lives.likes)} people; cut at {moment:%Y-%m-%d}, {days:.0f} days held out, {len(held)} people asked about"
    )
    rows: list[list[str]] = []
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for name, found in results.items():
        spreads = {measure: spread([getattr(each, measure) for each in found]) for measure in MEASURES}
        rows.append(
            [name, *(f"{mean:.3f} ({low:.3f} to {high:.3f})" for mean, low, high in spreads.values())]
        )
        figures[name] = {
            measure: {"mean": mean, "low": low, "high": high, "people": len(found)}
            for measure, (mean, low, high) in spreads.items()
        }
    print_table(("", "HR@10", "NDCG@10", "recall@20"), rows)
    return figures


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interests", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of MovieLens 100K")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--cut", type=float, default=CUT, help="share of likes before the cut")
    parser.add_argument("--end", type=float, default=1.0, help="share of likes that is looked at")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    asyncio.run(main())
