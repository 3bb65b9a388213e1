"""How well memory finds what a question is about: recall@k on LoCoMo, beside plain BM25, plain vectors and mem0.

`python -m benchmarks.recall --data FOLDER --json OUT.json --systems beknown bm25`
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import orjson

from beknown.kit import clock
from beknown.models import Embedder
from beknown.models.embedded_embedding import EmbeddedEmbedder
from benchmarks.embedding import KeptEmbedder
from benchmarks.harness import Timing, print_head, print_table
from benchmarks.locomo import CATEGORIES, FOLDER, UNANSWERABLE, Asked, Conversation, read_conversations
from benchmarks.recall_systems import SYSTEMS, Beknown, Question, System

DEPTHS = (1, 5, 10, 20)
AT = datetime(2024, 6, 1, tzinfo=UTC)
"""When the questions are asked: after the last conversation."""


@dataclass(slots=True)
class Tally:
    """Shares of the answering turns that were found, by category and depth; and how long each question took."""

    shares: dict[int, dict[int, list[float]]] = field(
        default_factory=lambda: {each: {depth: [] for depth in DEPTHS} for each in CATEGORIES}
    )
    milliseconds: list[float] = field(default_factory=list[float])
    sureness: dict[str, list[tuple[float, bool]]] = field(default_factory=dict[str, list[tuple[float, bool]]])

    def note(self, asked: Asked, found: Sequence[str], milliseconds: float) -> None:
        """Note what one question found; those without an answer count for nothing but the time."""
        self.milliseconds.append(milliseconds)
        for depth in DEPTHS if asked.category != UNANSWERABLE else ():
            share = len(asked.gold & set(found[:depth])) / len(asked.gold)
            self.shares[asked.category][depth].append(share)

    def recall_at(self, depth: int, category: int | None = None) -> float:
        """Give the mean share at a depth, over all questions or over those of a category."""
        chosen = CATEGORIES if category is None else (category,)
        every = [share for each in chosen for share in self.shares[each][depth]]
        return float(np.mean(every)) if every else 0.0

    def row(self, name: str) -> list[str]:
        """Give the table row: recall at each depth, at 10 by category, and how long a question took."""
        timing = Timing(tuple(self.milliseconds))
        shares = [
            *(self.recall_at(depth) for depth in DEPTHS),
            *(self.recall_at(10, each) for each in CATEGORIES),
        ]
        return [name, *(f"{share:.3f}" for share in shares), f"{timing.at(50):.1f}", f"{timing.at(95):.1f}"]

    def document(self) -> dict[str, object]:
        """Give the same as a JSON object."""
        timing = Timing(tuple(self.milliseconds))
        return {
            "recall": {str(depth): self.recall_at(depth) for depth in DEPTHS},
            "by_category": {
                str(each): {str(depth): self.recall_at(depth, each) for depth in DEPTHS}
                for each in CATEGORIES
            },
            "latency_ms": {"p50": timing.at(50), "p95": timing.at(95)},
        }


async def main() -> None:
    """Measure and print."""
    options = _read_options()
    print_head("Recall on LoCoMo", f"python -m benchmarks.recall --data {options.data.name}")
    conversations = read_conversations(options.data)
    if not conversations:
        print(f"There is no conv-*.json in {options.data}; name the folder with --data. Not measured.")
        return
    engine = EmbeddedEmbedder()
    embedder = KeptEmbedder(engine, "locomo")
    questions = [await _embed_questions(each, embedder) for each in conversations]
    tallies = {name: await _ask(name, conversations, questions, embedder) for name in options.systems}
    embedder.keep()
    engine.close()
    print_table(
        (
            "",
            *(f"@{depth}" for depth in DEPTHS),
            *(f"@10 {name}" for name in CATEGORIES.values()),
            "p50 ms",
            "p95 ms",
        ),
        [tally.row(name) for name, tally in tallies.items()],
    )
    asked = sum(each.category != UNANSWERABLE for one in conversations for each in one.questions)
    turns = sum(len(one.turns) for one in conversations)
    print(f"\n{asked} questions about {turns} turns of {len(conversations)} conversations, one person each. ")
    print("Times are of the search alone; embedding a question is counted by `context_assembly`.")
    if "beknown" in tallies:
        _print_sureness(tallies["beknown"])
    if options.json:
        systems = {name: tally.document() for name, tally in tallies.items()}
        options.json.write_bytes(orjson.dumps({"systems": systems}, option=orjson.OPT_INDENT_2))


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=FOLDER, help="folder of conv-*.json")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--systems", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    return parser.parse_args()


async def _embed_questions(conversation: Conversation, embedder: Embedder) -> list[Question]:
    return [
        Question(each.text, await embedder.embed_query(each.text), embedder.name)
        for each in conversation.questions
    ]


async def _ask(
    name: str, conversations: Sequence[Conversation], questions: Sequence[list[Question]], embedder: Embedder
) -> Tally:
    tally = Tally()
    with clock.frozen(AT):
        async with SYSTEMS[name](conversations, embedder) as systems:
            for conversation, asked, system in zip(conversations, questions, systems, strict=True):
                for each, question in zip(conversation.questions, asked, strict=True):
                    await _ask_one(tally, conversation.name, each, question, system)
    return tally


async def _ask_one(tally: Tally, name: str, asked: Asked, question: Question, system: System) -> None:
    started = time.perf_counter()
    found = await system.find(question)
    tally.note(asked, found, (time.perf_counter() - started) * 1000)
    if isinstance(system, Beknown):
        is_unanswerable = asked.category == UNANSWERABLE
        tally.sureness.setdefault(name, []).append((system.sureness, is_unanswerable))


def _print_sureness(tally: Tally) -> None:
    """Print how often an unsure memory was rightly unsure, its threshold chosen on the other conversations."""
    right, wrong = [0, 0], [0, 0]
    for name, held_out in tally.sureness.items():
        others = [pair for other, pairs in tally.sureness.items() if other != name for pair in pairs]
        threshold = find_threshold(others or held_out)
        for sureness, is_unanswerable in held_out:
            counted = right if is_unanswerable else wrong
            counted[0] += sureness < threshold
            counted[1] += 1
    if right[1]:
        print(
            f"Questions without an answer: memory says it is unsure for {right[0]} of {right[1]} "
            f"({right[0] / right[1]:.0%}); it says so wrongly for {wrong[0]} of {wrong[1]} "
            f"({wrong[0] / wrong[1]:.0%}). Threshold chosen on the other conversations."
        )


def find_threshold(pairs: Sequence[tuple[float, bool]]) -> float:
    """Give the sureness below which most is right: the mean of both shares is highest."""

    def worth(threshold: float) -> float:
        shares = [
            np.mean(
                [(sureness < threshold) == is_it for sureness, is_it in pairs if is_it is wanted] or [0.0]
            )
            for wanted in (True, False)
        ]
        return float(np.mean(shares))

    return max(sorted({sureness for sureness, _ in pairs}), key=worth)


if __name__ == "__main__":
    asyncio.run(main())
