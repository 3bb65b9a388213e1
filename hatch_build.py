"""The build hook: an sdist and a wheel always carry the built web app.

Where the web app is already built (or comes in the sdist), nothing happens and Node isn't needed. Where it
isn't, pip brings the pinned Node into `.tools/` and it is built. An editable install is left alone.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def load_tool(root: str, name: str) -> ModuleType:
    """Load a build script of `tools/` as a module."""
    spec = importlib.util.spec_from_file_location(name, Path(root) / "tools" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"tools/{name}.py is missing from {root!r}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class WebAppHook(BuildHookInterface[Any]):
    """Build the web app before the files of an sdist or a wheel are collected."""

    def dependencies(self) -> list[str]:
        """Ask for pip, which brings Node, only when there is something to build."""
        return [] if load_tool(self.root, "web").is_built() else ["pip"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the web app, unless this is an editable install."""
        del build_data
        if version != "editable":
            load_tool(self.root, "web").build()
