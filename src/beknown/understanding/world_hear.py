"""Take out of single events what they show of a person's world. Pure: an event shows the same every time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from beknown.events import JsonValue, purposes_of
from beknown.kit.db import PURPOSES
from beknown.understanding.fold import find_words
from beknown.understanding.learn import Heard
from beknown.understanding.world_cues import find_cues
from beknown.understanding.world_names import read_alias, read_said
from beknown.understanding.world_types import AliasSeen, CircleSeen, Cue, CueSeen, Linked, Met, VisitSeen

_MESSAGES = frozenset({"social.message.sent.v1", "social.message.received.v1", "social.call.made.v1"})
_KNOWN = frozenset({"social.person.befriended.v1", "social.person.followed.v1", "social.contact.added.v1"})
_OWN_WORDS = frozenset({"assistant.message.asked.v1", "assistant.memory.told.v1"})
_BIRTHDAY_FIELDS = ("birthday", "birth_date", "birthdate", "date_of_birth")
_WITHOUT_NAME = "A place without a name"


def audience_of(purposes: Iterable[str]) -> int:
    """Give purposes as bits, as the database has them."""
    held = frozenset(purposes)
    return sum(1 << place for place, purpose in enumerate(PURPOSES) if purpose in held)


DIALOGUE = audience_of(purposes_of("assistant.memory.told.v1"))
"""What dialogue may serve, as bits."""

_HEALTH = audience_of({"assistant", "export", "safety"})
"""What talk of health may serve."""


@dataclass(slots=True)
class Observed:
    """What a batch of events shows; each list in the order of the events."""

    aliases: dict[UUID, AliasSeen] = field(default_factory=dict[UUID, AliasSeen])
    circles: dict[UUID, CircleSeen] = field(default_factory=dict[UUID, CircleSeen])
    met: list[Met] = field(default_factory=list[Met])
    links: list[Linked] = field(default_factory=list[Linked])
    cues: list[CueSeen] = field(default_factory=list[CueSeen])
    visits: list[VisitSeen] = field(default_factory=list[VisitSeen])


def observe(heard: Sequence[Heard], zone: ZoneInfo) -> Observed:
    """Take out of events who has a part in them, and what they say of relations, dates, promises and places."""
    observed = Observed()
    for each in heard:
        if each.type in _MESSAGES:
            _observe_message(each, zone, observed)
        elif each.type in _KNOWN:
            _observe_known(each, observed)
        elif each.type in _OWN_WORDS and each.is_mine:
            _observe_words(each, zone, observed, None, None)
        else:
            _observe_rest(each, zone, observed)
    return observed


def _observe_rest(heard: Heard, zone: ZoneInfo, observed: Observed) -> None:
    if heard.type == "profile.fact.stated.v1":
        _observe_fact(heard, observed)
    elif heard.type == "assistant.reminder.set.v1":
        _observe_reminder(heard, zone, observed)
    elif heard.type in {"place.visit.recorded.v1", "social.post.published.v1"}:
        _observe_place(heard, observed)


def _observe_message(heard: Heard, zone: ZoneInfo, observed: Observed) -> None:
    alias = None
    if not heard.is_mine:
        alias = read_alias(heard.speaker or "", heard.source_id, heard.source)
        if alias is None:
            return
        observed.aliases[alias.id] = alias
    circle = _circle(heard)
    if circle is not None:
        observed.circles[circle.id] = circle
    if circle is None and alias is None:
        return
    direction = "sent" if heard.is_mine else "received"
    observed.met.append(
        Met(
            heard.id,
            0,
            heard.source_id,
            alias.id if alias else None,
            circle.id if circle else None,
            direction,
            heard.occurred_at,
            audience_of(heard.purposes),
        )
    )
    _observe_words(heard, zone, observed, alias, circle)


def _circle(heard: Heard) -> CircleSeen | None:
    if not heard.thread:
        return None
    return CircleSeen(uuid5(heard.source_id, f"thread:{heard.thread}"), heard.source_id, heard.thread)


def _observe_known(heard: Heard, observed: Observed) -> None:
    audience = audience_of(heard.purposes)
    shown = [read_alias(each, heard.source_id, heard.source) for each in _names(heard)]
    aliases = list({alias.id: alias for alias in shown if alias is not None}.values())
    for position, alias in enumerate(aliases):
        observed.aliases[alias.id] = alias
        observed.met.append(
            Met(
                heard.id, position, heard.source_id, alias.id, None, "known", heard.occurred_at, audience
            )
        )  # fmt: skip
    for alias in aliases[1:]:
        observed.links.append(Linked(heard.id, aliases[0].id, alias.id, heard.source_id, audience))
    day = _birthday(heard.payload)
    if aliases and day is not None:
        cue = Cue("date", "birthday", 0, 0, on_day=day, is_certain=True)
        observed.cues.append(_seen(heard, 0, cue, aliases[0].id, None))


def _names(heard: Heard) -> list[str]:
    """Give the name first, then number and address and handle: what one record says of one human being."""
    said = heard.payload
    full = f"{_text(said, 'first_name')} {_text(said, 'last_name')}".strip()
    lines = [line for line in heard.text.splitlines() if line and "://" not in line]
    name = full or (lines[0] if lines else "") or _text(said, "name")
    more = [_text(said, field) for field in ("phone_number", "phone", "email", "username")]
    return [each for each in (name, *more) if each]


def _observe_words(
    heard: Heard, zone: ZoneInfo, observed: Observed, alias: AliasSeen | None, circle: CircleSeen | None
) -> None:
    position = 0
    for cue in find_cues(heard.text, written_on=_day(heard, zone)) if heard.text else ():
        whom = _whom(heard, cue, observed, alias)
        if whom is not None:
            about, within = whom
            is_greeting = cue.kind == "date" and not cue.about_writer and about is None
            group = circle.id if circle is not None and (within or is_greeting) else None
            observed.cues.append(_seen(heard, position, cue, about, group))
            position += 1
    if heard.payload.get("files") and circle is not None:
        cue = Cue("kept", "files", 0, 0)
        observed.cues.append(_seen(heard, position, cue, alias.id if alias else None, circle.id))


def _whom(
    heard: Heard, cue: Cue, observed: Observed, alias: AliasSeen | None
) -> tuple[UUID | None, bool] | None:
    """Tell which alias a cue is about, if one, and whether its conversation tells the rest; None drops the cue."""
    speaker = alias.id if alias is not None else None
    match cue.kind:
        case "relation":
            return (_name(heard, cue, observed), False) if heard.is_mine else None
        case "date" if cue.called and cue.is_certain:
            return (_name(heard, cue, observed), False) if heard.is_mine else None
        case "date" if cue.about_writer:
            return speaker, False
        case "date":
            return (None, True) if heard.type in _MESSAGES else None
        case "promise" | "kept":
            is_to_somebody = heard.type in _MESSAGES or cue.what not in {"promise", "words"}
            return (speaker, True) if is_to_somebody else None
        case "occasion":
            return speaker, True


def _name(heard: Heard, cue: Cue, observed: Observed) -> UUID:
    relation = cue.what if cue.kind == "relation" else ""
    alias = read_said(cue.called, relation, heard.source_id, heard.source)
    observed.aliases[alias.id] = alias
    position = sum(1 for _ in takewhile(lambda met: met.event_id == heard.id, reversed(observed.met)))
    audience = audience_of(heard.purposes) & DIALOGUE
    observed.met.append(
        Met(heard.id, position, heard.source_id, alias.id, None, "named", heard.occurred_at, audience)
    )
    return alias.id


def _seen(heard: Heard, position: int, cue: Cue, alias: UUID | None, circle: UUID | None) -> CueSeen:
    audience = audience_of(heard.purposes) & (_HEALTH if cue.what == "health" else DIALOGUE)
    return CueSeen(
        event_id=heard.id,
        position=position,
        source_id=heard.source_id,
        kind=cue.kind,
        what=cue.what,
        alias_id=alias,
        circle_id=circle,
        called=next(find_words(cue.called), "") if circle is not None else "",
        is_mine=heard.is_mine,
        on_day=cue.on_day,
        is_certain=cue.is_certain,
        quote_start=cue.start,
        quote_size=cue.size,
        occurred_at=heard.occurred_at,
        audience=audience,
    )


def _observe_fact(heard: Heard, observed: Observed) -> None:
    named = _text(heard.payload, "field").lower().replace(" ", "_")
    day = _read_day(heard.payload.get("fact")) if named in _BIRTHDAY_FIELDS else None
    if day is not None:
        cue = Cue("date", "birthday", 0, len(heard.text), on_day=day, is_certain=True)
        observed.cues.append(_seen(heard, 0, cue, None, None))


def _observe_reminder(heard: Heard, zone: ZoneInfo, observed: Observed) -> None:
    due = _text(heard.payload, "due_at")
    if due:
        day = datetime.fromisoformat(due).astimezone(zone).date()
        cue = Cue("promise", "reminder", 0, len(heard.text), on_day=day, is_certain=True)
        observed.cues.append(_seen(heard, 0, cue, None, None))


def _observe_place(heard: Heard, observed: Observed) -> None:
    place = heard.payload.get("place")
    told = place if isinstance(place, dict) else {}
    lines = heard.text.splitlines() if heard.type == "place.visit.recorded.v1" else []
    name = _text(told, "name") or (place if isinstance(place, str) else "") or (lines[0] if lines else "")
    if not name or name == _WITHOUT_NAME:
        return
    address = _text(told, "address") or " ".join(lines[1:2])
    observed.visits.append(
        VisitSeen(
            event_id=heard.id,
            source_id=heard.source_id,
            place_id=uuid5(_PLACES, f"{' '.join(find_words(name))}|{' '.join(find_words(address))}"),
            name=name,
            address=address,
            latitude=_number(heard.payload.get("latitude")),
            longitude=_number(heard.payload.get("longitude")),
            occurred_at=heard.occurred_at,
            audience=audience_of(heard.purposes),
        )
    )


_PLACES = UUID("6f0d3f5e-6c6e-5d0a-9c57-0c6e1f2b7a11")
"""The namespace in which places have their ids."""


def _birthday(payload: Mapping[str, JsonValue]) -> date | None:
    return next((day for name in _BIRTHDAY_FIELDS if (day := _read_day(payload.get(name)))), None)


def _read_day(value: JsonValue) -> date | None:
    """Read a day of the year, as `{month, day}` or as ISO 8601; its year means nothing."""
    if isinstance(value, dict):
        month, day = value.get("month"), value.get("day")
        return _make_day(month, day) if isinstance(month, int) and isinstance(day, int) else None
    if isinstance(value, str):
        parts = value.replace("/", "-").strip("-").split("-")[-2:]
        if len(parts) == 2 and all(part.isdigit() for part in parts):  # noqa: PLR2004 - month and day
            return _make_day(int(parts[0]), int(parts[1]))
    return None


def _make_day(month: int, day: int) -> date | None:
    try:
        return date(2000, month, day)
    except ValueError:
        return None


def _day(heard: Heard, zone: ZoneInfo) -> date:
    return (heard.occurred_at or heard.recorded_at).astimezone(zone).date()


def _number(value: JsonValue) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _text(payload: Mapping[str, JsonValue], name: str) -> str:
    value = payload.get(name)
    return value.strip() if isinstance(value, str) else ""
