"""What the fuzzer is told of the server: things that are there, so that requests get further than a name."""

import json
import os
from collections.abc import Callable
from typing import Any, cast

import schemathesis

THERE: dict[str, str] = json.loads(os.environ["BEKNOWN_FUZZ_THERE"])
"""A model, and the ids of what was made before, by the names of the parameters."""

_hook = cast(
    "Callable[[Callable[..., Any]], Any]", vars(schemathesis)["hook"]
)  # its types are only half known


@_hook
def map_body(_context: Any, body: Any) -> Any:  # noqa: ANN401 - any JSON
    """Name what is there wherever a body names such a thing, unless the name was made wrong."""
    return _name(body)


@_hook
def map_path_parameters(context: Any, path_parameters: Any) -> Any:  # noqa: ANN401 - any JSON
    """Name what is there in paths, but for deleting, after which it would be gone for all that follows."""
    return path_parameters if context.operation.method == "delete" else _name(path_parameters)


def _name(given: Any) -> Any:  # noqa: ANN401 - any JSON
    if not isinstance(given, dict):
        return given
    named = cast("dict[str, Any]", given)
    return {
        name: THERE.get(name, value) if isinstance(value, str) else value for name, value in named.items()
    }
