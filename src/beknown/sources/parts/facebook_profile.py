"""What a Facebook profile states, one event per fact."""

from collections.abc import Iterator

from beknown.events import EventDraft, JsonValue
from beknown.sources.keys import key_of
from beknown.sources.moment import from_seconds
from beknown.sources.records import Place
from beknown.sources.shape import Fields, find_fields, find_list, find_text, get_fields
from beknown.sources.types import Drafting, Record

_PLAIN = ("username", "about_me", "intro_bio", "religious_view", "political_view", "blood_info")
_NAMED = {
    "current_city": "City",
    "hometown": "Hometown",
    "work_experiences": "Work",
    "education_experiences": "Education",
    "family_members": "Family",
    "languages": "Language",
    "places_lived": "Place lived",
    "interested_in": "Interested in",
}


def draft_profile(record: Record, place: Place) -> Drafting:
    """One event for each fact of the profile."""
    profile = get_fields(record.value, "the profile")
    for field, text, fact in _facts(profile):
        at = from_seconds(find_fields(fact).get("timestamp"))
        yield EventDraft(
            type="profile.fact.stated.v1",
            key=place.ordinals.mark(key_of("fact", field, text)),
            occurred_at=at,
            text=text,
            speaker=place.owner or None,
            is_mine=True,
            payload={"field": field, "fact": fact},
        )


def _facts(profile: Fields) -> Iterator[tuple[str, str, JsonValue]]:
    name = find_text(find_fields(profile.get("name")).get("full_name"))
    if name:
        yield "name", f"Name: {name}", profile["name"]
    birthday = find_fields(profile.get("birthday"))
    if birthday.get("year"):
        parts = (find_text(birthday.get(part)).zfill(2) for part in ("year", "month", "day"))
        yield "birthday", "Birthday: " + "-".join(parts), profile["birthday"]
    status = find_text(find_fields(profile.get("relationship")).get("status"))
    if status:
        partner = find_text(find_fields(profile.get("relationship")).get("partner"))
        yield "relationship", f"Relationship: {status} {partner}".strip(), profile["relationship"]
    for field in _PLAIN:
        if find_text(profile.get(field)):
            yield (
                field,
                f"{field.replace('_', ' ').capitalize()}: {find_text(profile[field])}",
                profile[field],
            )
    for field, label in _NAMED.items():
        found = profile.get(field)
        for one in find_list(found) or ([found] if found else []):
            text = _named(find_fields(one)) or find_text(one)
            if text:
                yield field, f"{label}: {text}", one
    yield from _contacts(profile)


def _named(fact: Fields) -> str:
    name = find_text(fact.get("name")) or find_text(fact.get("employer")) or find_text(fact.get("place"))
    details = [
        find_text(fact.get(part)) for part in ("title", "relation", "degree", "location", "school_type")
    ]
    extra = ", ".join(detail for detail in details if detail)
    return f"{name} ({extra})" if name and extra else name


def _contacts(profile: Fields) -> Iterator[tuple[str, str, JsonValue]]:
    for mail in find_list(find_fields(profile.get("emails")).get("emails")):
        yield "email", f"E-mail: {find_text(mail)}", mail
    for phone in find_list(profile.get("phone_numbers")):
        number = find_text(find_fields(phone).get("phone_number"))
        if number:
            yield "phone", f"Phone: {number}", phone
    for site in find_list(profile.get("websites")):
        address = find_text(find_fields(site).get("address"))
        if address:
            yield "website", f"Website: {address}", site
