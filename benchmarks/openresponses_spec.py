"""The Open Responses specification as a judge: every object and every event against its schemas."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator

RESOURCE = "ResponseResource"
_EVENT_ENDING = "StreamingEvent"
_COMPONENTS = "#/components/schemas/"


class Specification:
    """A copy of the specification.

    Args:
        path: Where it lies, as JSON.
    """

    def __init__(self, path: Path) -> None:
        self._whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self._schemas: dict[str, dict[str, Any]] = self._whole["components"]["schemas"]
        self._events = {
            schema["properties"]["type"]["enum"][0]: name
            for name, schema in self._schemas.items()
            if name.endswith(_EVENT_ENDING)
        }
        self._validators: dict[str, Any] = {}

    @property
    def required(self) -> Sequence[str]:
        """The properties that a response has to have."""
        return cast("Sequence[str]", self._schemas[RESOURCE]["required"])

    def find_errors(self, value: object, schema: str = RESOURCE) -> list[str]:
        """Give what is wrong with an object, each with its place."""
        if schema not in self._validators:
            self._validators[schema] = Draft202012Validator(
                {"$ref": f"{_COMPONENTS}{schema}", "components": self._whole["components"]}
            )
        found = self._validators[schema].iter_errors(value)
        return [
            f"{schema}{''.join(f'/{part}' for part in each.path)}: {each.message[:160]}" for each in found
        ]

    def find_event_errors(self, event: Mapping[str, object]) -> list[str]:
        """Give what is wrong with an event of a stream."""
        name = self._events.get(str(event.get("type")))
        if name is None:
            return [f"there is no event {str(event.get('type'))[:100]!r}"]
        return self.find_errors(event, name)
