"""What a cascade costs and how good it is: a small model first, a bigger one where the small one isn't sure.

Every task is asked of both models once; each possible threshold is then a point of the curve, by the same judgement as
the gateway's. Any two models can be named: `--small URL MODEL` and `--big URL MODEL`, with keys in BEKNOWN_SMALL_KEY
and BEKNOWN_BIG_KEY; the small one is the embedded model unless it is named. Costs are tokens times `--price` (of a big
one's token, in the small one's). Without a bigger model there is no curve of cost: what is printed then is how often an
answer that would be taken is right, for each threshold.
"""

import argparse
import asyncio
import os
import shutil
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
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 1.01)
TIMEOUT_S = 120


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
    parser.add_argument("--price", type=float, default=10.0)
    options = parser.parse_args()
    print_head("A cascade of two models", "python -m benchmarks.cascade")
    big = _named(options.big, "BEKNOWN_BIG_KEY")
    async with _small(options.small) as small, httpx.AsyncClient(timeout=TIMEOUT_S) as http:
        first = [await _ask(http, small, task) for task in TASKS]
        second = [await _ask(http, big, task) for task in TASKS] if big is not None else None
    if big is None or second is None:
        print(
            f"{len(TASKS)} tasks; {small.model} alone: no bigger model was named, so there is no curve of cost.\n"
        )
        print_table(("threshold", "answers taken", "of those right", "of the others right"), _taken(first))
    else:
        print(
            f"{len(TASKS)} tasks; small: {small.model}; big: {big.model}, a token costs {options.price:g}.\n"
        )
        pairs = list(zip(first, second, strict=True))
        print_table(
            ("threshold", "answered by the small one", "right", "cost, of the big one alone"),
            _curve(pairs, options.price),
        )
    print()
    print_table(("kind", "tasks", "right", "sureness when right", "when wrong"), _kinds(first))


@asynccontextmanager
async def _small(given: list[str] | None) -> AsyncGenerator[Endpoint]:
    named = _named(given, "BEKNOWN_SMALL_KEY")
    if named is not None:
        yield named
        return
    home = make_home()
    try:
        (home / "models").mkdir()
        cache = Path(platformdirs.user_cache_dir("beknown", appauthor=False)) / "models"
        weights = await fetch_weights(default_weight_file("language"), cache)
        shutil.copy(weights, home / "models" / weights.name)
        async with Models(Settings(home=home)) as models:
            yield (await models.language()).endpoint
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _named(given: list[str] | None, key: str) -> Endpoint | None:
    return None if given is None else Endpoint(given[0].rstrip("/"), given[1], os.environ.get(key))


async def _ask(http: httpx.AsyncClient, at: Endpoint, task: Task) -> Answered:
    body: JsonObject = {
        "model": at.model,
        "messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": task.asked}],
        "max_tokens": MOST_TOKENS,
        "temperature": 0,
        "logprobs": True,
    }
    headers = {"Authorization": f"Bearer {at.api_key or 'none'}"}
    said = await http.post(f"{at.url}/chat/completions", json=body, headers=headers)
    said.raise_for_status()
    answer = cast("JsonObject", said.json())
    spent = read_usage(answer)
    return Answered(task.is_right(_text_of(answer)), spent.input_tokens + spent.output_tokens, answer)


def _text_of(answer: JsonObject) -> str:
    message = cast("JsonObject", _choice_of(answer)["message"])
    return cast("str", message.get("content") or "")


def _choice_of(answer: JsonObject) -> JsonObject:
    return cast("list[JsonObject]", answer["choices"])[0]


def _taken(answers: list[Answered]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for least in THRESHOLDS[:-1]:
        taken = [each.is_right for each in answers if suffices(each.answer, None, least)]
        others = [each.is_right for each in answers if not suffices(each.answer, None, least)]
        rows.append((f"{least:.2f}", f"{len(taken) / len(answers):.0%}", _share(taken), _share(others)))
    return rows


def _share(right: list[bool]) -> str:
    return f"{sum(right)} of {len(right)}"


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


def _kinds(answers: list[Answered]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for kind in dict.fromkeys(task.kind for task in TASKS):
        of = [each for task, each in zip(TASKS, answers, strict=True) if task.kind == kind]
        sure = {
            is_right: [sureness_of(_choice_of(each.answer)) for each in of if each.is_right is is_right]
            for is_right in (True, False)
        }
        rows.append((kind, str(len(of)), str(len(sure[True])), _mean(sure[True]), _mean(sure[False])))
    return rows


def _mean(numbers: list[float]) -> str:
    return f"{sum(numbers) / len(numbers):.2f}" if numbers else ""


if __name__ == "__main__":
    asyncio.run(main())
