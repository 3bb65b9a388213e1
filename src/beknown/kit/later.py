"""What is heavy is imported when it is needed: in a thread, so that whoever needs something else doesn't wait."""

import asyncio
import gc
from importlib import import_module
from threading import Lock

_loading = Lock()
_loaded: set[str] = set()


async def load(*modules: str) -> None:
    """Import modules in a thread, one after another; an `import` of them costs nothing afterwards.

    Args:
        modules: Their full names. Those that were loaded this way before cost nothing.
    """
    for module in modules:
        if module not in _loaded:
            await asyncio.to_thread(_load, module)


def spare_loaded() -> None:
    """Let the garbage collector pass over all that is held by now, for good.

    Call it when something that stays was loaded. The libraries of a server are 200,000 objects, and looking through
    them stops everybody for a quarter of a second, again and again. What is garbage at this moment, and goes round in
    a circle, is never freed: so it isn't for things that come and go.
    """
    gc.freeze()


def _load(module: str) -> None:
    """One thread at a time: two that import the same libraries in another order wait for each other."""
    with _loading:
        gc.disable()
        try:
            import_module(module)
        finally:
            spare_loaded()
            gc.enable()
        _loaded.add(module)
