"""What is heavy is imported when it is needed: in a thread, so that whoever needs something else doesn't wait."""

import asyncio
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


def _load(module: str) -> None:
    """One thread at a time: two that import the same libraries in another order wait for each other."""
    with _loading:
        import_module(module)
        _loaded.add(module)
