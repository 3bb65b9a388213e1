"""Our OpenAPI document beside OpenAI's types: which of their properties it has, and of the right type.

OGX (formerly Llama Stack) counts its conformance so: `scripts/openai_coverage.py` there compares two OpenAPI documents
by `oasdiff`, for the operations that both have, and counts a property of a request's or an answer's JSON as a problem
where it is missing, or where its type, its values or the kinds of its union differ; the score is the share of the
properties that are no problem. Here the other document is made of the request and answer types of OpenAI's own Python
client, which are generated from their specification and newer than the version that OGX compares with (2.3.0).

What counts:

- Each property at each place of each operation once. Where it is missing, what would be in it isn't counted.
- An answer's property is right where every kind of value that ours may be is one that theirs may be. A union of fewer
  kinds is right (an answer needn't have a kind of item that only a tool of OpenAI's makes); of the kinds that ours
  hasn't, nothing is counted. OGX counts each such union as one problem, and all that is in it as right.
- A request's property is right where every kind of value that theirs may be is one that ours may be: a union of fewer
  kinds, or fewer values, is wrong.
- Null isn't compared: the client's types allow it wherever a property may be left out. What an answer has as null
  always, since nothing here does what it tells of, is right too, and is counted apart.
- Multipart bodies aren't counted, as there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from pydantic import TypeAdapter

from beknown.gateway.openai_api import make_openai
from benchmarks.openai_operations import OPERATIONS

Schema = Mapping[str, Any]
Way = Literal["request", "answer"]
Open = Callable[[Schema], list[Schema]]
MOST_DEPTH = 14
"""Deeper than any answer of theirs but for schemas that hold themselves."""

_TAGS = ("type", "role", "object", "mode")


@dataclass(slots=True)
class Count:
    """What was found: by place, whether it is right, and what is right by being null always; the kinds left out."""

    places: dict[str, bool] = field(default_factory=dict[str, bool])
    null: set[str] = field(default_factory=set[str])
    kinds: int = 0
    left_out: int = 0

    @property
    def right(self) -> int:
        """How many properties are right."""
        return sum(self.places.values())


def count_document() -> dict[str, dict[Way, Count]]:
    """Count each area of the document, requests and answers apart."""
    document = cast("Schema", make_openai().openapi())
    found: dict[str, dict[Way, Count]] = {}
    for operation in OPERATIONS:
        area = found.setdefault(operation.area, {"request": Count(), "answer": Count()})
        ours = document["paths"].get(operation.path, {}).get(operation.method, {})
        bodies: dict[Way, Schema] = {
            "answer": ours.get("responses", {}).get("200", {}),
            "request": ours.get("requestBody", {}),
        }
        for way, body in bodies.items():
            kind = operation.answer if way == "answer" else operation.request
            if kind is not None:
                theirs = TypeAdapter(kind).json_schema(by_alias=True)
                walk = _Walk(way, theirs, document, area[way])
                schema = body.get("content", {}).get("application/json", {}).get("schema", {})
                place = f"{operation.method} {operation.path} {way}"
                walk.compare(walk.theirs(theirs), walk.ours(schema), place, 0)
    return found


@dataclass(frozen=True, slots=True)
class _Walk:
    """Walks through two schemas at once."""

    way: Way
    their_root: Schema
    our_root: Schema
    count: Count

    def theirs(self, schema: Schema) -> list[Schema]:
        return list(_leaves(schema, self.their_root))

    def ours(self, schema: Schema) -> list[Schema]:
        return list(_leaves(schema, self.our_root))

    def compare(self, theirs: list[Schema], ours: list[Schema], place: str, depth: int) -> None:
        """Count the properties of all objects that a value may be."""
        objects = [each for each in theirs if each.get("properties")]
        for each in objects:
            named = f"{place}{_tag_words(each)}" if len(objects) > 1 else place
            match = self._find(each, [one for one in ours if _kind(one) == "object"], only=len(objects) == 1)
            self.count.kinds += 1
            if match is None and depth == 0 and len(objects) == 1:  # the whole of it isn't told
                self.count.places |= {f"{place}.{name}": False for name in each["properties"]}
            elif match is None:
                self.count.left_out += 1
            else:
                self._compare_objects(each, match, named, depth)
        for each in theirs:
            if _kind(each) == "array" and depth < MOST_DEPTH:
                inner = [
                    leaf for one in ours if _kind(one) == "array" for leaf in self.ours(one.get("items", {}))
                ]
                self.compare(self.theirs(each.get("items", {})), inner, f"{place}[]", depth + 1)

    def _compare_objects(self, theirs: Schema, ours: Schema, place: str, depth: int) -> None:
        known = ours.get("properties", {})
        for name, schema in theirs["properties"].items():
            inner = self.theirs(schema)
            there = self.ours(known[name]) if name in known else []
            if name in known and not there:
                self.count.null.add(f"{place}.{name}")
            self.count.places[f"{place}.{name}"] = name in known and self._fits(inner, there)
            if there and depth < MOST_DEPTH:
                self.compare(inner, there, f"{place}.{name}", depth + 1)

    def _find(self, wanted: Schema, among: list[Schema], *, only: bool) -> Schema | None:
        """Find the object of the same kind: by its marks, or the only one there is."""
        marks = _marks(wanted)
        same = [each for each in among if _marks(each) and marks and _agree(marks, _marks(each))]
        if same:
            return max(
                same, key=lambda each: len(set(each.get("properties", {})) & set(wanted["properties"]))
            )
        if only and len(among) == 1:
            return among[0]
        unmarked = [each for each in among if not _marks(each) and each.get("properties")]
        alike = [each for each in unmarked if set(each["properties"]) & set(wanted["properties"])]
        return None if marks or not alike else alike[0]

    def _fits(self, theirs: list[Schema], ours: list[Schema]) -> bool:
        if self.way == "answer":
            return self._all_covered(theirs, ours, self.theirs, self.ours)
        return self._all_covered(ours, theirs, self.ours, self.theirs)

    def _all_covered(
        self, wide: list[Schema], narrow: list[Schema], open_wide: Open, open_narrow: Open
    ) -> bool:
        """Whether one may be all that the other may be; what is in objects is compared by itself."""
        return all(any(self._covers(one, other, open_wide, open_narrow) for one in wide) for other in narrow)

    def _covers(self, wide: Schema, narrow: Schema, open_wide: Open, open_narrow: Open) -> bool:
        kind, other = _kind(wide), _kind(narrow)
        if kind is None:
            return True
        if kind == "number" and other == "integer":
            return True
        if kind != other:
            return False
        if kind == "array":
            inner = open_wide(wide.get("items", {})), open_narrow(narrow.get("items", {}))
            return self._all_covered(*inner, open_wide, open_narrow)
        values = _values(wide)
        if values:
            return bool(_values(narrow)) and set(_values(narrow)) <= set(values)
        return not (_marks(wide) and _marks(narrow)) or _agree(_marks(wide), _marks(narrow))


def _leaves(schema: Schema, root: Schema, seen: tuple[str, ...] = ()) -> Iterator[Schema]:
    """Give what a schema may be, without null: references followed, unions laid open."""
    if "$ref" in schema:
        if schema["$ref"] in seen:
            return
        yield from _leaves(_resolve(schema["$ref"], root), root, (*seen, schema["$ref"]))
        return
    for name in ("anyOf", "oneOf", "allOf"):
        if name in schema:
            for each in schema[name]:
                yield from _leaves(each, root, seen)
            return
    if isinstance(schema.get("type"), list):
        for kind in cast("list[str]", schema["type"]):
            yield from _leaves({**schema, "type": kind}, root, seen)
        return
    if schema.get("type") != "null":
        yield schema


def _resolve(reference: str, root: Schema) -> Schema:
    found: Any = root
    for part in reference.removeprefix("#/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return cast("Schema", found)


def _kind(leaf: Schema) -> str | None:
    """Give the JSON type of a leaf; None where it may be anything."""
    if "type" in leaf:
        return cast("str", leaf["type"])
    values = _values(leaf)
    return "string" if values and isinstance(values[0], str) else "object" if "properties" in leaf else None


def _values(leaf: Schema) -> list[Any]:
    return [leaf["const"]] if "const" in leaf else list(cast("Iterable[Any]", leaf.get("enum", ())))


def _marks(leaf: Schema) -> dict[str, set[str]]:
    """Give what tells an object from others of a union: its `type`, `role`, `object` or `mode`, where it is fixed."""
    properties = cast("Mapping[str, Schema]", leaf.get("properties", {}))
    return {
        name: set(_values(properties[name]))
        for name in _TAGS
        if name in properties and _values(properties[name])
    }


def _agree(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> bool:
    return all(one[name] & other[name] for name in one.keys() & other.keys())


def _tag_words(leaf: Schema) -> str:
    words = "|".join("/".join(sorted(map(str, values))) for values in _marks(leaf).values())
    return f"({words or leaf.get('title', '')})"
