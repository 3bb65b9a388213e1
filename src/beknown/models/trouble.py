"""Turns what goes wrong with a model server into errors of ours, which say the way out and quote nothing."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import httpx2
import openai

from beknown.kit.errors import BeknownError, Invalid, TooLarge, TooMany, Unavailable

_TOO_LONG = ("context_length_exceeded", "exceed_context_size_error", "context size", "maximum context length")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model is asked: its name for people, and the settings that lead there."""

    name: str
    url: str
    setting: str
    is_embedded: bool = False


@contextmanager
def in_our_words(place: Place) -> Generator[None]:
    """Raise an error of ours for any failure of the server asked inside; other errors pass as they are."""
    try:
        yield
    except openai.APIStatusError as error:
        raise refused(error, error.status_code, place) from error
    except (openai.APIError, httpx2.HTTPError, httpx.HTTPError) as error:
        raise lost(error, place) from error


def lost(error: Exception, place: Place) -> BeknownError:
    """Give the error for a failed connection, a server that died in mid-answer, or a failure inside the stream."""
    if _is_too_long(_words(error)):
        return _too_long(place)
    kinds = [type(cause).__name__ for cause in (error, error.__cause__) if cause is not None]
    if any("Timeout" in kind for kind in kinds):
        return Unavailable(f"{place.name} took too long to answer. Try again.", model=place.name)
    if place.is_embedded:
        return Unavailable(
            f"{place.name} stopped while answering and is being started again. What came is kept; try again.",
            model=place.name,
        )
    return Unavailable(
        f"{place.name} at {place.url} can't be reached or stopped while answering. What came is kept; "
        f"check that the server runs (BEKNOWN_{place.setting}_URL names it), then try again.",
        model=place.name,
    )


def refused(error: Exception, status: int, place: Place) -> BeknownError:
    """Give the error for an answer with a status that says no."""
    if _is_too_long(_words(error)):
        return _too_long(place)
    if status in (401, 403):
        return Unavailable(
            f"{place.name} at {place.url} refuses the key. Set BEKNOWN_{place.setting}_API_KEY or the key on the "
            "models page.",
            model=place.name,
        )
    if status == 404:  # noqa: PLR2004 - the status says it best
        return Unavailable(
            f"{place.url} has no model {place.name!r}. Choose one it has: BEKNOWN_{place.setting}_MODEL or the "
            "models page.",
            model=place.name,
        )
    if status == 429:  # noqa: PLR2004 - as above
        return TooMany(f"{place.name} has too many requests now. Wait a little, then try again.")
    if status >= 500:  # noqa: PLR2004 - as above
        return Unavailable(
            f"{place.name} at {place.url} failed (status {status}). Try again.", model=place.name
        )
    return Invalid(f"{place.name} at {place.url} refuses this request (status {status}).", model=place.name)


def _too_long(place: Place) -> BeknownError:
    return TooLarge(
        f"This is longer than {place.name} can take in one piece. Start a new conversation, or connect a model "
        "with a longer context."
    )


def _is_too_long(words: str) -> bool:
    return any(mark in words for mark in _TOO_LONG)


def _words(error: Exception) -> str:
    """What the server said, only to be searched for marks: it may quote the prompt."""
    return f"{error} {getattr(error, 'body', '')}".lower()
