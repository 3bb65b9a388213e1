"""Remembers in the data folder what models were found to do, so that each is asked once."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from beknown.kit import clock
from beknown.models.types import Capabilities

FILE = "capabilities.json"
ASKED = ("has_tools", "has_json_schema", "has_vision")
KEEP_S = 14 * 24 * 3600.0
_Found = dict[str, tuple[float, Capabilities]]
_SHAPE = TypeAdapter(_Found)


def find_capabilities(folder: Path, key: str) -> Capabilities | None:
    """Give what was found under this key in the last two weeks, or None."""
    found = _read(folder).get(key)
    return found[1] if found and clock.now().timestamp() - found[0] < KEEP_S else None


def remember_capabilities(folder: Path, key: str, capabilities: Capabilities) -> None:
    """Keep what was found under this key, if every question was answered in time."""
    if any(capabilities.origins.get(asked) == "assumed" for asked in ASKED):
        return
    folder.mkdir(parents=True, exist_ok=True)
    known = {**_read(folder), key: (clock.now().timestamp(), capabilities)}
    draft = folder / f".{FILE}.{os.getpid()}"
    draft.write_bytes(_SHAPE.dump_json(known))
    draft.replace(folder / FILE)


def _read(folder: Path) -> Mapping[str, tuple[float, Capabilities]]:
    try:
        return _SHAPE.validate_json((folder / FILE).read_bytes())
    except (FileNotFoundError, ValidationError):
        return {}  # nothing was asked yet, or by another version: ask again
