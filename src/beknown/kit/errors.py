"""The one error tree. A message names the value and the way out; the web app shows it as it is."""

from typing import ClassVar

from pydantic import JsonValue


class BeknownError(Exception):
    """Something went wrong in a way that the reader of the message can act on.

    Args:
        message: One or two sentences: what was wrong (with the value) and the way out.
        extra: Facts a program may read from the answer; never content of people's data.
    """

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, message: str, **extra: JsonValue) -> None:
        super().__init__(message)
        self.message = message
        self.extra = extra


class Unauthorised(BeknownError):
    """Nobody is signed in, or the sign-in failed."""

    status = 401
    title = "Sign in first"


class Refused(BeknownError):
    """Signed in, but not allowed to do this."""

    status = 403
    title = "Not allowed"


class NotFound(BeknownError):
    """There is no such thing, or it isn't visible to who asks."""

    status = 404
    title = "Not found"


class Conflict(BeknownError):
    """It contradicts what is already there."""

    status = 409
    title = "Already there"


class TooLarge(BeknownError):
    """More than this server takes in one piece."""

    status = 413
    title = "Too large"


class Invalid(BeknownError):
    """The value can't be what it should be."""

    status = 422
    title = "Not valid"


class TooMany(BeknownError):
    """Too many tries in a short time."""

    status = 429
    title = "Too many requests"


class Unavailable(BeknownError):
    """A part that is needed doesn't answer now."""

    status = 503
    title = "Not available"
