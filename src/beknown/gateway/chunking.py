"""How a file is cut into the passages that a store is searched by. Pure.

Source: OpenAI API reference, "Vector store files", `chunking_strategy`, for the bounds. A token is counted as four
letters, or as one sign of a script that writes a word with one or two of them: the tokens of an embedding model that
runs behind a server can't be counted here.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, Field, model_validator

QUARTERS_PER_TOKEN = 4
FIRST_WIDE = 0x2E80
"""From here on Unicode has the scripts of Chinese, Japanese and Korean, and signs such as emoji."""

LEAST_TOKENS = 100
MOST_TOKENS = 4096


@dataclass(frozen=True, slots=True)
class Cut:
    """So many tokens a passage has at most, and so many of them the next one begins with again."""

    part_tokens: int
    overlap_tokens: int


AUTO = Cut(250, 50)
"""Without a wish: short passages, which the house's embedding model tells apart best."""


class StaticSizes(BaseModel):
    """The sizes of passages."""

    max_chunk_size_tokens: int = Field(ge=LEAST_TOKENS, le=MOST_TOKENS)
    chunk_overlap_tokens: int = Field(ge=0, le=MOST_TOKENS // 2)

    @model_validator(mode="after")
    def check(self) -> "StaticSizes":
        """Check that passages go forward."""
        if self.chunk_overlap_tokens * 2 > self.max_chunk_size_tokens:
            raise ValueError("chunk_overlap_tokens is at most half of max_chunk_size_tokens")
        return self


class AutoCut(BaseModel):
    """As the house does it: 250 tokens, 50 of them again."""

    type: Literal["auto"]


class StaticCut(BaseModel):
    """As the program wants it."""

    type: Literal["static"]
    static: StaticSizes


CutIn = Annotated[AutoCut | StaticCut, Field(discriminator="type")]
"""How a program wants a file cut. A token is counted as four letters, or one sign of Chinese, Japanese or Korean."""


def read_cut(wanted: CutIn | None) -> Cut:
    """Give the sizes that a program asks for."""
    if not isinstance(wanted, StaticCut):
        return AUTO
    return Cut(wanted.static.max_chunk_size_tokens, wanted.static.chunk_overlap_tokens)


def cut_text(text: str, cut: Cut) -> list[str]:
    """Cut a text into passages that overlap, at spaces where there are some; in the order of the text."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    ends = np.cumsum(np.where(codes >= FIRST_WIDE, QUARTERS_PER_TOKEN, 1))
    size, overlap = cut.part_tokens * QUARTERS_PER_TOKEN, cut.overlap_tokens * QUARTERS_PER_TOKEN
    parts: list[str] = []
    start = 0
    while start < len(text):
        before = int(ends[start - 1]) if start else 0
        end = int(np.searchsorted(ends, before + size, side="right"))
        if end < len(text):
            least = int(np.searchsorted(ends, before + overlap, side="right"))
            space = text.rfind(" ", least + 1, end)
            end = space if space > 0 else end
        if text[start:end].strip():
            parts.append(text[start:end].strip())
        again = int(np.searchsorted(ends, int(ends[end - 1]) - overlap, side="left")) + 1 if overlap else end
        start = end if end == len(text) else max(again, start + 1)
    return parts
