"""Cut a text into the pieces that multilingual-e5-small knows.

Source: Kudo 2018, 'Subword Regularization', section 3.2 (unigram language model, the likeliest cut by Viterbi), with
SentencePiece's normalisation as the weight file gives it.
"""

import re

from beknown.models.e5_weights import Pieces

SPACE = "\u2581"
"""SentencePiece's sign for a space; a text begins with one."""

UNKNOWN_COST = 10.0
_SPACES = re.compile(r" {2,}")


class Tokenizer:
    """Cuts texts.

    Args:
        pieces: What it knows.
    """

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._scores: list[float] = pieces.scores.tolist()
        self._unknown_score = min(self._scores) - UNKNOWN_COST

    def cut(self, text: str) -> list[int]:
        """Give the numbers of the likeliest pieces, in the order of the text."""
        letters = _SPACES.sub(" ", text.translate(self._pieces.normalised))
        letters = (letters if letters.startswith(" ") else f" {letters}").replace(" ", SPACE)
        pieces, starts = self._weigh(letters)
        cut: list[int] = []
        at = len(letters)
        while at > 0:
            cut.append(pieces[at])
            at = starts[at]
        return cut[::-1]

    def _weigh(self, letters: str) -> tuple[list[int], list[int]]:
        """Give for each place the last piece of the best cut up to it, and where that piece begins."""
        size, longest, unknown = len(letters), self._pieces.longest, self._pieces.unknown
        find, scores = self._pieces.numbers.get, self._scores
        best = [0.0] + [float("-inf")] * size
        pieces, starts = [unknown] * (size + 1), [0] * (size + 1)
        for start in range(size):
            so_far = best[start]
            for end in range(start + 1, min(size, start + longest) + 1):
                piece = find(letters[start:end])
                if piece is not None and so_far + scores[piece] > best[end]:
                    best[end], pieces[end], starts[end] = so_far + scores[piece], piece, start
            if so_far + self._unknown_score > best[start + 1]:
                best[start + 1] = so_far + self._unknown_score
                pieces[start + 1], starts[start + 1] = unknown, start
        return pieces, starts
