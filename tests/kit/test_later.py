"""What is loaded later is loaded once, and the garbage collector passes over it."""

import gc
import sys

import pytest

from beknown.kit.later import load


async def test_what_was_loaded_is_passed_over_by_the_collector() -> None:
    sys.modules.pop("xmlrpc.client", None)
    before = gc.get_freeze_count()
    await load("xmlrpc.client")
    assert "xmlrpc.client" in sys.modules
    assert gc.get_freeze_count() > before


async def test_a_module_that_is_missing_is_an_error_and_the_collector_goes_on() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        await load("no_such_module")
    assert gc.isenabled()
