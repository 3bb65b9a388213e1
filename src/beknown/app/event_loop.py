"""The event loop of the server and the worker."""

import asyncio
from collections.abc import Callable


def fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Give what makes the event loop: uvloop's, where there is one for this system."""
    try:
        import uvloop  # noqa: PLC0415 - it isn't there on Windows
    except ImportError:
        return None
    return uvloop.new_event_loop
