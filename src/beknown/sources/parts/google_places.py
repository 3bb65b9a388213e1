"""Where a person was, by Google's three generations of location history."""

import re
from collections.abc import Mapping

from beknown.events import EventDraft, JsonValue
from beknown.sources.keys import key_of
from beknown.sources.moment import from_iso, from_ms
from beknown.sources.records import Place
from beknown.sources.shape import Fields, find_fields, find_text, get_fields, join_lines, without
from beknown.sources.types import Drafting, Misshapen, Nothing, Record

_E7 = 10_000_000
_GEO = re.compile(r"(-?\d{1,3}(?:\.\d{1,12})?)°?,\s?(-?\d{1,3}(?:\.\d{1,12})?)")


def draft_place_visit(record: Record, place: Place) -> Drafting:
    """One entry of the semantic history: a visit is kept, a journey between visits too where it tells its means."""
    if record.key != "timelineObjects":
        raise Misshapen(f"{record.key!r} is not known in a location history")
    fields = get_fields(record.value)
    visit = find_fields(fields.get("placeVisit"))
    location = find_fields(visit.get("location"))
    if not visit:
        move = find_fields(fields.get("activitySegment"))
        yield from _move(find_text(move.get("activityType")), find_fields(move.get("duration")), move, place)
        return
    duration = find_fields(visit.get("duration"))
    start = duration.get("startTimestamp") or duration.get("startTimestampMs")
    text = join_lines(find_text(location.get("name")), find_text(location.get("address")))
    payload = {
        **without(location, "name", "address"),
        **_point(location),
        "until": duration.get("endTimestamp"),
    }
    yield _visit(start, text, find_text(location.get("placeId")), payload, place)


def draft_timeline(record: Record, place: Place) -> Drafting:
    """One segment of the history that phones keep themselves since 2024."""
    fields = get_fields(record.value)
    visit = find_fields(fields.get("visit"))
    candidate = find_fields(visit.get("topCandidate"))
    if visit:
        spot = candidate.get("placeLocation")
        where = find_text(spot) or find_text(find_fields(spot).get("latLng"))
        match = _GEO.search(where[:80])
        payload: dict[str, JsonValue] = {
            "until": fields.get("endTime"),
            "probability": candidate.get("probability"),
        }
        if match:
            payload |= {"latitude": float(match.group(1)), "longitude": float(match.group(2))}
        kind = find_text(candidate.get("semanticType"))
        text = join_lines("" if kind.upper() == "UNKNOWN" else kind.replace("_", " ").capitalize(), where)
        number = find_text(candidate.get("placeID")) or find_text(candidate.get("placeId"))
        yield _visit(fields.get("startTime"), text, number, payload, place)
    elif fields.get("activity"):
        move = find_fields(fields.get("activity"))
        kind = find_text(find_fields(move.get("topCandidate")).get("type"))
        duration: Fields = {"startTimestamp": fields.get("startTime"), "endTimestamp": fields.get("endTime")}
        yield from _move(kind, duration, move, place)
    else:
        yield Nothing("points of a path, which name no place")


def draft_point(record: Record, place: Place) -> Drafting:
    """One raw point, measured every few minutes: no place that a person would name."""
    del place
    if record.key != "locations":
        raise Misshapen(f"{record.key!r} is not known among raw points")
    get_fields(record.value)
    yield Nothing("a raw point that names no place; bring the semantic location history beside it")


def _visit(
    stamp: JsonValue, text: str, number: str, payload: Mapping[str, JsonValue], place: Place
) -> EventDraft:
    return EventDraft(
        type="place.visit.recorded.v1",
        key=place.ordinals.mark(key_of("visit", stamp, number or text)),
        occurred_at=from_iso(stamp) or from_ms(stamp),
        text=text or "A place without a name",
        speaker=place.owner or None,
        is_mine=True,
        payload=without({**payload, "place_id": number}),
    )


def _move(kind: str, duration: Fields, move: Fields, place: Place) -> Drafting:
    if not kind:
        yield Nothing("a journey of unknown means")
        return
    stamp = duration.get("startTimestamp") or duration.get("startTimestampMs")
    metres = move.get("distanceMeters") or move.get("distance")
    yield EventDraft(
        type="app.activity.recorded.v1",
        key=place.ordinals.mark(key_of("move", stamp, kind)),
        occurred_at=from_iso(stamp) or from_ms(stamp),
        text=f"{kind.replace('_', ' ').capitalize()}, {find_text(metres) or 'some'} m",
        speaker=place.owner or None,
        is_mine=True,
        payload=without({"until": duration.get("endTimestamp"), "metres": metres}),
    )


def _point(location: Fields) -> dict[str, JsonValue]:
    latitude, longitude = location.get("latitudeE7"), location.get("longitudeE7")
    if isinstance(latitude, int) and isinstance(longitude, int):
        return {"latitude": latitude / _E7, "longitude": longitude / _E7}
    return {}
