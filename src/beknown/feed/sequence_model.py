"""What somebody wants next, told by what they did one after another: SASRec with LiGR layers, served by numpy alone.

Source: Kang and McAuley 2018, 'Self-Attentive Sequential Recommendation'; Borisyuk et al. 2025, 'From Features to
Transformers' (LiGR): normalised input, gated residuals, SwiGLU. Written down as RecTools 0.19 trains it; whoever trains
checks that both say the same.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beknown.kit.errors import Invalid

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

LONGEST = 50
"""So many of the last deeds are read."""

_EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class SequenceModel:
    """A model.

    Args:
        vectors: Where each item lies, of shape (items, width).
        weights: By name, as `sequence_train.py` writes them: `positions` of (`LONGEST`, width), the last deed first;
            `0.attend_in.w` and so on for each layer.
        heads: Of attention.
    """

    vectors: Floats
    weights: Mapping[str, Floats]
    heads: int

    def encode(self, history: Places) -> Floats:
        """Give where what comes next is looked for, of shape (width,).

        Args:
            history: Items by their rows in `vectors`, at least one, the oldest first; those before the last `LONGEST`
                don't count.
        """
        last = history[-LONGEST:]
        state = self.vectors[last] + self.weights["positions"][len(last) - 1 :: -1]
        layer = 0
        while f"{layer}.norm.w" in self.weights:
            state = self._pass(state, layer)
            layer += 1
        return state[-1]

    def score(self, history: Places) -> Floats:
        """Give how well each item fits as the next one, of shape (items,): a logit. Arguments as for `encode`."""
        return self.vectors @ self.encode(history)

    def _pass(self, state: Floats, layer: int) -> Floats:
        attended = self._attend(self._normalise(state, f"{layer}.norm"), layer)
        state += _open(self._apply(state, f"{layer}.gate")) * attended
        normal = self._normalise(state, f"{layer}.ff_norm")
        inner = self._apply(normal, f"{layer}.ff_in")
        made = self._apply(inner * _open(inner) * self._apply(normal, f"{layer}.ff_side"), f"{layer}.ff_out")
        state += _open(self._apply(state, f"{layer}.ff_gate")) * made
        return state

    def _attend(self, normal: Floats, layer: int) -> Floats:
        length, width = normal.shape
        parts = self._apply(normal, f"{layer}.attend_in").reshape(length, 3, self.heads, width // self.heads)
        asked, keys, values = parts.transpose(1, 2, 0, 3)
        weight = asked @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(width // self.heads))
        weight = np.where(np.tri(length, dtype=np.bool_), weight, -np.inf)
        weight = np.exp(weight - weight.max(axis=2, keepdims=True))
        weight = weight / weight.sum(axis=2, keepdims=True)
        return self._apply((weight @ values).transpose(1, 0, 2).reshape(length, width), f"{layer}.attend_out")

    def _apply(self, state: Floats, name: str) -> Floats:
        made = state @ self.weights[f"{name}.w"].T
        return made + self.weights[f"{name}.b"] if f"{name}.b" in self.weights else made

    def _normalise(self, state: Floats, name: str) -> Floats:
        centred = state - state.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + np.float32(_EPSILON))
        scaled = centred / spread * self.weights[f"{name}.w"] + self.weights[f"{name}.b"]
        return np.asarray(scaled, np.float32)


def _open(gate: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(gate, -60, 60))), np.float32)


def write_weights(model: SequenceModel) -> bytes:
    """Write all but the vectors, for `read_model`."""
    file = io.BytesIO()
    arrays: dict[str, Any] = {"heads": np.array(model.heads), **model.weights}
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def read_model(written: bytes, vectors: Floats) -> SequenceModel:
    """Read a model; nothing is unpickled.

    Raises:
        Invalid: It isn't one, or the vectors are of another width.
    """
    try:
        with np.load(io.BytesIO(written), allow_pickle=False) as kept:
            weights = {name: np.asarray(kept[name], np.float32) for name in kept.files if name != "heads"}
            heads = int(kept["heads"])
        width = weights["positions"].shape[1]
    except (ValueError, KeyError, OSError, EOFError, IndexError, zipfile.BadZipFile) as error:
        raise Invalid("this sequence model can't be read; it will be learned anew") from error
    if vectors.ndim != 2 or vectors.shape[1] != width:  # noqa: PLR2004 - a matrix
        raise Invalid(
            f"this sequence model has a width of {width}, and its posts are of {vectors.shape}; it will be learned anew"
        )
    return SequenceModel(vectors, weights, heads)
