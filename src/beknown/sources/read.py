"""Read what a person brings as a stream of event drafts, losing nothing without a word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from beknown.sources.detect import detect
from beknown.sources.open import Library, open_library
from beknown.sources.parts import PARTS
from beknown.sources.types import Dropped, Found, Question, ReadItem, ReadOptions


def read_archive(paths: Sequence[Path], options: ReadOptions | None = None) -> Iterator[ReadItem]:
    """Every record of every file: found, or dropped with the reason; and questions that hold a file back.

    Media of a draft can be opened only while the iterator lives; use `read_library` to hold them open longer.
    """
    options = options or ReadOptions()
    with open_library(paths, options.limits) as library:
        yield from read_library(library, options)


def read_library(library: Library, options: ReadOptions) -> Iterator[ReadItem]:
    """Like `read_archive`, out of a library that the caller holds open."""
    yield from library.problems
    claims, rest = detect(library.containers, PARTS)
    for part, claim in claims:
        for item in part.read(claim, options):
            if isinstance(item, Found) and len(item.draft.text) > options.limits.max_text_chars:
                yield from _in_pieces(item, options)
            else:
                yield item
    yield from rest


def find_questions(library: Library, options: ReadOptions) -> list[Question]:
    """What must be asked of the person before a library can be read."""
    claims, _ = detect(library.containers, PARTS)
    return [question for part, claim in claims for question in part.ask(claim, options)]


def _in_pieces(item: Found, options: ReadOptions) -> Iterator[ReadItem]:
    """A text too long for one event becomes several, in order, the first with the media."""
    size, draft = options.limits.max_text_chars, item.draft
    text = draft.text[: options.limits.max_message_chars]
    starts = range(0, len(text), size)
    for number, start in enumerate(starts, 1):
        payload = {**draft.payload, "piece": number, "pieces": len(starts)}
        key = draft.key if number == 1 else f"{draft.key}/{number}"
        media = draft.media if number == 1 else ()
        piece = replace(draft, key=key, text=text[start : start + size], payload=payload, media=media)
        yield replace(item, draft=piece)
    if len(draft.text) > len(text):
        reason = f"the text goes on for {len(draft.text) - len(text)} more characters; only its start is kept"
        yield Dropped(item.file, "refused", reason, kind=item.kind)
