"""Sequence models for tests: small, of fixed chance, without what trains them."""

import numpy as np
from numpy.typing import NDArray

from beknown.feed.sequence_model import LONGEST, SequenceModel

WIDTH = 8
HEADS = 2


def make_model(items: int, *, layers: int = 2, seed: int = 0) -> SequenceModel:
    """Make a model whose weights are chance."""
    chance = np.random.default_rng(seed)

    def some(*shape: int) -> NDArray[np.float32]:
        return chance.normal(0, 0.5, shape).astype(np.float32)

    weights = {"positions": some(LONGEST, WIDTH)}
    for layer in range(layers):
        for name in ("norm", "ff_norm"):
            weights |= {f"{layer}.{name}.w": some(WIDTH), f"{layer}.{name}.b": some(WIDTH)}
        for name, rows in (
            ("attend_in", 3 * WIDTH),
            ("attend_out", WIDTH),
            ("gate", WIDTH),
            ("ff_gate", WIDTH),
        ):
            weights |= {f"{layer}.{name}.w": some(rows, WIDTH), f"{layer}.{name}.b": some(rows)}
        weights |= {f"{layer}.ff_in.w": some(32, WIDTH), f"{layer}.ff_side.w": some(32, WIDTH)}
        weights[f"{layer}.ff_out.w"] = some(WIDTH, 32)
    return SequenceModel(some(items, WIDTH), weights, HEADS)


def make_follower(items: int) -> SequenceModel:
    """Make a model without layers, for which each item is followed by the next one, in a ring."""
    angles = 2 * np.pi * np.arange(items) / items
    # Half a step on: what is done last lies nearest to itself, which is met, and then to what follows it.
    vectors = np.zeros((items, WIDTH), np.float32)
    vectors[:, 0], vectors[:, 1], vectors[:, 2] = np.cos(angles), np.sin(angles), 1.0
    return SequenceModel(vectors * 8, {"positions": np.zeros((LONGEST, WIDTH), np.float32)}, HEADS)
