"""What a cascade costs and how good it is: a small model first, a bigger one where the small one isn't sure.

Every task is asked of both models once; each possible threshold is then a point of the curve, by the same judgement as
the gateway's. Any two models can be named: `--small URL MODEL` and `--big URL MODEL`, with keys in BEKNOWN_SMALL_KEY
and BEKNOWN_BIG_KEY. Without them the embedded model is the small one; and where there is no bigger one either, its
place is taken by the same model asked nine times, the most frequent answer taken, which costs nine times as much. Costs
are tokens times `--price` (of a big one's token, in the small one's).
"""

import argparse
import asyncio
import os
import re
import shutil
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httpx
import platformdirs

from beknown.gateway.cascade import suffices, sureness_of
from beknown.gateway.types import JsonObject, read_usage
from beknown.kit.settings import Settings
from beknown.models import Endpoint, Models
from beknown.models.fetch import fetch_weights
from beknown.models.registry import default_weight_file
from benchmarks.cascade_tasks import TASKS, Task
from benchmarks.harness import make_home, print_head, print_table

SYSTEM = "Answer with as few words as you can."
MOST_TOKENS = 24
VOTES = 9
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 1.01)
TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is asked so many times for each answer."""

    at: Endpoint
    votes: int = 1

    @property
    def name(self) -> str:
        """What it is called in the tables."""
        return self.at.model if self.votes == 1 else f"{self.at.model}, the most frequent of {self.votes}"


@dataclass(frozen=True, slots=True)
class Answered:
    """A model's answer to a task: whether it is right, how many tokens it took, and the object itself."""

    is_right: bool
    tokens: int
    answer: JsonObject


async def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", nargs=2, metavar=("URL", "MODEL"))
    parser.add_argument("--big", nargs=2, metavar=("URL", "MODEL"))
    parser.add_argument("--price", type=float, default=None)
    options = parser.parse_args()
    print_head("A cascade of two models", "python -m benchmarks.cascade")
    async with (
        _models(options.small, options.big) as (small, big),
        httpx.AsyncClient(timeout=TIMEOUT_S) as http,
    ):
        pairs = [(await _answer(http, small, task), await _answer(http, big, task)) for task in TASKS]
    price = options.price if options.price is not None else 1.0
    print(
        f"{len(TASKS)} tasks; small: {small.name}; big: {big.name}; a token of the big one costs {price:g}.\n"
    )
    print_table(
        ("threshold", "answered by the small one", "right", "cost of the big one alone"), _curve(pairs, price)
    )
    print()
    print_table(
        ("kind", "tasks", "small right", "big right", "sureness when right", "when wrong"), _kinds(pairs)
    )


@asynccontextmanager
async def _models(small: list[str] | None, big: list[str] | None) -> AsyncGenerator[tuple[Model, Model]]:
    named = _named(small, "BEKNOWN_SMALL_KEY"), _named(big, "BEKNOWN_BIG_KEY")
    if named[0] is not None and named[1] is not None:
        yield Model(named[0]), Model(named[1])
        return
    home = make_home()
    try:
        (home / "models").mkdir()
        cache = Path(platformdirs.user_cache_dir("beknown", appauthor=False)) / "models"
        weights = await fetch_weights(default_weight_file("language"), cache)
        shutil.copy(weights, home / "models" / weights.name)
        async with Models(Settings(home=home)) as models:
            at = (await models.language()).endpoint
            yield Model(named[0] or at), Model(named[1]) if named[1] else Model(named[0] or at, VOTES)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _named(given: list[str] | None, key: str) -> Endpoint | None:
    return None if given is None else Endpoint(given[0].rstrip("/"), given[1], os.environ.get(key))


async def _answer(http: httpx.AsyncClient, model: Model, task: Task) -> Answered:
    answers = [await _ask(http, model, task, seed) for seed in range(model.votes)]
    texts = [_text_of(each) for each in answers]
    most = Counter(_key_of(text) for text in texts).most_common(1)[0][0]
    chosen = next(at for at, text in enumerate(texts) if _key_of(text) == most)
    spent = [read_usage(each) for each in answers]
    tokens = sum(each.input_tokens + each.output_tokens for each in spent)
    return Answered(task.is_right(texts[chosen]), tokens, answers[chosen])


async def _ask(http: httpx.AsyncClient, model: Model, task: Task, seed: int) -> JsonObject:
    body: JsonObject = {
        "model": model.at.model,
        "messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": task.asked}],
        "max_tokens": MOST_TOKENS,
        "temperature": 0 if model.votes == 1 else 0.7,
        "seed": seed,
        "logprobs": True,
    }
    headers = {"Authorization": f"Bearer {model.at.api_key or 'none'}"}
    answer = await http.post(f"{model.at.url}/chat/completions", json=body, headers=headers)
    answer.raise_for_status()
    return cast("JsonObject", answer.json())


def _text_of(answer: JsonObject) -> str:
    message = cast("JsonObject", _choice_of(answer)["message"])
    return cast("str", message.get("content") or "")


def _choice_of(answer: JsonObject) -> JsonObject:
    return cast("list[JsonObject]", answer["choices"])[0]


def _key_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _curve(pairs: list[tuple[Answered, Answered]], price: float) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    all_big = sum(big.tokens * price for _, big in pairs)
    for least in THRESHOLDS:
        kept = [suffices(small.answer, None, least) for small, _ in pairs]
        right = sum(
            (small if stays else big).is_right for stays, (small, big) in zip(kept, pairs, strict=True)
        )
        cost = sum(
            small.tokens + (0 if stays else big.tokens * price)
            for stays, (small, big) in zip(kept, pairs, strict=True)
        )
        rows.append(
            (
                "none is sure enough" if least > 1 else f"{least:.2f}",
                f"{sum(kept) / len(kept):.0%}",
                f"{right / len(pairs):.1%}",
                f"{cost / all_big:.0%}",
            )
        )
    alone = (sum(small.is_right for small, _ in pairs), sum(big.is_right for _, big in pairs))
    cheap = sum(small.tokens for small, _ in pairs) / all_big
    rows.append(("the small one alone", "100%", f"{alone[0] / len(pairs):.1%}", f"{cheap:.0%}"))
    rows.append(("the big one alone", "0%", f"{alone[1] / len(pairs):.1%}", "100%"))
    return rows


def _kinds(pairs: list[tuple[Answered, Answered]]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for kind in dict.fromkeys(task.kind for task in TASKS):
        of = [pair for task, pair in zip(TASKS, pairs, strict=True) if task.kind == kind]
        sure = {
            is_right: [sureness_of(_choice_of(small.answer)) for small, _ in of if small.is_right is is_right]
            for is_right in (True, False)
        }
        rows.append(
            (
                kind,
                str(len(of)),
                str(len(sure[True])),
                str(sum(big.is_right for _, big in of)),
                _mean(sure[True]),
                _mean(sure[False]),
            )
        )
    return rows


def _mean(numbers: list[float]) -> str:
    return f"{sum(numbers) / len(numbers):.2f}" if numbers else ""


if __name__ == "__main__":
    asyncio.run(main())
