"""Write src/beknown/understanding/care_hints.npz out of the lines in tests/data/care_hints.

Nothing else is read: no conversation of anybody, and none of the sets that care is judged by.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beknown.models.embedded_embedding import load_model
from beknown.understanding.care_hints import FILE, TOPICS, Floats, direct, measure

DATA = Path(__file__).parent.parent / "tests/data/care_hints"
STRENGTH = 0.3
"""Of the ridge: how far a line may be believed against those around it."""

NEAR_WEIGHT = 0.2
"""Of lines that were written to look like acute ones: by their vectors they can't be told apart for sure, and a
gentle offer too many costs little."""

MOST_INT8 = 127
THREADS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was written down; those of one group say the same in other languages."""

    text: str
    lang: str
    is_acute: bool
    topic: str | None
    is_of_friend: bool
    kind: str
    group: int


def read_lines(folder: Path = DATA) -> list[Line]:
    """Read all lines, in a fixed order."""
    lines: list[Line] = []
    for file in sorted(folder.glob("*.jsonl")):
        for text in file.read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(text)
            lines.append(
                Line(row["text"], row["lang"], row["level"] == "acute", row["topic"], row["who"] == "friend",
                     row["kind"], row["group"])
            )  # fmt: skip
    return lines


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Embed texts as questions are."""
    model = load_model()
    session = model.open_session(THREADS)
    return np.concatenate([model.embed(session, [text], is_query=True) for text in texts])


def teach(lines: Sequence[Line], vectors: NDArray[np.float32]) -> dict[str, NDArray[np.generic]]:
    """Give what the product needs to know of lines: see `understanding.care_hints.Lines`."""
    mean, scale = vectors.mean(axis=0), vectors.std(axis=0)
    kept = _keep(direct(vectors, mean.astype(np.float64), scale.astype(np.float64)))
    directions = kept / np.linalg.norm(kept, axis=1, keepdims=True)
    weights = solve(measure(directions, directions), lines)
    return {
        "mean": mean.astype(np.float32),
        "scale": scale.astype(np.float32),
        "directions": kept.astype(np.int8),
        "weights": weights.astype(np.float32),
    }


def solve(nearness: Floats, lines: Sequence[Line]) -> Floats:
    """Weigh lines by how near they are to each other."""
    trust = np.array([NEAR_WEIGHT if line.kind == "near" else 1.0 for line in lines])
    return np.asarray(np.linalg.solve(nearness + STRENGTH * np.diag(1 / trust), targets(lines)), np.float64)


def targets(lines: Sequence[Line]) -> Floats:
    """Say what a line should give: 2 for acute, 1 for its topic, 1 or -1 for a friend or oneself; else 0."""
    return np.array(
        [
            [2.0 * line.is_acute, *(float(line.topic == topic) for topic in TOPICS),
             (1.0 if line.is_of_friend else -1.0) * line.is_acute]
            for line in lines
        ]
    )  # fmt: skip


def _keep(directions: Floats) -> Floats:
    """Round each row to 8 bits."""
    return np.rint(directions / np.abs(directions).max(axis=1, keepdims=True) * MOST_INT8)


def main() -> None:
    """Make the file."""
    lines = read_lines()
    made = teach(lines, embed([line.text for line in lines]))
    np.savez_compressed(FILE, allow_pickle=False, **made)
    print(f"{FILE.name}: {len(lines)} lines, {FILE.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
